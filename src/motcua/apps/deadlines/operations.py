"""Every change of a calendar (R-D18): by the provincial administrator, with its decision, in the journal."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction

from motcua.apps.audit.announce import announce
from motcua.apps.audit.operations import record
from motcua.apps.deadlines import permissions
from motcua.apps.deadlines.events import CalendarChanged
from motcua.apps.deadlines.models import CalendarDay, WorkingWeek
from motcua.apps.deadlines.queries import CalendarNotFound
from motcua.apps.deadlines.values import calendar_of, sessions_of
from motcua.domain.access import Actor
from motcua.domain.calendar import CalendarExhausted, SpecialDay, Week
from motcua.domain.errors import DomainError


class DayNotSpecial(DomainError):
    """The day follows the ordinary week already."""

    code = "deadlines.day-not-special"

    def __init__(self, *, on: date) -> None:
        super().__init__(on.isoformat())
        self.on = on


class DecisionMissing(DomainError):
    """A day cannot change without the decision that changes it."""

    code = "deadlines.decision-missing"

    def __init__(self, *, on: date) -> None:
        super().__init__(on.isoformat())
        self.on = on


@transaction.atomic
def decide_day(*, calendar_code: str, day: SpecialDay, actor: Actor, at: datetime) -> None:
    """Give a day a kind of its own, or another one than before.

    Raises NotPermitted, CalendarNotFound, DecisionMissing, CalendarExhausted.
    """
    permissions.require(actor, "change_calendar")
    week = _locked(calendar_code)
    _check_day(week, day)
    before = week.days.filter(on=day.on).first()
    was = _facts(before) if before else None

    after, _ = CalendarDay.objects.update_or_create(
        calendar=week,
        on=day.on,
        defaults={"kind": day.kind.value, "name": day.name, "decision": day.decision},
    )
    _changed(week)
    _record("deadlines.day-decided", week, {"before": was, "after": _facts(after)}, actor, at)
    announce(CalendarChanged(calendar_code, (day.on,)), actor=actor, at=at)


@transaction.atomic
def withdraw_day(*, calendar_code: str, on: date, decision: str, actor: Actor, at: datetime) -> None:
    """Let a day follow the ordinary week again.

    Raises NotPermitted, CalendarNotFound, DecisionMissing, DayNotSpecial.
    """
    permissions.require(actor, "change_calendar")
    week = _locked(calendar_code)
    if not decision.strip():
        raise DecisionMissing(on=on)
    day = week.days.filter(on=on).first()
    if day is None:
        raise DayNotSpecial(on=on)

    was = _facts(day)
    day.delete()
    _changed(week)
    _record("deadlines.day-withdrawn", week, {"before": was, "decision": decision}, actor, at)
    announce(CalendarChanged(calendar_code, (on,)), actor=actor, at=at)


@transaction.atomic
def change_week(*, calendar_code: str, week: Week, decision: str, actor: Actor, at: datetime) -> None:
    """Give a calendar other working hours.

    Raises NotPermitted, CalendarNotFound, WeekWithoutWork, SessionsOverlap.
    """
    permissions.require(actor, "change_calendar")
    stored = _locked(calendar_code)
    before, stored.sessions = stored.sessions, sessions_of(week)
    calendar_of(stored, stored.days.all())  # Refuses a week that cannot be.

    stored.save(update_fields=["sessions"])
    _changed(stored)
    facts = {"before": before, "after": stored.sessions, "decision": decision}
    _record("deadlines.week-changed", stored, facts, actor, at)
    announce(CalendarChanged(calendar_code, ()), actor=actor, at=at)


@transaction.atomic
def put_calendar(
    *,
    calendar_code: str,
    name: str,
    week: Week,
    days: Iterable[SpecialDay],
    since: date,
    until: date,
    actor: Actor,
    at: datetime,
) -> int:
    """Create a calendar, or add the days it does not know yet; return how many days were added.

    Days and hours that an administrator has decided are left alone; the range only grows.
    Raises NotPermitted, WeekWithoutWork, SessionsOverlap, DayListedTwice.
    """
    permissions.require(actor, "change_calendar")
    stored, created = WorkingWeek.objects.select_for_update(of=("self",)).get_or_create(
        code=calendar_code,
        defaults={"name": name, "sessions": sessions_of(week), "since": since, "until": until},
    )
    wider = (min(stored.since, since), max(stored.until, until))
    known = set(stored.days.values_list("on", flat=True))
    fresh = [day for day in days if day.on not in known]
    if not created and not fresh and wider == (stored.since, stored.until):
        return 0

    stored.since, stored.until = wider
    rows = [
        CalendarDay(calendar=stored, on=day.on, kind=day.kind.value, name=day.name, decision=day.decision)
        for day in fresh
    ]
    calendar_of(stored, [*stored.days.all(), *rows])  # Refuses a calendar that cannot be.
    CalendarDay.objects.bulk_create(rows)
    stored.save(update_fields=["since", "until"])
    _changed(stored)
    facts = {"name": name, "since": wider[0], "until": wider[1], "days_added": len(fresh)}
    _record("deadlines.calendar-loaded", stored, facts, actor, at)
    return len(fresh)


def _locked(calendar_code: str) -> WorkingWeek:
    week = WorkingWeek.objects.select_for_update(of=("self",)).filter(code=calendar_code).first()
    if week is None:
        raise CalendarNotFound(calendar_code=calendar_code)
    return week


def _check_day(week: WorkingWeek, day: SpecialDay) -> None:
    if not day.decision.strip():
        raise DecisionMissing(on=day.on)
    if not week.since <= day.on < week.until:
        raise CalendarExhausted(asked_on=day.on)


def _changed(week: WorkingWeek) -> None:
    """Make every process build this calendar anew."""
    week.version = uuid4()
    week.save(update_fields=["version"])


def _facts(day: CalendarDay) -> dict[str, str]:
    return {"on": day.on.isoformat(), "kind": day.kind, "name": day.name, "decision": day.decision}


def _record(action: str, week: WorkingWeek, facts: dict[str, object], actor: Actor, at: datetime) -> None:
    record(action=action, object_type="calendar", object_id=week.code, payload=facts, actor=actor, at=at)
