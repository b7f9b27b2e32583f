"""Findings of a dossier as people read them: where, what is wrong, and what to do about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from motcua.domain.catalog import Finding, Place, ProcedureDefinition
from motcua.domain.forms import Fault, Field, FieldError, FormDefinition
from motcua.ui import rule_words, wording

REMEDIES: Final[Mapping[str, str | Promise]] = {
    "forms.required": lazy("Điền “%(label)s”."),
    "forms.wrong-shape": lazy("Nhập lại “%(label)s”."),
    "forms.too-long": lazy("Viết “%(label)s” gọn lại."),
    "forms.pattern-mismatch": lazy("Ghi “%(label)s” đúng như trên giấy tờ."),
    "forms.not-a-number": lazy("Ghi “%(label)s” bằng số, ví dụ 1.250,5."),
    "forms.not-whole": lazy("Ghi “%(label)s” bằng số tròn."),
    "forms.too-small": lazy("Sửa “%(label)s” thành số lớn hơn."),
    "forms.too-large": lazy("Sửa “%(label)s” thành số nhỏ hơn."),
    "forms.not-yes-or-no": lazy("Chọn có hoặc không ở “%(label)s”."),
    "forms.not-a-choice": lazy("Chọn “%(label)s” trong danh sách."),
    "forms.not-a-date": lazy("Ghi “%(label)s” theo ngày/tháng/năm, ví dụ 16/04/2026."),
    "forms.not-a-time": lazy("Ghi “%(label)s” cả giờ và phút, ví dụ 13:30."),
    "forms.not-a-quarter": lazy("Ghi “%(label)s” theo quý và năm, ví dụ 2/2026."),
    "forms.not-a-unit-code": lazy("Chọn lại “%(label)s” trong danh sách."),
    "forms.not-in-register": lazy("Chọn lại “%(label)s” trong danh sách."),
    "forms.not-an-account": lazy("Xem lại số ở “%(label)s” trên sổ hoặc ứng dụng ngân hàng."),
    "forms.not-a-file": lazy("Chọn lại tệp cho “%(label)s”."),
    "forms.address-incomplete": lazy("Điền đủ tỉnh, xã và số nhà, đường hoặc thôn ở “%(label)s”."),
    "forms.too-many-rows": lazy("Bỏ bớt dòng ở “%(label)s”, hoặc gửi phần còn lại bằng tệp kèm theo."),
    "forms.unknown-field": lazy("Bỏ mục này, hoặc tải lại biểu mẫu mới nhất."),
    "identity.citizen-id-invalid": lazy("Ghi đủ 12 chữ số như trên thẻ căn cước."),
    "identity.not-born-yet": lazy("Xem lại số trên thẻ căn cước."),
    "identity.phone-invalid": lazy("Ghi lại số điện thoại ở “%(label)s”."),
    "identity.email-invalid": lazy("Ghi lại địa chỉ ở “%(label)s”, ví dụ ten@vidu.vn."),
    "identity.tax-code-invalid": lazy("Xem lại mã số thuế trên giấy đăng ký."),
    "catalog.paper-missing": lazy("Thêm “%(label)s”, hoặc hỏi bộ phận một cửa nếu không có."),
    "catalog.unknown-case": lazy("Chọn lại trường hợp."),
}
"""What to do about each code; a broken rule says for itself what to do."""


@dataclass(frozen=True, slots=True)
class SaidFinding:
    """One finding in words. `anchor` is the id of the input on a page of `eform`, empty for what has none."""

    label: str
    sentence: str
    remedy: str
    section: str
    anchor: str


def said(definition: ProcedureDefinition, finding: Finding) -> SaidFinding:
    """Return a finding of `domain.catalog.findings` in words."""
    if finding.place is Place.PAPER:
        label = str(finding.facts.get("name", finding.path))
        return _said(finding, label, _("Chưa có “%s”.") % label, _("Giấy tờ kèm theo"))
    if finding.place is Place.CASE or definition.form is None:
        return _said(finding, _("Trường hợp"), _("Thủ tục không có trường hợp này."), "")
    form = definition.form
    error = FieldError(finding.code, finding.facts)
    section = next((one.title for one in form.sections if one.id == finding.section), "")
    return SaidFinding(
        label=label_at(form, finding.path),
        sentence=sentence_at(form, finding.path, error),
        remedy=remedy_at(form, finding.path, error),
        section=section,
        anchor=anchor(finding.path),
    )


def all_said(definition: ProcedureDefinition, findings: Sequence[Finding]) -> tuple[SaidFinding, ...]:
    """Return findings in words, in their order."""
    return tuple(said(definition, finding) for finding in findings)


def sentence(field: Field | None, error: FieldError, labels: Mapping[str, str]) -> str:
    """Return what is wrong with one field; `labels` are those of the fields beside it."""
    if field and field.rule and error.code == Fault.RULE_BROKEN:
        return rule_words.rule_of(field, labels)
    if field and error.code == Fault.PATTERN_MISMATCH and (shape := rule_words.pattern(field)):
        return _("Chưa đúng dạng. Cần %s.") % shape
    return wording.fault(error.code, error.facts)


def sentence_at(form: FormDefinition, path: str, error: FieldError) -> str:
    """Return what is wrong at a path of a form."""
    field, beside = _at(form, path)
    return sentence(field, error, labels_of(beside))


def remedy_at(form: FormDefinition, path: str, error: FieldError) -> str:
    """Return what to do about what is wrong at a path of a form."""
    field, beside = _at(form, path)
    if field and field.rule and error.code == Fault.RULE_BROKEN:
        return rule_words.rule_remedy(field.rule, labels=labels_of(beside))
    return str(REMEDIES[error.code]) % {"label": field.label if field else path}


def label_at(form: FormDefinition, path: str) -> str:
    """Return how a page names what is at a path: the label, in tables with the table and the row."""
    name, _dot, column = path.partition(".")
    table, _bracket, number = name.rstrip("]").partition("[")
    field, inner = form.field(table), _at(form, path)[0]
    if field is None or inner is None or not column:
        return field.label if field else path
    return _("%(table)s, dòng %(row)d: %(label)s") % {
        "table": field.label, "row": int(number) + 1, "label": inner.label,
    }  # fmt: skip


def labels_of(fields: Sequence[Field]) -> dict[str, str]:
    """Return the labels of fields by their names."""
    return {field.name: field.label for field in fields}


def anchor(path: str) -> str:
    """Return the id of the input for a path."""
    return "q-" + "".join(letter if letter.isalnum() or letter == "_" else "-" for letter in path)


def _said(finding: Finding, label: str, sentence: str, section: str) -> SaidFinding:
    remedy = str(REMEDIES[finding.code]) % {"label": label}
    return SaidFinding(label=label, sentence=sentence, remedy=remedy, section=section, anchor="")


def _at(form: FormDefinition, path: str) -> tuple[Field | None, Sequence[Field]]:
    """Return the field at a path and the fields beside it."""
    name, _dot, column = path.partition(".")
    field = form.field(name.partition("[")[0])
    if field is None or not column:
        return field, tuple(form.fields())
    return next((one for one in field.columns if one.name == column), None), field.columns
