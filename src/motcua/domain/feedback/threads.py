"""Messages between the applicant and the agencies that handle one dossier.

A thread waits for the agency from the first message of the applicant that nobody has answered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from motcua.domain.errors import DomainError
from motcua.domain.feedback.ratings import TextTooLong
from motcua.domain.text import clean_lines

LONGEST_MESSAGE: Final = 4_000
MOST_FILES: Final = 5


class Side(StrEnum):
    """Who speaks."""

    APPLICANT = "applicant"
    AGENCY = "agency"

    @property
    def other(self) -> "Side":
        """Return who listens."""
        return Side.AGENCY if self is Side.APPLICANT else Side.APPLICANT


class MessageEmpty(DomainError):
    """A message says something or brings a file."""

    code = "feedback.message-empty"


class TooManyFiles(DomainError):
    """More files than a message may bring."""

    code = "feedback.too-many-files"

    def __init__(self, *, count: int, most: int) -> None:
        super().__init__(str(count))
        self.count = count
        self.most = most


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a thread stands: messages so far, how many each side has seen, since when the agency owes an answer."""

    last: int = 0
    seen_by_applicant: int = 0
    seen_by_agency: int = 0
    waiting_since: datetime | None = None


def checked_text(text: str, files: Sequence[str]) -> str:
    """Return a message as it is kept. Raises MessageEmpty, TextTooLong, TooManyFiles."""
    kept = clean_lines(text)
    if not kept and not files:
        raise MessageEmpty
    if len(kept) > LONGEST_MESSAGE:
        raise TextTooLong(length=len(kept), most=LONGEST_MESSAGE)
    if len(files) > MOST_FILES:
        raise TooManyFiles(count=len(files), most=MOST_FILES)
    return kept


def spoken(thread: Standing, side: Side, at: datetime) -> Standing:
    """Return where a thread stands after a side has spoken: who speaks has read what was said before."""
    last = thread.last + 1
    if side is Side.AGENCY:
        return Standing(last, thread.seen_by_applicant, last, None)
    return Standing(last, last, thread.seen_by_agency, thread.waiting_since or at)


def seen(thread: Standing, side: Side) -> Standing:
    """Return where a thread stands after a side has read all of it."""
    if side is Side.AGENCY:
        return Standing(thread.last, thread.seen_by_applicant, thread.last, thread.waiting_since)
    return Standing(thread.last, thread.last, thread.seen_by_agency, thread.waiting_since)


def unread(thread: Standing, side: Side) -> int:
    """Return how many messages a side has not seen."""
    return thread.last - (thread.seen_by_agency if side is Side.AGENCY else thread.seen_by_applicant)
