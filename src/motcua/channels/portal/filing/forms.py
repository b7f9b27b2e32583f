"""What the pages beside the electronic form ask."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from motcua.apps.catalog.places import ReceivingPlace
from motcua.apps.citizens.values import Choice
from motcua.apps.filing.preparing import place_key
from motcua.domain.dossier.values import CollectBy
from motcua.domain.errors import DomainError
from motcua.domain.identity import parse_email, parse_phone
from motcua.ui import wording
from motcua.ui.forms import PageForm

LONGEST_ADDRESS = 300
WAYS = (
    (CollectBy.ELECTRONIC.value, _("Bản điện tử, tải về ở trang “Hồ sơ của tôi”")),
    (CollectBy.COUNTER.value, _("Nhận tại quầy một cửa")),
    (CollectBy.POST.value, _("Qua bưu chính, đến địa chỉ của bạn")),
)


class PlaceForm(PageForm):
    """For which place a dossier is filed."""

    place = forms.ChoiceField(label=_("Xã, phường hoặc cơ quan giải quyết"))

    def __init__(self, *args: Any, places: Sequence[ReceivingPlace], **kwargs: Any) -> None:
        self.places = places
        super().__init__(*args, **kwargs)

    def arrange(self) -> None:
        """Offer the places of the procedure."""
        offered = [(place_key(one), one.label) for one in self.places]
        self.fields["place"].choices = [("", _("Chọn")), *offered]  # type: ignore[attr-defined]


class ContactFields(PageForm):
    """How an applicant is reached."""

    phone = forms.CharField(
        label=_("Điện thoại"), max_length=30,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
    )  # fmt: skip
    email = forms.CharField(
        label=_("Thư điện tử"), max_length=254, required=False,
        widget=forms.TextInput({"inputmode": "email", "autocomplete": "email"}),
    )  # fmt: skip

    def clean_phone(self) -> str:
        """Return the number in its one spelling."""
        return _parsed(parse_phone, self.cleaned_data["phone"])

    def clean_email(self) -> str:
        """Return the address in its one spelling; none is none."""
        typed: str = self.cleaned_data["email"]
        return _parsed(parse_email, typed) if typed else ""


class ApplicantForm(ContactFields):
    """For whom a dossier is filed."""

    acting_for = forms.ChoiceField(label=_("Bạn nộp cho ai?"), widget=forms.RadioSelect)
    field_order = ("acting_for", "phone", "email")

    def __init__(self, *args: Any, choices: Sequence[Choice], **kwargs: Any) -> None:
        self.choices = choices
        super().__init__(*args, **kwargs)

    def arrange(self) -> None:
        """Offer those for whom the person may file; who is alone is not asked."""
        field = self.fields["acting_for"]
        field.choices = [(one.key, one.label) for one in self.choices]  # type: ignore[attr-defined]
        if len(self.choices) == 1:
            field.widget = forms.HiddenInput()
            self.initial["acting_for"] = self.choices[0].key


class CollectionForm(PageForm):
    """How the result is to come."""

    by = forms.ChoiceField(label=_("Bạn muốn nhận kết quả thế nào?"), widget=forms.RadioSelect)
    address = forms.CharField(
        label=_("Địa chỉ nhận qua bưu chính"), max_length=LONGEST_ADDRESS, required=False,
        help_text=_("Chỉ cần khi nhận qua bưu chính. Ghi số nhà, đường, thôn hoặc tổ, xã, tỉnh."),
        widget=forms.TextInput({"autocomplete": "street-address"}),
    )  # fmt: skip

    def __init__(self, *args: Any, electronic: bool, **kwargs: Any) -> None:
        self.electronic = electronic
        super().__init__(*args, **kwargs)

    def arrange(self) -> None:
        """Offer the ways of this procedure."""
        ways = [way for way in WAYS if self.electronic or way[0] != CollectBy.ELECTRONIC]
        self.fields["by"].choices = ways  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for an address where the post needs one."""
        cleaned = super().clean() or {}
        if cleaned.get("by") == CollectBy.POST and not cleaned.get("address", "").strip():
            self.add_error("address", _("Hãy ghi địa chỉ để bưu chính giao kết quả."))
        return cleaned


def _parsed(parse: Any, typed: str) -> str:
    try:
        return str(parse(typed))
    except DomainError as wrong:
        raise ValidationError(wording.sentence(wrong)) from wrong
