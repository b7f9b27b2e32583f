"""Rules and patterns of forms as sentences: what must hold, in the labels that people see."""

import re
from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from motcua.domain.forms import FILED_ON, Comparison, Field, FieldType, Term
from motcua.domain.forms.definition import DATES
from motcua.domain.forms.rules import Unit

Words = str | Promise

_OF_DAYS: Final[Mapping[str, Words]] = {
    "<=": lazy("%(left)s không được muộn hơn %(right)s."),
    "<": lazy("%(left)s phải trước %(right)s."),
    ">=": lazy("%(left)s không được sớm hơn %(right)s."),
    ">": lazy("%(left)s phải sau %(right)s."),
    "=": lazy("%(left)s phải trùng với %(right)s."),
}
_OF_NUMBERS: Final[Mapping[str, Words]] = {
    "<=": lazy("%(left)s không được lớn hơn %(right)s."),
    "<": lazy("%(left)s phải nhỏ hơn %(right)s."),
    ">=": lazy("%(left)s không được nhỏ hơn %(right)s."),
    ">": lazy("%(left)s phải lớn hơn %(right)s."),
    "=": lazy("%(left)s phải bằng %(right)s."),
}
_UNITS: Final[Mapping[Unit, Words]] = {
    Unit.DAYS: lazy("%d ngày"), Unit.MONTHS: lazy("%d tháng"), Unit.YEARS: lazy("%d năm"),
}  # fmt: skip
_PATTERNS: Final[Mapping[str, Words]] = {
    r"^0[35789]\d{8}$": lazy("số di động 10 chữ số, bắt đầu bằng 03, 05, 07, 08 hoặc 09"),
    r"^\d{10}(-\d{3})?$": lazy("10 chữ số, hoặc 10 chữ số, gạch nối và 3 chữ số"),
    r"^(\d{12}|\d{10}(-\d{3})?)$": lazy("12 chữ số (cá nhân) hoặc mã số thuế 10 chữ số (tổ chức)"),
    r"^[A-Z]{2}\s?\d{6,8}$": lazy("hai chữ in hoa rồi 6 đến 8 chữ số, ví dụ AB 123456"),
    r"^[A-Z]\d{7,8}$": lazy("một chữ in hoa rồi 7 hoặc 8 chữ số, ví dụ C1234567"),
}
_DIGITS: Final = re.compile(r"\^(?:\\d|\[0-9\])\{(\d+)\}\$")


def rule(rule: Comparison, *, labels: Mapping[str, str], of_days: bool) -> str:
    """Return what a rule asks for, as a sentence; `labels` are those of the fields beside each other."""
    if rule.text.startswith("đủ "):
        return _("Phải %(age)s tính đến ngày nộp hồ sơ.") % {"age": rule.text}
    words = {
        "left": _term(rule.left, labels, of_days=of_days),
        "right": _term(rule.right, labels, of_days=of_days),
    }
    sentence = (_OF_DAYS if of_days else _OF_NUMBERS)[rule.operator] % words
    return sentence[:1].upper() + sentence[1:]


def rule_of(field: Field, labels: Mapping[str, str]) -> str:
    """Return what the rule of a field asks for; empty when it has none that is checked."""
    return rule(field.rule, labels=labels, of_days=field.type in DATES) if field.rule else ""


def rule_remedy(rule: Comparison, *, labels: Mapping[str, str]) -> str:
    """Return what to do when a rule does not hold."""
    named = [labels[name] for name in rule.fields() if name != FILED_ON and name in labels]
    if FILED_ON in rule.fields():
        return _("Hãy xem lại “%s”; nếu đã ghi đúng, hãy hỏi bộ phận một cửa trước khi nộp.") % named[0]
    return _("Hãy sửa %s cho khớp với giấy tờ.") % _(" hoặc ").join(
        f"“{label}”" for label in dict.fromkeys(named)
    )


def pattern(field: Field) -> str:
    """Return in words what the pattern of a field asks for; empty where nobody has said it in words."""
    if digits := _DIGITS.fullmatch(field.pattern):
        return _("đúng %s chữ số") % digits[1]
    return str(_PATTERNS.get(field.pattern, ""))


def help_of(field: Field) -> str:
    """Return what stands above an input to help: the note, and the shape a text must have."""
    shape = pattern(field) if field.type in (FieldType.TEXT, FieldType.TEXTAREA) else ""
    return ". ".join(filter(None, (field.note, shape[:1].upper() + shape[1:])))


def _term(term: Term, labels: Mapping[str, str], *, of_days: bool) -> str:
    label = f"“{labels[term.name]}”" if term.name in labels else ""
    named = label or (_("ngày nộp hồ sơ") if term.name == FILED_ON else f"“{term.name}”")
    if not term.amount:
        return named
    if not of_days:
        words = {"named": named, "amount": abs(term.amount)}
        return (_("%(named)s cộng %(amount)d") if term.amount > 0 else _("%(named)s trừ %(amount)d")) % words
    words = {"named": named, "time": _UNITS[term.unit] % abs(term.amount)}
    return (_("%(time)s sau %(named)s") if term.amount > 0 else _("%(time)s trước %(named)s")) % words
