"""Every change of a calendar (R-D18): by the provincial administrator, with its decision, in the journal."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction

from motcua.apps.audit.announce import announce
from motcua.apps.audit.operations import record
from motcua.apps.deadlines import permissions, queries
from motcua.apps.deadlines.events import CalendarChanged
from motcua.apps.deadlines.models import CalendarDay, WorkingWeek
from motcua.apps.deadlines.queries import CalendarNotFound
from motcua.apps.deadlines.values import calendar_of, sessions_of
from motcua.apps.organization.queries import agencies
from motcua.domain.access import Actor
from motcua.domain.calendar import CalendarExhausted, SpecialDay, Week
from motcua.domain.errors import DomainError


class DayNotSpecial(DomainError):
    """The day follows the ordinary week already."""

    code = "deadlines.day-not-special"

    def __init__(self, *, on: date) -> None:
        super().__init__(on.isoformat())
        self.on = on


class NoDecision(DomainError):
    """Working time cannot change without the decision that changes it."""

    code = "deadlines.no-decision"
    field = "decision"


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
    week = _locked(calendar_code)
    permissions.require(actor, "change_calendar", week.agency_id)
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
    week = _locked(calendar_code)
    permissions.require(actor, "change_calendar", week.agency_id)
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

    Raises NotPermitted, CalendarNotFound, NoDecision, WeekWithoutWork, SessionsOverlap.
    """
    stored = _locked(calendar_code)
    permissions.require(actor, "change_calendar", stored.agency_id)
    if not decision.strip():
        raise NoDecision
    before, stored.sessions = stored.sessions, sessions_of(week)
    calendar_of(stored, stored.days.all())  # Refuses a week that cannot be.

    stored.save(update_fields=["sessions"])
    _changed(stored)
    facts = {"before": before, "after": stored.sessions, "decision": decision}
    _record("deadlines.week-changed", stored, facts, actor, at)
    announce(CalendarChanged(calendar_code, ()), actor=actor, at=at)


@transaction.atomic
def decide_days(
    *,
    calendar_code: str,
    days: Iterable[SpecialDay],
    withdrawn: Iterable[date],
    decision: str,
    actor: Actor,
    at: datetime,
) -> int:
    """Decide days together, as the yearly notice or a swap does; return how many were touched.

    Every day gets the decision; the calendar answers for the whole of their years from then on.
    Raises NotPermitted, CalendarNotFound, NoDecision.
    """
    week = _locked(calendar_code)
    permissions.require(actor, "change_calendar", week.agency_id)
    if not (notice := decision.strip()):
        raise NoDecision
    decided = {day.on: replace(day, decision=notice) for day in days}
    gone = set(withdrawn) - decided.keys()
    before = {day.on: day for day in week.days.filter(on__in=decided.keys() | gone)}

    week.days.filter(on__in=before).delete()
    CalendarDay.objects.bulk_create(_row(week, day) for day in decided.values())
    week.until = max([week.until, *(date(on.year + 1, 1, 1) for on in decided)])
    week.save(update_fields=["until"])
    _changed(week)
    facts = {
        "decision": notice,
        "before": [_facts(day) for on, day in sorted(before.items())],
        "after": [_facts(_row(week, day)) for on, day in sorted(decided.items())],
    }
    _record("deadlines.days-decided", week, facts, actor, at)
    touched = tuple(sorted(decided.keys() | (gone & before.keys())))
    announce(CalendarChanged(calendar_code, touched), actor=actor, at=at)
    return len(touched)


@transaction.atomic
def put_reception_week(*, agency_id: int, week: Week, decision: str, actor: Actor, at: datetime) -> str:
    """Give an agency's counter hours of its own, and return the code of its calendar (R-D13).

    Raises NotPermitted, CalendarNotFound, NoDecision, WeekWithoutWork, SessionsOverlap.
    """
    permissions.require(actor, "change_calendar", agency_id)
    own = WorkingWeek.objects.filter(agency_id=agency_id).first()
    if own is not None:
        change_week(calendar_code=own.code, week=week, decision=decision, actor=actor, at=at)
        return own.code
    if not decision.strip():
        raise NoDecision
    followed = _locked(queries.processing_code(agency_id))
    own = WorkingWeek(
        code=f"counter-{agency_id}",
        name=agencies([agency_id])[agency_id].name,
        kind=WorkingWeek.Kind.RECEPTION,
        follows=followed,
        agency_id=agency_id,
        sessions=sessions_of(week),
        since=followed.since,
        until=followed.until,
    )
    calendar_of(own, [])  # Refuses a week that cannot be.

    own.save()
    facts = {"before": None, "after": own.sessions, "decision": decision}
    _record("deadlines.reception-begun", own, facts, actor, at)
    announce(CalendarChanged(own.code, ()), actor=actor, at=at)
    return own.code


@transaction.atomic
def drop_reception(*, agency_id: int, decision: str, actor: Actor, at: datetime) -> None:
    """Let an agency's counter keep the hours of the province again, with all days.

    Raises NotPermitted, CalendarNotFound, NoDecision.
    """
    permissions.require(actor, "change_calendar", agency_id)
    if not decision.strip():
        raise NoDecision
    own = WorkingWeek.objects.select_for_update(of=("self",)).filter(agency_id=agency_id).first()
    if own is None:
        raise CalendarNotFound(calendar_code=f"counter-{agency_id}")
    was = {"sessions": own.sessions, "days": [_facts(day) for day in own.days.order_by("on")]}
    own.days.all().delete()
    own.delete()
    _record("deadlines.reception-dropped", own, {"before": was, "decision": decision}, actor, at)
    announce(CalendarChanged(own.code, ()), actor=actor, at=at)


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
    follows: str = "",
) -> int:
    """Create a calendar, or add the days it does not know yet; return how many days were added.

    With `follows` it is one of reception, beside the one of processing of that code (R-D13). Days and hours that an administrator has decided are left alone; the range only grows.
    Raises NotPermitted, WeekWithoutWork, SessionsOverlap, DayListedTwice.
    """
    permissions.require(actor, "change_calendar")
    stored, created = WorkingWeek.objects.select_for_update(of=("self",)).get_or_create(
        code=calendar_code,
        defaults={
            "name": name,
            "sessions": sessions_of(week),
            "since": since,
            "until": until,
            **(_reception_of(follows) if follows else {}),
        },
    )
    wider = (min(stored.since, since), max(stored.until, until))
    known = set(stored.days.values_list("on", flat=True))
    fresh = [day for day in days if day.on not in known]
    if not created and not fresh and wider == (stored.since, stored.until):
        return 0

    stored.since, stored.until = wider
    rows = [_row(stored, day) for day in fresh]
    calendar_of(stored, [*stored.days.all(), *rows])  # Refuses a calendar that cannot be.
    CalendarDay.objects.bulk_create(rows)
    stored.save(update_fields=["since", "until"])
    _changed(stored)
    facts = {"name": name, "since": wider[0], "until": wider[1], "days_added": len(fresh)}
    _record("deadlines.calendar-loaded", stored, facts, actor, at)
    return len(fresh)


def _reception_of(followed: str) -> dict[str, object]:
    return {"kind": WorkingWeek.Kind.RECEPTION, "follows": _locked(followed)}


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


def _row(week: WorkingWeek, day: SpecialDay) -> CalendarDay:
    return CalendarDay(calendar=week, on=day.on, kind=day.kind.value, name=day.name, decision=day.decision)


def _facts(day: CalendarDay) -> dict[str, str]:
    return {"on": day.on.isoformat(), "kind": day.kind, "name": day.name, "decision": day.decision}


def _record(action: str, week: WorkingWeek, facts: Mapping[str, object], actor: Actor, at: datetime) -> None:
    record(action=action, object_type="calendar", object_id=week.code, payload=facts, actor=actor, at=at)
