"""Numbers that name a person: the 12-digit citizen id, the old 9-digit card, passports.

A citizen id is province of birth registration (3), century and sex (1), year of birth (2) and six
digits without a check digit. The province is not verified: since 1 July 2024 only the length is sure.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from motcua.domain.errors import DomainError
from motcua.domain.identity.partial_dates import PartialDate

_SEPARATORS = str.maketrans("", "", " .-\u00a0\u2013")
_CITIZEN_ID = re.compile(r"[0-9]{12}")
_OLD_CARD = re.compile(r"[0-9]{9}")
_PASSPORT = re.compile(r"(?=.*[0-9])[A-Z0-9]{6,12}")


class Sex(StrEnum):
    """Sex as written on an identity card."""

    MALE = "male"
    FEMALE = "female"


class Mismatch(StrEnum):
    """What a person declares against what the citizen id says."""

    SEX = "sex"
    BIRTH_YEAR = "birth-year"


class CitizenIdInvalid(DomainError):
    """A text is no citizen id: 12 digits are needed, `digits` were found."""

    code = "identity.citizen-id-invalid"

    def __init__(self, *, text: str) -> None:
        digits = sum(letter.isdigit() for letter in text)
        super().__init__(f"{digits} digits")
        self.digits = digits


class NotBornYet(DomainError):
    """The citizen id belongs to someone born after the day asked about."""

    code = "identity.not-born-yet"

    def __init__(self, *, birth_year: int) -> None:
        super().__init__(str(birth_year))
        self.birth_year = birth_year


class OldIdentityCardInvalid(DomainError):
    """A text is no number of an old identity card: 9 digits are needed."""

    code = "identity.old-card-invalid"


class PassportInvalid(DomainError):
    """A text is no passport number: 6 to 12 letters and digits are needed."""

    code = "identity.passport-invalid"


@dataclass(frozen=True)
class CitizenId:
    """A citizen id with what its digits say; `century` is 20 for births from 1900 to 1999."""

    number: str

    def __str__(self) -> str:
        return self.number

    @property
    def province_code(self) -> str:
        return self.number[:3]

    @property
    def century(self) -> int:
        return 20 + int(self.number[3]) // 2

    @property
    def sex(self) -> Sex:
        return Sex.FEMALE if int(self.number[3]) % 2 else Sex.MALE

    @property
    def birth_year(self) -> int:
        return (self.century - 1) * 100 + int(self.number[4:6])

    def spaced(self) -> str:
        """Return the number as screens show it: `033 5 91 204 716`."""
        digits = self.number
        return f"{digits[:3]} {digits[3]} {digits[4:6]} {digits[6:9]} {digits[9:]}"


@dataclass(frozen=True)
class OldIdentityCard:
    """Number of a card issued before 2016; the person may hold a citizen id as well."""

    number: str

    def __str__(self) -> str:
        return self.number


@dataclass(frozen=True)
class Passport:
    """Number of a passport, Vietnamese or foreign."""

    number: str

    def __str__(self) -> str:
        return self.number


def parse_citizen_id(text: str) -> CitizenId:
    """Return the citizen id in a text; spaces, dots and hyphens are ignored. Raises CitizenIdInvalid."""
    number = text.strip().translate(_SEPARATORS)
    if not _CITIZEN_ID.fullmatch(number):
        raise CitizenIdInvalid(text=text)
    return CitizenId(number)


def parse_old_identity_card(text: str) -> OldIdentityCard:
    """Return the old card's number in a text. Raises OldIdentityCardInvalid."""
    number = text.strip().translate(_SEPARATORS)
    if not _OLD_CARD.fullmatch(number):
        raise OldIdentityCardInvalid
    return OldIdentityCard(number)


def parse_passport(text: str) -> Passport:
    """Return the passport number in a text, in capitals. Raises PassportInvalid."""
    number = text.strip().translate(_SEPARATORS).upper()
    if not _PASSPORT.fullmatch(number):
        raise PassportInvalid
    return Passport(number)


def parse_identity_number(text: str) -> CitizenId | OldIdentityCard:
    """Return the citizen id or, for 9 digits, the old card in a text. Raises CitizenIdInvalid."""
    try:
        return parse_old_identity_card(text)
    except OldIdentityCardInvalid:
        return parse_citizen_id(text)


def require_born(citizen_id: CitizenId, *, by: date, allow_future_birth: bool) -> None:
    """Refuse the number of someone not born yet, unless invented people are welcome.

    Demonstration data uses the 22nd century, so that no number belongs to a living person.
    Raises NotBornYet.
    """
    if citizen_id.birth_year > by.year and not allow_future_birth:
        raise NotBornYet(birth_year=citizen_id.birth_year)


def mismatches(
    citizen_id: CitizenId, *, sex: Sex | None = None, born_on: PartialDate | date | None = None
) -> tuple[Mismatch, ...]:
    """Return where a declared sex or birth contradicts a citizen id; what is not given agrees."""
    found = []
    if sex is not None and sex is not citizen_id.sex:
        found.append(Mismatch.SEX)
    if born_on is not None and born_on.year != citizen_id.birth_year:
        found.append(Mismatch.BIRTH_YEAR)
    return tuple(found)
