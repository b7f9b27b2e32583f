"""What an account and earlier dossiers already know, so that it need not be typed again (R-E20, G.1)."""

from collections.abc import Mapping
from typing import Any, Final

from motcua.apps.citizens.queries import Choice, Person
from motcua.domain.dossier import DossierState
from motcua.domain.dossier.values import Party, PartyKind
from motcua.domain.forms import Field, FormDefinition

SEX: Final = {"Nam": "nam", "Nữ": "nu", "male": "nam", "female": "nu", "nam": "nam", "nu": "nu"}
OF_PERSON: Final = {
    "vneid.ho_ten": "name",
    "vneid.so_dinh_danh": "citizen_id",
    "vneid.ngay_sinh": "born_on",
    "vneid.noi_thuong_tru": "address",
    "vneid.gioi_tinh": "sex",
}
BY_NAME: Final = {
    "ho_ten": "name",
    "so_dinh_danh": "citizen_id",
    "ngay_sinh": "born_on",
    "gioi_tinh": "sex",
    "dien_thoai": "phone",
    "email": "email",
    "noi_cu_tru": "address",
}
OF_ORGANIZATION: Final = {
    "ten_to_chuc": "name",
    "ma_so": "tax_code",
    "dia_chi_to_chuc": "address",
    "dai_dien": "representative",
    "dien_thoai_tc": "phone",
    "email_tc": "email",
}


def known_answers(
    form: FormDefinition, choice: Choice, person: Person, earlier: tuple[DossierState, ...] = ()
) -> dict[str, Any]:
    """Return what can be filled in before anything is typed: the account first, then the newest earlier dossier.

    Only questions about who files are filled from another dossier; what is asked for differs each time.
    """
    party = choice.party
    found: dict[str, Any] = {}
    for field in form.fields():
        value = _of_party(field, party) or _of_filer(field, choice, person) or _of_earlier(field, earlier)
        if value:
            found[field.name] = value
    return found


def _of_party(field: Field, party: Party) -> str:
    names: Mapping[str, str]
    if party.kind == PartyKind.ORGANIZATION:
        names = OF_ORGANIZATION
        return _fitting(field, str(getattr(party, names.get(field.name, ""), "")))
    return _person_value(field, party)


def _person_value(field: Field, source: Party | Person) -> str:
    attribute = OF_PERSON.get(field.prefill) or BY_NAME.get(field.name, "")
    value = getattr(source, attribute, "") if attribute else ""
    return _fitting(field, "" if value is None else str(value))


def _of_filer(field: Field, choice: Choice, person: Person) -> str:
    """The person who files for a company is its contact; nothing else of them is the company's."""
    if choice.party.kind != PartyKind.ORGANIZATION:
        return ""
    if field.name == "nguoi_lien_he":
        return person.name
    if field.name in {"dien_thoai_tc", "email_tc"}:
        return str(getattr(person, "phone" if field.name == "dien_thoai_tc" else "email") or "")
    return ""


def _of_earlier(field: Field, earlier: tuple[DossierState, ...]) -> Any:
    if field.name not in BY_NAME and field.name not in OF_ORGANIZATION:
        return ""
    answers = (state.application.answers.get(field.name) for state in earlier)
    return next((answer for answer in answers if isinstance(answer, str) and answer), "")


def _fitting(field: Field, value: str) -> str:
    """Return a value as the field can take it; a choice by its own value."""
    if not value or not field.choices:
        return value
    value = SEX.get(value, value)
    return value if field.choice(value) else ""
