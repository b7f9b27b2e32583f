"""Reading calendars."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from motcua.apps.deadlines.models import CalendarDay, WorkingWeek
from motcua.apps.deadlines.values import calendar_of
from motcua.domain.calendar import Calendar
from motcua.domain.errors import DomainError

_built: dict[str, tuple[UUID, Calendar]] = {}


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


def calendar(code: str = "vn") -> Calendar:
    """Return a calendar as it stands now, built once per process and change.

    One small query asks whether it has changed. Raises CalendarNotFound.
    """
    with connection.cursor() as cursor:  # Asked by every command: the ORM would take longer than the answer.
        cursor.execute("SELECT version FROM deadlines_workingweek WHERE code = %s", [code])
        row = cursor.fetchone()
    if row is None:
        raise CalendarNotFound(calendar_code=code)
    known = _built.get(code)
    if known is None or known[0] != row[0]:
        week = WorkingWeek.objects.prefetch_related("days").get(code=code)
        known = _built[code] = (week.version, calendar_of(week, week.days.all()))
    return known[1]


def special_days(code: str, year: int) -> list[DayFacts]:
    """Return the special days of one year in order."""
    days = CalendarDay.objects.filter(calendar__code=code, on__year=year).order_by("on")
    return [DayFacts(day.on, day.kind, day.get_kind_display(), day.name, day.decision) for day in days]


def calendar_codes() -> dict[str, str]:
    """Return the names of all calendars by code."""
    return dict(WorkingWeek.objects.order_by("code").values_list("code", "name"))
