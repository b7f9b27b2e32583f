"""Loading calendars from a province's folder."""

from datetime import datetime, time
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.apps.deadlines.operations import put_calendar
from motcua.apps.organization.loading import DataRefused, Entry, Problem, read_list
from motcua.domain.access import Actor
from motcua.domain.calendar import (
    Calendar,
    DayKind,
    Session,
    SessionReversed,
    SpecialDay,
    Week,
    vietnam_special_days,
)
from motcua.domain.errors import DomainError

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@transaction.atomic
def load_calendars(path: Path, *, actor: Actor, at: datetime) -> int:
    """Load `calendar.yaml` of a province's folder; return how many days were added.

    What an administrator has decided is kept. Raises DataRefused, NotPermitted.
    """
    problems: list[Problem] = []
    calendars = [_calendar(entry) for entry in read_list(path / "calendar.yaml", problems)]
    if problems:
        raise DataRefused(problems=problems)
    return sum(
        put_calendar(
            calendar_code=calendar.code,
            name=name,
            week=calendar.week,
            days=calendar.special_days,
            since=calendar.since,
            until=calendar.until,
            follows=follows,
            actor=actor,
            at=at,
        )
        for name, follows, calendar in calendars
        if calendar is not None
    )


def _calendar(entry: Entry) -> tuple[str, str, Calendar | None]:
    entry.only("code", "name", "follows", "since", "until", "national_days", "week", "days")
    code, since, until = entry.text("code"), entry.day("since"), entry.day("until")
    days = {day.on: day for day in vietnam_special_days()} if entry.flag("national_days") else {}
    days |= {day.on: day for day in map(_day, entry.entries("days"))}
    try:
        built = Calendar.build(code, _week(entry), days.values(), since, until)
    except DomainError as error:
        entry.problem("week", f"{error.code} {error}")
        return "", "", None
    return entry.text("name"), entry.text("follows", ""), built


def _day(entry: Entry) -> SpecialDay:
    entry.only("on", "kind", "name", "decision")
    kinds = {kind.value: kind for kind in DayKind}
    kind = kinds.get(entry.choice("kind", list(kinds)), DayKind.WORKING)
    return SpecialDay(entry.day("on"), kind, entry.text("name"), entry.text("decision"))


def _week(entry: Entry) -> Week:
    week = entry.entry("week")
    if week is None:
        return ((),) * len(WEEKDAYS)
    week.only(*WEEKDAYS)
    return tuple(tuple(_session(week, day, text) for text in week.words(day)) for day in WEEKDAYS)


def _session(week: Entry, weekday: str, text: str) -> Session:
    start, _dash, end = text.partition("-")
    try:
        return Session(time.fromisoformat(start.strip()), time.fromisoformat(end.strip()))
    except (ValueError, SessionReversed):
        week.problem(weekday, _("giờ phải viết như 07:30-11:30"))
        return Session(time.min, time.max)
