"""What a reader types when it scans the QR code of an identity card.

`number | old number | name | birth | sex | address | issued on`, one line of UTF-8.
"""

import re
from dataclasses import dataclass
from datetime import date

from motcua.domain.errors import DomainError
from motcua.domain.identity.citizens import CitizenId, CitizenIdInvalid, Sex, parse_citizen_id
from motcua.domain.identity.partial_dates import PartialDate, PartialDateInvalid, parse_partial_date
from motcua.domain.text import clean, search_key

_FEWEST_FIELDS = 6
_OLD_ID = re.compile(r"[0-9]{9}")
_RUN_TOGETHER = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_NAME = re.compile(r"[^\W\d_](?:[^\d_\ufffd?]*)")
_SEXES = {"nam": Sex.MALE, "nu": Sex.FEMALE}


class CardUnreadable(DomainError):
    """A scan is not the text of an identity card; `field` is the first part that makes no sense.

    `layout` means too few parts. A wrong `sex` or `name` usually means that the keyboard turned
    Vietnamese letters into something else.
    """

    code = "identity.card-unreadable"

    def __init__(self, *, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True)
class CardData:
    """The person an identity card names."""

    citizen_id: CitizenId
    old_id: str
    name: str
    born_on: PartialDate
    sex: Sex
    address: str
    issued_on: date | None


def parse_cccd_qr(payload: str) -> CardData:
    """Return the person on an identity card.

    The old number and the day of issue may be missing; fields behind the seventh are ignored; dates
    come with or without slashes. Raises CardUnreadable.
    """
    fields = [clean(field) for field in payload.split("|")]
    if len(fields) < _FEWEST_FIELDS:
        raise CardUnreadable(field="layout")
    number, old_id, name, birth, sex, address = fields[:_FEWEST_FIELDS]
    return CardData(
        citizen_id=_citizen_id(number),
        old_id=_old_id(old_id),
        name=_name(name),
        born_on=_date(birth, field="born_on"),
        sex=_sex(sex),
        address=address,
        issued_on=_issued_on(fields[_FEWEST_FIELDS:]),
    )


def _citizen_id(text: str) -> CitizenId:
    try:
        return parse_citizen_id(text)
    except CitizenIdInvalid as cause:
        raise CardUnreadable(field="citizen_id") from cause


def _old_id(text: str) -> str:
    if text and not _OLD_ID.fullmatch(text):
        raise CardUnreadable(field="old_id")
    return text


def _name(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise CardUnreadable(field="name")
    return text


def _sex(text: str) -> Sex:
    try:
        return _SEXES[search_key(text)]
    except KeyError as cause:
        raise CardUnreadable(field="sex") from cause


def _issued_on(fields: list[str]) -> date | None:
    text = next(iter(fields), "")
    if not text:
        return None
    day = _date(text, field="issued_on").full()
    if day is None:
        raise CardUnreadable(field="issued_on")
    return day


def _date(text: str, *, field: str) -> PartialDate:
    try:
        return parse_partial_date(_RUN_TOGETHER.sub(r"\1/\2/\3", text))
    except PartialDateInvalid as cause:
        raise CardUnreadable(field=field) from cause
