"""Ratings of one dossier after its result: what is asked, until when, and what the answers count for.

Law: R-E26 (three grades), R-F30 (one a dossier), R-F31, R-F33, R-F34, R-F37 (the indicators that applicants
answer, R-F45), R-F40, R-F43 (how points are averaged), R-F46 (what may be found fault with).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from motcua.domain.errors import DomainError
from motcua.domain.text import clean_lines

CHANGEABLE: Final = timedelta(days=7)
"""For so long a rating may be changed by the one who gave it."""

LONGEST_COMMENT: Final = 2_000
MOST_POINTS: Final = 2


class Satisfaction(StrEnum):
    """The three grades of R-E26."""

    VERY_SATISFIED = "very-satisfied"
    SATISFIED = "satisfied"
    DISSATISFIED = "dissatisfied"


class Indicator(StrEnum):
    """What an applicant can tell of the indicators 1, 3, 4 and 7."""

    TIME = "time"
    CONTACTS = "contacts"
    AGENCIES = "agencies"
    ATTITUDE = "attitude"


class Subject(StrEnum):
    """The contents that citizens assess (R-F46); those they mark are what displeased them."""

    TIME = "time"
    AGENCIES = "agencies"
    CONTACTS = "contacts"
    PUBLICATION = "publication"
    ATTITUDE = "attitude"
    LEGALITY = "legality"
    EXPLANATIONS = "explanations"
    ONLINE = "online"
    OTHER = "other"


class RatingTooEarly(DomainError):
    """The dossier has no result yet: there is nothing to rate."""

    code = "feedback.rating-too-early"


class RatingSettled(DomainError):
    """The rating may no longer be changed; it could be until `until`."""

    code = "feedback.rating-settled"

    def __init__(self, *, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


class TextTooLong(DomainError):
    """A text has more letters than are kept."""

    code = "feedback.text-too-long"

    def __init__(self, *, length: int, most: int) -> None:
        super().__init__(str(length))
        self.length = length
        self.most = most


class PointsOutOfRange(DomainError):
    """An indicator has 0, 1 or 2 points."""

    code = "feedback.points-out-of-range"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What one applicant answered. `points` holds 0, 1 or 2 for the indicators that were answered."""

    satisfaction: Satisfaction
    points: Mapping[Indicator, int] = field(default_factory=dict)
    faults: frozenset[Subject] = frozenset()
    comment: str = ""


def checked(answers: Answers) -> Answers:
    """Return answers as they are kept. Raises TextTooLong, PointsOutOfRange."""
    comment = clean_lines(answers.comment)
    if len(comment) > LONGEST_COMMENT:
        raise TextTooLong(length=len(comment), most=LONGEST_COMMENT)
    if any(points not in range(MOST_POINTS + 1) for points in answers.points.values()):
        raise PointsOutOfRange
    return Answers(
        satisfaction=answers.satisfaction, points=answers.points, faults=answers.faults, comment=comment
    )


def require_open(*, ended: bool, given_at: datetime | None, at: datetime) -> None:
    """Let a dossier with a result be rated, and a rating be changed for a week (both ends included).

    Raises RatingTooEarly, RatingSettled.
    """
    if not ended:
        raise RatingTooEarly
    if given_at is not None and at > given_at + CHANGEABLE:
        raise RatingSettled(until=given_at + CHANGEABLE)


def average(points: Iterable[int | None]) -> float | None:
    """Return the points of an indicator over dossiers, to one decimal; None without data (R-F40, R-F43)."""
    given = [each for each in points if each is not None]
    return mean(sum(given), len(given))


def mean(total: int, count: int) -> float | None:
    """Return a mean to one decimal, halves upward; None of nothing."""
    return (20 * total + count) // (2 * count) / 10 if count else None
