"""What is typed at the counter about people and the filing, with the checks that need no database."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.channels.office.carrying_out import DossierForm
from motcua.domain import identity
from motcua.domain.dossier.values import Application, CollectBy, Paper, Party, PartyKind
from motcua.domain.errors import DomainError
from motcua.domain.text import clean, clean_lines
from motcua.ui import wording

DAY = "%d/%m/%Y"
SENDS = {"data-submit-on-change": True}
PARTY = ("name", "citizen_id", "born_on", "sex", "phone", "email", "address")
FROM_CARD = ("name", "citizen_id", "born_on", "address")
PERSON, ORGANIZATION = PartyKind.PERSON.value, PartyKind.ORGANIZATION.value
SEXES = [("", "–"), ("male", _("Nam")), ("female", _("Nữ"))]
COLLECT = [
    (CollectBy.COUNTER.value, _("Tại quầy này")),
    (CollectBy.POST.value, _("Qua bưu chính")),
    (CollectBy.ELECTRONIC.value, _("Bản điện tử")),
]


class CleanChar(forms.CharField):
    """A line as it should be stored: one spelling of every letter, single blanks."""

    def to_python(self, value: Any) -> str:
        """Return the cleaned line."""
        return clean(super().to_python(value) or "")


class IdentityField(CleanChar):
    """A citizen id, the number of an old card, or a passport; stored without blanks."""

    def to_python(self, value: Any) -> str:
        """Return the number. The sentence of the rule says what is wrong with it."""
        text = super().to_python(value)
        return _checked(_identity_number, text) if text else ""


class PhoneField(CleanChar):
    """A telephone number as digits."""

    def to_python(self, value: Any) -> str:
        """Return the number in one spelling."""
        text = super().to_python(value)
        return _checked(identity.parse_phone, text) if text else ""


class EmailField(CleanChar):
    """An address of electronic mail."""

    def to_python(self, value: Any) -> str:
        """Return the address in one spelling."""
        text = super().to_python(value)
        return _checked(identity.parse_email, text) if text else ""


class TaxCodeField(CleanChar):
    """The tax code of an organization."""

    def to_python(self, value: Any) -> str:
        """Return the code in one spelling."""
        text = super().to_python(value)
        return _checked(identity.parse_tax_code, text) if text else ""


class BirthField(CleanChar):
    """A day, a month or a year of birth, stored in ISO form; typed and shown day first."""

    def to_python(self, value: Any) -> str:
        """Return the date in ISO form."""
        text = super().to_python(value)
        return _checked(identity.parse_partial_date, text) if text else ""

    def prepare_value(self, value: Any) -> Any:
        """Show a stored date day first; what was typed stays as typed."""
        try:
            return identity.parse_partial_date(value).written() if value else ""
        except identity.PartialDateInvalid:
            return value


def _checked(parse: Any, text: str) -> str:
    try:
        return str(parse(text))
    except DomainError as refused:
        raise ValidationError(wording.sentence(refused)) from refused


def _identity_number(text: str) -> object:
    if any(ch.isalpha() for ch in text):
        return identity.parse_passport(text)
    return identity.parse_identity_number(text)


def line(label: Any, *, required: bool = False, long: int = 300, **attrs: Any) -> CleanChar:
    """Return a field of one line."""
    return CleanChar(
        label=label,
        required=required,
        max_length=long,
        widget=forms.TextInput({"autocomplete": "off", **attrs}),
    )


def day(label: Any, *, required: bool = False) -> forms.DateField:
    """Return a field for a day, typed day first whatever the browser speaks."""
    widget = forms.DateInput(
        {"placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off"}, format=DAY
    )
    return forms.DateField(
        label=label, required=required, input_formats=[DAY, "%Y-%m-%d"], widget=widget,
        error_messages={"invalid": _("Hãy ghi ngày/tháng/năm, ví dụ 16/04/2026.")},
    )  # fmt: skip


def _looks_people_up() -> dict[str, str]:
    return {
        "hx-get": reverse("office:intake_person"),
        "hx-trigger": "input changed delay:350ms",
        "hx-target": "#known-people",
    }


def _numbers(**more: str) -> forms.TextInput:
    return forms.TextInput({"inputmode": "numeric", "autocomplete": "off", **more})


class IntakeForm(DossierForm):
    """People, subject and wishes of a filing. `complete` asks for all that the receipt needs.

    Without it only the name is needed: enough to say on paper what is missing or why nothing is received.
    """

    kind = forms.ChoiceField(
        label=_("Người nộp là"),
        choices=[(PERSON, _("Cá nhân")), (ORGANIZATION, _("Tổ chức"))],
        widget=forms.RadioSelect(SENDS),
        initial=PERSON,
        required=False,
    )
    organization = line(_("Tên tổ chức"))
    tax_code = TaxCodeField(label=_("Mã số thuế"), required=False, widget=_numbers())
    name = line(_("Họ và tên"))
    citizen_id = IdentityField(label=_("Số định danh cá nhân"), required=False, widget=_numbers())
    born_on = BirthField(label=_("Ngày sinh"), required=False, widget=_numbers(placeholder="dd/mm/yyyy"))
    sex = forms.ChoiceField(label=_("Giới tính"), choices=SEXES, required=False)
    phone = PhoneField(label=_("Điện thoại"), required=False, widget=_numbers(inputmode="tel"))
    email = EmailField(label=_("Thư điện tử"), required=False, widget=forms.TextInput({"inputmode": "email"}))
    address = line(_("Nơi ở hiện tại"))
    subject = line(_("Nội dung, đối tượng của hồ sơ"))
    from_card = forms.CharField(required=False, widget=forms.HiddenInput)

    by_proxy = forms.BooleanField(
        label=_("Nộp thay"),
        required=False,
        widget=forms.CheckboxInput({**SENDS, "data-key": "F4", "role": "switch"}),
    )
    proxy_name = line(_("Họ và tên người nộp thay"))
    proxy_citizen_id = IdentityField(label=_("Số định danh cá nhân"), required=False, widget=_numbers())
    proxy_born_on = BirthField(
        label=_("Ngày sinh"), required=False, widget=_numbers(placeholder="dd/mm/yyyy")
    )
    proxy_phone = PhoneField(label=_("Điện thoại"), required=False, widget=_numbers(inputmode="tel"))
    proxy_address = line(_("Nơi ở hiện tại"))
    proxy_basis = line(_("Giấy tờ ủy quyền"), placeholder=_("Giấy ủy quyền chứng thực ngày …"))
    proxy_from_card = forms.CharField(required=False, widget=forms.HiddenInput)

    sets = forms.IntegerField(label=_("Số bộ"), min_value=1, max_value=99, initial=1, required=False)
    collect_by = forms.ChoiceField(label=_("Nhận kết quả"), choices=COLLECT, required=False)
    collect_address = line(_("Địa chỉ nhận qua bưu chính"))
    priority = forms.BooleanField(
        label=_("Ưu tiên: người có công, cao tuổi, khuyết tật, mang thai, hộ nghèo"), required=False
    )
    note = line(_("Ghi chú trên hồ sơ"))
    answer_by = day(_("Bổ sung trước ngày"))

    def __init__(self, *args: Any, complete: bool = True, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.complete = complete
        for name in self._needed():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = _("Hãy điền “%s”.") % self.fields[name].label
        for name in ("citizen_id", "tax_code", "phone"):
            self.fields[name].widget.attrs |= _looks_people_up()
        for prefix in ("", "proxy_"):
            if self._value(f"{prefix}from_card"):
                self._lock(prefix)

    def _value(self, name: str) -> str:
        source: Mapping[str, Any] = self.data if self.is_bound else self.initial
        return str(source.get(name) or "")

    @property
    def is_organization(self) -> bool:
        """Tell whether an organization files."""
        return self._value("kind") == ORGANIZATION

    @property
    def has_proxy(self) -> bool:
        """Tell whether somebody files for the applicant."""
        return bool(self._value("by_proxy"))

    def _needed(self) -> list[str]:
        needed = ["organization" if self.is_organization else "name"]
        if self.complete:
            needed += ["tax_code", "name"] if self.is_organization else ["citizen_id", "address"]
        if self.complete and self.has_proxy:
            needed += ["proxy_name", "proxy_citizen_id", "proxy_basis"]
        if self._value("collect_by") == CollectBy.POST and self.complete:
            needed.append("collect_address")
        return needed

    def _lock(self, prefix: str) -> None:
        for name in FROM_CARD:
            if self._value(prefix + name):
                self.fields[prefix + name].widget.attrs["readonly"] = True

    def clean_citizen_id(self) -> str:
        """Refuse the number of somebody not born yet."""
        return self._born(self.cleaned_data["citizen_id"])

    def clean_proxy_citizen_id(self) -> str:
        """Refuse the number of somebody not born yet."""
        return self._born(self.cleaned_data["proxy_citizen_id"])

    def _born(self, number: str) -> str:
        try:
            card = identity.parse_citizen_id(number)
        except identity.CitizenIdInvalid:
            return number
        try:
            identity.require_born(card, by=self.today, allow_future_birth=settings.MOTCUA_ALLOW_FUTURE_BIRTH)
        except identity.NotBornYet as refused:
            raise ValidationError(wording.sentence(refused)) from refused
        return number

    def application(self, papers: tuple[Paper, ...], before: Application | None = None) -> Application:
        """Return what was typed as a filing; what is not typed here stays as it was `before`."""
        typed = self.cleaned_data
        return Application(
            applicant=self._applicant(),
            proxy=self._proxy() if typed["by_proxy"] else None,
            proxy_basis=typed["proxy_basis"] if typed["by_proxy"] else "",
            subject=typed["subject"],
            answers=before.answers if before else {},
            papers=papers,
            sets=typed["sets"] or 1,
            collect_by=CollectBy(typed["collect_by"] or CollectBy.COUNTER),
            collect_address=typed["collect_address"],
            priority=typed["priority"],
            note=clean_lines(typed["note"]),
        )

    def _applicant(self) -> Party:
        person = {name: self.cleaned_data[name] for name in PARTY if name != "name"}
        from_card = bool(self.cleaned_data["from_card"])
        name = self.cleaned_data["name"]
        if not self.is_organization:
            return Party(name=name, from_card=from_card, **person)
        return Party(
            kind=PartyKind.ORGANIZATION,
            name=self.cleaned_data["organization"],
            representative=name,
            tax_code=self.cleaned_data["tax_code"],
            from_card=from_card,
            **person,
        )

    def _proxy(self) -> Party:
        typed = self.cleaned_data
        names = ("name", "citizen_id", "born_on", "phone", "address")
        person = {name: typed[f"proxy_{name}"] for name in names}
        return Party(from_card=bool(typed["proxy_from_card"]), **person)


def values_of(application: Application) -> dict[str, Any]:
    """Return the fields that show a filing as it stands."""
    values = {
        "by_proxy": "on" if application.proxy else "",
        "proxy_basis": application.proxy_basis,
        "subject": application.subject,
        "sets": application.sets,
        "collect_by": application.collect_by.value,
        "collect_address": application.collect_address,
        "priority": "on" if application.priority else "",
        "note": application.note,
    }
    values |= values_of_party(application.applicant)
    return values | (values_of_party(application.proxy, "proxy_") if application.proxy else {})


def values_of_party(party: Party, prefix: str = "") -> dict[str, Any]:
    """Return the fields that show a person or organization."""
    values = {f"{prefix}{name}": getattr(party, name) for name in PARTY}
    values[f"{prefix}from_card"] = "1" if party.from_card else ""
    if prefix:
        return values
    values["kind"] = party.kind.value
    if party.kind is PartyKind.ORGANIZATION:
        values |= {"organization": party.name, "name": party.representative, "tax_code": party.tax_code}
    return values
