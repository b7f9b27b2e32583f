"""Reading ratings: the applicant's own, those of an agency, and figures by agency, unit, officer and period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal

from django.db import connection

from motcua.apps.dossiers.models import Dossier
from motcua.apps.feedback import permissions
from motcua.apps.feedback.models import Rating
from motcua.apps.organization import queries as organization
from motcua.domain.access import Actor, NotPermitted
from motcua.domain.calendar import TIMEZONE
from motcua.domain.dossier import DossierState
from motcua.domain.feedback.ratings import CHANGEABLE, Answers, Indicator, Satisfaction, Subject, mean

FEWEST: Final = 5
"""Published figures of fewer ratings than this are left out (R-I38)."""

By = Literal["agency", "unit", "officer"]
_WHO: Final[dict[str, tuple[str, str]]] = {
    "agency": ("r.agency_id", ""),
    "unit": ("who.id", ", unnest(r.units) AS who (id)"),
    "officer": ("who.id", ", unnest(r.officers) AS who (id)"),
}
_FIGURES: Final = """
SELECT {key}, count(*),
       count(*) FILTER (WHERE satisfaction = 'very-satisfied'), count(*) FILTER (WHERE satisfaction = 'satisfied'),
       coalesce(sum(time), 0), count(time), coalesce(sum(contacts), 0), count(contacts),
       coalesce(sum(agencies), 0), count(agencies), coalesce(sum(attitude), 0), count(attitude)
FROM feedback_rating r{extra}
WHERE r.agency_id = ANY(%s) AND r.given_at >= %s AND r.given_at < %s
GROUP BY 1 ORDER BY 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many rated and how; `points` are means of 0 to 2, None where nobody answered (R-F40, R-F43)."""

    rated: int = 0
    very_satisfied: int = 0
    satisfied: int = 0
    points: dict[Indicator, float | None]

    @property
    def dissatisfied(self) -> int:
        """How many were not satisfied."""
        return self.rated - self.very_satisfied - self.satisfied

    @property
    def share(self) -> float | None:
        """Satisfied or very satisfied of those who rated (R-F55); None when nobody did."""
        return (self.very_satisfied + self.satisfied) / self.rated if self.rated else None


@dataclass(frozen=True, slots=True)
class RatingFigures:
    """The figures of one agency, unit or officer in a period."""

    id: int
    name: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class RatingFormFacts:
    """What the form of a rating needs: whether it may be given or changed now, and what was said before."""

    open: bool
    given: Answers | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class RatedRow:
    """One rating as those who answer for the agency read it: by the dossier's code, never by a name."""

    id: int
    code: str
    agency: str
    satisfaction: Satisfaction
    faults: tuple[Subject, ...]
    comment: str
    shown: str
    comment_state: str
    given_at: datetime


@dataclass(frozen=True, slots=True)
class RatingList:
    """One page of ratings, the latest first, and how many there are."""

    rows: Sequence[RatedRow]
    total: int


def rating_for(state: DossierState, *, actor: Actor, at: datetime) -> RatingFormFacts | None:
    """Return what somebody may say about a dossier now; None where there is nothing to say."""
    if not state.ended or not permissions.may_rate(actor, state):
        return None
    rating = Rating.objects.filter(dossier_id=state.id).first()
    if rating is None:
        return RatingFormFacts(open=True, given=None, until=None)
    until = rating.given_at + CHANGEABLE
    return RatingFormFacts(open=at <= until, given=_answers(rating), until=until)


def may_read_ratings(actor: Actor) -> bool:
    """Tell whether an officer reads ratings of any agency."""
    return bool(permissions.moderated_agencies(actor))


def ratings_read_by(actor: Actor, *, waiting: bool = False, first: int = 0, most: int = 50) -> RatingList:
    """Return the ratings of the agencies that an officer answers for. Raises NotPermitted."""
    agencies = permissions.moderated_agencies(actor)
    if not agencies:
        raise NotPermitted(action="read_ratings")
    found = Rating.objects.filter(agency_id__in=agencies)
    if waiting:
        found = found.filter(comment_state=Rating.Comment.WAITING)
    page = list(found.select_related("agency").order_by("-given_at", "-id")[first : first + most])
    codes = dict(
        Dossier.objects.filter(pk__in=[rating.dossier_id for rating in page]).values_list("id", "code")
    )
    return RatingList([_row(rating, codes.get(rating.dossier_id) or "") for rating in page], found.count())


def ratings_of(actor: Actor, *, by: By, since: date, until: date) -> list[RatingFigures]:
    """Return figures of a period, both days included, of the agencies an officer answers for. Raises NotPermitted."""
    agencies = permissions.moderated_agencies(actor)
    if not agencies:
        raise NotPermitted(action="read_ratings")
    key, extra = _WHO[by]
    with connection.cursor() as cursor:
        sql = _FIGURES.format(key=key, extra=extra)
        cursor.execute(sql, [list(agencies), _start(since), _start(until + timedelta(days=1))])
        rows = cursor.fetchall()
    names = _names(by, [row[0] for row in rows])
    found = [RatingFigures(row[0], names.get(row[0], ""), _tally(row[1:])) for row in rows]
    return sorted(found, key=lambda one: (one.name, one.id))


def published(procedure_key: str) -> Tally | None:
    """Return what everybody may know of the ratings of a procedure; None for too few (R-E27, R-I38)."""
    sql = _FIGURES.format(key="1", extra="").replace(
        "r.agency_id = ANY(%s) AND r.given_at >= %s AND r.given_at < %s", "r.procedure_key = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [procedure_key])
        row = cursor.fetchone()
    return _tally(row[1:]) if row and row[1] >= FEWEST else None


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=TIMEZONE)


def _tally(row: Sequence[int]) -> Tally:
    rated, very, satisfied, *sums = row
    points = {
        indicator: mean(sums[2 * place], sums[2 * place + 1]) for place, indicator in enumerate(Indicator)
    }
    return Tally(rated=rated, very_satisfied=very, satisfied=satisfied, points=points)


def _names(by: By, ids: Sequence[int]) -> dict[int, str]:
    if by == "agency":
        return {pk: facts.name for pk, facts in organization.agencies(ids).items()}
    if by == "unit":
        found = organization.addresses(ids).items()
        return {pk: f"{address.unit_name}, {address.agency_name}" for pk, address in found}
    return organization.officer_names(ids)


def _answers(rating: Rating) -> Answers:
    points = {one: value for one in Indicator if (value := getattr(rating, one.value)) is not None}
    return Answers(
        satisfaction=Satisfaction(rating.satisfaction),
        points=points,
        faults=frozenset(map(Subject, rating.faults)),
        comment=rating.comment,
    )


def _row(rating: Rating, code: str) -> RatedRow:
    return RatedRow(
        id=rating.pk,
        code=code,
        agency=rating.agency.name,
        satisfaction=Satisfaction(rating.satisfaction),
        faults=tuple(map(Subject, rating.faults)),
        comment=rating.comment,
        shown=rating.shown,
        comment_state=rating.comment_state,
        given_at=rating.given_at,
    )
