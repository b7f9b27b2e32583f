"""Reading calendars."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import F, Q

from motcua.apps.deadlines import permissions
from motcua.apps.deadlines.models import CalendarDay, WorkingWeek
from motcua.apps.deadlines.values import calendar_of
from motcua.apps.organization.queries import agencies
from motcua.domain.access import Actor
from motcua.domain.calendar import Calendar, CalendarExhausted, Opening, opening
from motcua.domain.calendar.vietnam import PENDING
from motcua.domain.errors import DomainError

VERSIONS = """
    SELECT week.version, followed.version FROM deadlines_workingweek week
    LEFT JOIN deadlines_workingweek followed ON followed.id = week.follows_id WHERE week.code = %s
"""
Versions = tuple[UUID, UUID | None]

_built: dict[str, tuple[Versions, Calendar]] = {}


class CalendarNotFound(DomainError):
    """No calendar has this code."""

    code = "deadlines.calendar-not-found"

    def __init__(self, *, calendar_code: str) -> None:
        super().__init__(calendar_code)
        self.calendar_code = calendar_code


@dataclass(frozen=True, slots=True)
class DayFacts:
    """One special day for the screens of the administrator."""

    on: date
    kind: str
    kind_name: str
    name: str
    decision: str


@dataclass(frozen=True, slots=True)
class CalendarFacts:
    """What a calendar is: of reception or of processing, of which agency (None: the province), from when to when."""

    code: str
    name: str
    reception: bool
    agency_id: int | None
    follows: str
    since: date
    until: date


def calendar(code: str = "vn") -> Calendar:
    """Return a calendar as it stands now, built once per process and change.

    One small query asks whether it has changed. Raises CalendarNotFound.
    """
    with connection.cursor() as cursor:  # Asked by every command: the ORM would take longer than the answer.
        cursor.execute(VERSIONS, [code])
        row = cursor.fetchone()
    if row is None:
        raise CalendarNotFound(calendar_code=code)
    known = _built.get(code)
    if known is None or known[0] != row:
        known = _built[code] = (row, _read(code))
    return known[1]


def _read(code: str) -> Calendar:
    week = (
        WorkingWeek.objects.select_related("follows").prefetch_related("days", "follows__days").get(code=code)
    )
    return calendar_of(week, week.days.all())


def calendars_seen_by(actor: Actor) -> list[CalendarFacts]:
    """Return the calendars that an actor may look into."""
    return [facts for facts in calendars() if permissions.sees(actor, facts.agency_id)]


def calendar_seen_by(actor: Actor, code: str) -> CalendarFacts:
    """Return what a calendar is. Raises CalendarNotFound, also for one that the actor may not look into."""
    facts = facts_of(code)
    if not permissions.sees(actor, facts.agency_id):
        raise CalendarNotFound(calendar_code=code)
    return facts


def may_change(actor: Actor, agency_id: int | None) -> bool:
    """Tell whether an actor may change the calendar of an agency's counter, or (None) one of the province."""
    return permissions.may(actor, agency_id)


def facts_of(code: str) -> CalendarFacts:
    """Return what a calendar is. Raises CalendarNotFound."""
    found = next((facts for facts in calendars() if facts.code == code), None)
    if found is None:
        raise CalendarNotFound(calendar_code=code)
    return found


def calendars() -> list[CalendarFacts]:
    """Return every calendar: those of processing, those of reception for the province, then those of counters."""
    weeks = WorkingWeek.objects.select_related("follows").order_by("kind", "agency_id", "code")
    return [_facts(week) for week in weeks]


def _facts(week: WorkingWeek) -> CalendarFacts:
    return CalendarFacts(
        code=week.code,
        name=week.name,
        reception=week.kind == WorkingWeek.Kind.RECEPTION,
        agency_id=week.agency_id,
        follows="" if week.follows is None else week.follows.code,
        since=week.since,
        until=week.until,
    )


def processing_code(agency_id: int) -> str:
    """Return the code of the calendar by which an agency's time limits are counted. Raises KeyError."""
    return agencies([agency_id])[agency_id].calendar_code


def reception_calendar(agency_id: int) -> Calendar:
    """Return when an agency's counter is open: its own hours, else the province's, else those of its offices.

    Law: R-D13. Raises CalendarNotFound.
    """
    processing = processing_code(agency_id)
    following = WorkingWeek.objects.filter(follows__code=processing)
    fitting = following.filter(Q(agency_id=agency_id) | Q(agency_id__isnull=True))
    code = (
        fitting.order_by(F("agency_id").asc(nulls_last=True), "code").values_list("code", flat=True).first()
    )
    return calendar(code or processing)


def counter_now(agency_id: int, at: datetime) -> Opening | None:
    """Return whether an agency's counter is open; None where no calendar reaches so far."""
    try:
        return opening(reception_calendar(agency_id), at)
    except (CalendarExhausted, CalendarNotFound):
        return None


def expected_years(code: str) -> list[int]:
    """Return the years of a calendar that have days nobody has confirmed by a notice yet."""
    days = CalendarDay.objects.filter(calendar__code=code, decision=PENDING)
    return sorted({on.year for on in days.order_by("on").values_list("on", flat=True)})


def special_days(code: str, year: int) -> list[DayFacts]:
    """Return the special days of one year in order."""
    days = CalendarDay.objects.filter(calendar__code=code, on__year=year).order_by("on")
    return [DayFacts(day.on, day.kind, day.get_kind_display(), day.name, day.decision) for day in days]


def calendar_codes() -> dict[str, str]:
    """Return the names of all calendars by code."""
    return dict(WorkingWeek.objects.order_by("code").values_list("code", "name"))
