"""The record signed with the postman, and its lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.channels.office.carrying_out import DossierForm
from motcua.channels.office.desk.fields import CleanChar, PhoneField, day, line
from motcua.domain.calendar import TIMEZONE
from motcua.domain.catalog import ProcedureDefinition
from motcua.domain.text import SearchIndex
from motcua.ui.forms import PageForm

SEPARATOR = " · "


@dataclass(frozen=True, slots=True)
class Offered:
    """The procedures received here, found by what somebody types."""

    definitions: Mapping[str, ProcedureDefinition]
    index: SearchIndex

    @property
    def titles(self) -> list[str]:
        """Return the procedures as the list under the field has them."""
        return [title(definition) for definition in self.definitions.values()]

    def find(self, typed: str) -> tuple[ProcedureDefinition | None, bool]:
        """Return the procedure that was meant, and whether there is no doubt about it."""
        for definition in self.definitions.values():
            if typed in {title(definition), definition.code} and typed:
                return definition, True
        hits = self.index.search(typed, limit=2)
        if not hits:
            return None, False
        return self.definitions.get(hits[0].entry.key), False


def title(definition: ProcedureDefinition) -> str:
    """Return code and name in a line."""
    return SEPARATOR.join(part for part in (definition.code, definition.display_name) if part)


class BagForm(DossierForm):
    """Who handed the round over, and when the record was signed."""

    operator = line(_("Doanh nghiệp bưu chính"), required=True, long=200)
    postman = line(_("Nhân viên giao"), required=True, long=200)
    signed_on = day(_("Ngày ký biên bản"), required=True)
    signed_time = forms.TimeField(
        label=_("Giờ ký"),
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput({"inputmode": "numeric", "autocomplete": "off"}, format="%H:%M"),
        error_messages={"invalid": _("Hãy ghi giờ:phút, ví dụ 09:30.")},
    )

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    def clean(self) -> dict[str, Any]:
        """Refuse a record signed later than now."""
        cleaned = super().clean() or {}
        if "signed_on" in cleaned and "signed_time" in cleaned and self.signed_at() > self.at:
            self.add_error("signed_time", _("Giờ ký chưa tới. Hãy xem lại ngày và giờ ký."))
        return cleaned

    def signed_at(self) -> datetime:
        """Return the moment of lodging (R-H6)."""
        typed = self.cleaned_data
        return datetime.combine(typed["signed_on"], typed["signed_time"], tzinfo=TIMEZONE).astimezone(UTC)


class ItemForm(PageForm):
    """One dossier of the round. A procedure typed loosely is filled in and must be sent once more."""

    slip = line(_("Số phiếu gửi"), required=True, long=60)
    procedure = line(_("Thủ tục"), required=True, list="offered", long=400)
    case = forms.ChoiceField(label=_("Trường hợp"), required=False)
    sender = line(_("Người nộp"), required=True)
    phone = PhoneField(label=_("Điện thoại"), required=False)
    address = line(_("Địa chỉ"))
    complete = forms.BooleanField(label=_("Đủ giấy tờ"), required=False, initial=True)
    back_by_post = forms.BooleanField(label=_("Trả qua bưu chính"), required=False, initial=True)
    note = CleanChar(label=_("Ghi chú"), required=False, max_length=300)

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        self.definition, self.sure = offered.find(str(self["procedure"].value() or ""))
        cases = self.definition.cases if self.definition and self.sure else ()
        self.fields["case"].choices = [("", _("Chọn")), *((one.code, one.label) for one in cases)]  # type: ignore[attr-defined]  # A choice field has choices.
        self.has_cases = bool(cases)

    @property
    def has_words(self) -> bool:
        """Tell whether anything was typed in this line."""
        return any(str(self[name].value() or "").strip() for name in ("slip", "procedure", "sender"))

    def clean(self) -> dict[str, Any]:
        """Name the procedure for certain, and its case where it has any."""
        cleaned = super().clean() or {}
        if cleaned.get("procedure"):
            self._resolve(cleaned)
        return cleaned

    def _resolve(self, cleaned: dict[str, Any]) -> None:
        if self.definition is None:
            self.add_error("procedure", _("Quầy này không nhận thủ tục nào khớp. Hãy gõ mã hoặc tên khác."))
        elif not self.sure:
            self.data = {**dict(self.data.items()), self.add_prefix("procedure"): title(self.definition)}
            self.add_error("procedure", _("Đã điền thủ tục gần nhất. Hãy xem lại rồi ghi lần nữa."))
        elif self.has_cases and not cleaned.get("case"):
            self.add_error("case", _("Hãy chọn trường hợp."))
        else:
            cleaned["definition"] = self.definition
