"""What agencies received and handled in a period, as it stood then (R-F1, R-F2, R-F5, R-F6).

Everything comes from instants that no later act moves: acceptance, finishing, entries of the journal. A period before
agencies changed therefore gives the same figures for ever, under the agencies and names of that time.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta

from django.db import connection

from motcua.apps.organization.models import Agency, AgencyName, Succession
from motcua.apps.organization.queries import LOCAL
from motcua.domain.access import Actor, NotPermitted, Reach
from motcua.domain.access.policy import LEADER_ROLES, reach_of
from motcua.domain.dossier import events as e
from motcua.domain.dossier.stages import PAUSED
from motcua.domain.errors import DomainError

READERS = LEADER_ROLES | {"office_head"}
ONE_DAY = timedelta(days=1)


class FiguresUnbalanced(DomainError):
    """Received and carried over are not what was finished and is in progress (R-F1)."""

    code = "dossiers.figures-unbalanced"

    def __init__(self, *, total: int, solved: int, in_progress: int) -> None:
        super().__init__(f"{total} <> {solved} + {in_progress}")
        self.total = total
        self.solved = solved
        self.in_progress = in_progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The columns of the national table: (3) is `total`, (7) `solved`, (11) `in_progress`.

    `paused` of those within the limit wait for papers, payment or the end of a stop (R-F4).
    """

    total: int = 0
    online: int = 0
    other: int = 0
    carried_over: int = 0
    solved: int = 0
    early: int = 0
    on_time: int = 0
    late: int = 0
    in_progress: int = 0
    within: int = 0
    over: int = 0
    paused: int = 0

    def __post_init__(self) -> None:
        sides = (self.online + self.other + self.carried_over, self.solved + self.in_progress)
        parts = (self.early + self.on_time + self.late, self.within + self.over)
        if sides != (self.total, self.total) or parts != (self.solved, self.in_progress):
            raise FiguresUnbalanced(total=self.total, solved=self.solved, in_progress=self.in_progress)

    @property
    def received(self) -> int:
        """What came in during the period."""
        return self.online + self.other

    @property
    def on_time_share(self) -> float | None:
        """(8) and (9) of (7); None when nothing was finished (R-F7)."""
        return (self.early + self.on_time) / self.solved if self.solved else None

    @property
    def overdue_share(self) -> float | None:
        """(10) and (13) of (3); None when there was nothing (R-F7)."""
        return (self.late + self.over) / self.total if self.total else None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyFigures:
    """The figures of one agency, under the name that it had on the last day."""

    agency_id: int
    agency: str
    level: str
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodFigures:
    """A table: one row for each agency that had anything to do in the period, by level and identifier.

    `as_of` is the moment of which it tells: the end of the period, or an earlier one.
    """

    since: date
    until: date
    as_of: datetime
    rows: tuple[AgencyFigures, ...]

    @property
    def total(self) -> Counts:
        """All rows together."""
        return _sum(row.counts for row in self.rows)


_COLUMNS = tuple(field.name for field in fields(Counts))

# Who decides may have changed since: the first taking over after the moment that counts says who it was until then.
# Only agencies that have succeeded others can have taken anything over, which spares the journals of all the rest.
_FIGURES = """
WITH concerned AS (
    SELECT dossier.id, dossier.channel, dossier.result, dossier.accepted_at, dossier.competent_agency_id,
        dossier.original_due_at,
        CASE WHEN dossier.finished_at < %(end)s THEN dossier.finished_at END AS finished_at
    FROM dossiers_dossier dossier
    WHERE dossier.accepted_at < %(end)s AND (dossier.finished_at IS NULL OR dossier.finished_at >= %(since)s)
), placed AS (
    SELECT concerned.*,
        CASE WHEN EXISTS (
            SELECT FROM organization_succession succession
            WHERE succession.successor_id = concerned.competent_agency_id
        ) THEN COALESCE((
            SELECT (event.payload ->> 'was_competent_agency')::bigint FROM dossiers_dossierevent event
            WHERE event.dossier_id = concerned.id AND event.type = 'TakenOver'
                AND event.at >= COALESCE(concerned.finished_at, %(end)s)
            ORDER BY event.seq LIMIT 1
        ), concerned.competent_agency_id) ELSE concerned.competent_agency_id END AS agency_id
    FROM concerned
), judged AS (
    SELECT placed.*,
        CASE WHEN placed.finished_at IS NOT NULL THEN placed.original_due_at ELSE (
            SELECT COALESCE(event.payload ->> 'original_due_at', event.payload ->> 'due_at')::timestamptz
            FROM dossiers_dossierevent event
            WHERE event.dossier_id = placed.id AND event.at < %(end)s AND event.payload ->> 'due_at' IS NOT NULL
                AND event.type = ANY(%(promising)s)
            ORDER BY event.seq DESC LIMIT 1
        ) END AS promised_at,
        placed.finished_at IS NULL AND EXISTS (
            SELECT FROM dossiers_statusinterval stage
            WHERE stage.dossier_id = placed.id AND stage.stage = ANY(%(paused)s)
                AND stage.since < %(end)s AND (stage.until IS NULL OR stage.until >= %(end)s)
        ) AS paused
    FROM placed
    WHERE %(agencies)s::bigint[] IS NULL OR placed.agency_id = ANY(%(agencies)s)
), told AS (
    SELECT agency_id, accepted_at < %(since)s AS carried_over, channel = 'online' AS online, paused,
        finished_at IS NOT NULL AS solved,
        CASE WHEN result IN ('withdrawn', 'returned') OR promised_at IS NULL THEN 0
            ELSE sign((finished_at AT TIME ZONE %(zone)s)::date - (promised_at AT TIME ZONE %(zone)s)::date)
        END AS lateness,
        finished_at IS NULL AND NOT paused AND promised_at < %(end)s AS over
    FROM judged
)
SELECT agency_id,
    count(*),
    count(*) FILTER (WHERE NOT carried_over AND online),
    count(*) FILTER (WHERE NOT carried_over AND NOT online),
    count(*) FILTER (WHERE carried_over),
    count(*) FILTER (WHERE solved),
    count(*) FILTER (WHERE solved AND lateness < 0),
    count(*) FILTER (WHERE solved AND lateness = 0),
    count(*) FILTER (WHERE solved AND lateness > 0),
    count(*) FILTER (WHERE NOT solved),
    count(*) FILTER (WHERE NOT solved AND over IS NOT TRUE),
    count(*) FILTER (WHERE NOT solved AND over),
    count(*) FILTER (WHERE paused)
FROM told GROUP BY agency_id
"""
_PAUSED = sorted(int(stage) for stage in PAUSED)
_PROMISING = [
    kind.__name__
    for kind in (e.Accepted, e.Supplemented, e.PaymentConfirmed, e.Resumed, e.HandedOver, e.Recounted)
]
"""Events that set what was promised; a re-appointment stands beside it (R-D17)."""


def period_figures(
    agencies: Collection[int] | None, since: date, until: date, as_of: datetime
) -> PeriodFigures:
    """Return the figures of the days from `since` to `until`, both included, as they stood at a moment.

    `agencies` None means all. What happened after the period, or after `as_of`, is not looked at.
    Raises FiguresUnbalanced.
    """
    end = min(_midnight(until + ONE_DAY), as_of)
    values = {
        "since": _midnight(since),
        "end": end,
        "agencies": None if agencies is None else sorted(agencies),
        "paused": _PAUSED,
        "promising": _PROMISING,
        "zone": LOCAL.key,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, values)
        found = {row[0]: Counts(**dict(zip(_COLUMNS, row[1:], strict=True))) for row in cursor.fetchall()}
    last_day = (end - timedelta(microseconds=1)).astimezone(LOCAL).date()
    return PeriodFigures(since=since, until=until, as_of=end, rows=_named(found, last_day))


def agencies_to_report(actor: Actor) -> dict[int, str] | None:
    """Return the agencies whose figures somebody may read, with their names; None for all of the province.

    Leaders read their own agency's, and those of the agencies it took over from (R-S13). Raises NotPermitted.
    """
    if any(reach_of(post.role) is Reach.EVERYTHING for post in actor.posts):
        return None
    own = {post.agency_id for post in actor.posts if post.role in READERS}
    if not own:
        raise NotPermitted(action="read_figures")
    return _names(_with_predecessors(own))


def every_agency() -> dict[int, str]:
    """Return the names of all agencies, those that have ended too."""
    return _names(None)


def may_read_figures(actor: Actor) -> bool:
    """Tell whether somebody reads any figures at all."""
    return any(post.role in READERS or reach_of(post.role) is Reach.EVERYTHING for post in actor.posts)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=LOCAL)


def _with_predecessors(agencies: Iterable[int]) -> set[int]:
    found: set[int] = set()
    fresh = set(agencies)
    while fresh:
        found |= fresh
        before = Succession.objects.filter(successor__in=fresh).order_by("predecessor_id")
        fresh = set(before.values_list("predecessor_id", flat=True)) - found
    return found


def _names(agencies: Collection[int] | None) -> dict[int, str]:
    rows = Agency.objects.order_by("identifier", "key")
    rows = rows if agencies is None else rows.filter(pk__in=agencies)
    return {pk: short or name for pk, short, name in rows.values_list("id", "short_name", "name")}


def _named(found: Mapping[int, Counts], day: date) -> tuple[AgencyFigures, ...]:
    names = AgencyName.objects.filter(agency__in=found, valid_from__lte=day, valid_to__gt=day).order_by("id")
    then = dict(names.values_list("agency_id", "short_name"))
    levels = list(Agency.Level.values)
    agencies = sorted(
        Agency.objects.filter(pk__in=found).order_by("id"),
        key=lambda agency: (levels.index(agency.level), agency.identifier, agency.key),
    )
    return tuple(
        AgencyFigures(
            agency_id=agency.pk,
            agency=then.get(agency.pk, agency.short_name),
            level=agency.level,
            counts=found[agency.pk],
        )
        for agency in agencies
    )


def _sum(counts: Iterable[Counts]) -> Counts:
    totals = dict.fromkeys(_COLUMNS, 0)
    for each in counts:
        for name in _COLUMNS:
            totals[name] += getattr(each, name)
    return Counts(**totals)
