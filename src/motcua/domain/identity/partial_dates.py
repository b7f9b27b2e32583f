"""Dates of which only the year, or year and month, are known: `__/__/1938` on old papers."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from motcua.domain.errors import DomainError

_UNKNOWN = r"[_?xX]{0,2}"
_VIETNAMESE = re.compile(rf"(?:(?:(\d{{1,2}})|{_UNKNOWN})[/. -])?(?:(\d{{1,2}})|{_UNKNOWN})[/. -](\d{{4}})")
_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


class PartialDateInvalid(DomainError):
    """A text is no date, not even a partial one."""

    code = "identity.date-invalid"

    def __init__(self, *, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True)
class PartialDate:
    """A year, a month of a year or a day. Raises PartialDateInvalid when there is no such day."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise PartialDateInvalid(text=f"{self.day}/?/{self.year}")
        try:
            date(self.year, self.month or 1, self.day or 1)
        except ValueError as cause:
            raise PartialDateInvalid(text=f"{self.year}-{self.month}-{self.day}") from cause

    def __str__(self) -> str:
        """Return `2191`, `2191-09` or `2191-09-14`."""
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)

    def written(self) -> str:
        """Return the date as papers write it: `14/09/2191`, `09/2191` or `2191`."""
        return "/".join(reversed(str(self).split("-")))

    def full(self) -> date | None:
        """Return the day, if it is known."""
        if self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    def earliest(self) -> date:
        """Return the first day this date can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> date:
        """Return the last day this date can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


def parse_partial_date(text: str) -> PartialDate:
    """Return the date in `14/09/2191`, `__/09/2191`, `09/2191`, `2191` or the ISO forms.

    Zeros and underscores stand for what is not known; a day without its month is refused.
    Raises PartialDateInvalid.
    """
    plain = text.strip()
    if iso := _ISO.fullmatch(plain):
        year, month, day = iso.groups()
    elif vietnamese := _VIETNAMESE.fullmatch(plain):
        day, month, year = vietnamese.groups()
    else:
        raise PartialDateInvalid(text=text)
    try:
        return PartialDate(int(year), _known(month), _known(day))
    except PartialDateInvalid as cause:
        raise PartialDateInvalid(text=text) from cause


def _known(digits: str | None) -> int | None:
    return int(digits or 0) or None
