"""Due dates the slow way: one day, or one half hour, after the other, on local clock time.

Written from the text of the law alone; it shares no code with the engine but the list of special days.
All moments must be full or half hours.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from motcua.domain.calendar import DayKind, vietnam_special_days

DAY = timedelta(days=1)
TICK = timedelta(minutes=30)
CLOSING = time(17)

OFF = {day.on for day in vietnam_special_days() if day.kind is not DayKind.MAKE_UP}
MADE_UP = {day.on for day in vietnam_special_days() if day.kind is DayKind.MAKE_UP}


class Pause(NamedTuple):
    since: datetime
    until: datetime
    restarts: bool


class Question(NamedTuple):
    accepted: datetime
    amount: int
    unit: str
    rolling: bool = False
    cutoff: time | None = None
    pauses: Sequence[Pause] = ()
    open_since: datetime | None = None


def works(day: date) -> bool:
    return day in MADE_UP or (day.isoweekday() < 6 and day not in OFF)


def at_work(at: datetime) -> bool:
    morning = time(7, 30) <= at.time() < time(11, 30)
    afternoon = time(13) <= at.time() < CLOSING
    return works(at.date()) and (morning or afternoon)


def due(question: Question) -> datetime | None:
    if question.open_since is not None:
        return None
    begin = question.accepted
    for pause in question.pauses:
        if pause.restarts and pause.until > begin:
            begin = pause.until
    if question.cutoff is not None:
        begin = after_cutoff(begin, question.cutoff)
    if question.unit == "HOUR":
        return after_work(begin, question.amount * 2, question.pauses)
    if question.unit == "WORKING_DAY" and question.rolling and question.amount:
        return after_work(begin, question.amount * 16, question.pauses)
    return datetime.combine(due_on(begin, question), CLOSING)


def after_cutoff(begin: datetime, cutoff: time) -> datetime:
    if works(begin.date()) and begin.time() <= cutoff:
        return begin
    day = begin.date() + DAY
    while not works(day):
        day += DAY
    return datetime.combine(day, time(7, 30))


def after_work(begin: datetime, ticks: int, pauses: Sequence[Pause]) -> datetime:
    at = begin
    while not ticks and any(pause.since < at < pause.until for pause in pauses):
        at += TICK
    while ticks:
        if at_work(at) and not any(pause.since <= at < pause.until for pause in pauses):
            ticks -= 1
        at += TICK
    return at


def due_on(begin: datetime, question: Question) -> date:
    def paused(day: date) -> bool:
        return any(
            pause.since.date() < day <= pause.until.date() for pause in question.pauses if not pause.restarts
        )

    day = begin.date()
    if question.amount == 0 and begin.time() >= CLOSING:
        day += DAY
    left = days_in_months(day, question.amount) if question.unit == "MONTH" else question.amount
    while left:
        day += DAY
        if not paused(day) and (question.unit != "WORKING_DAY" or works(day)):
            left -= 1
    while not works(day) or paused(day):
        day += DAY
    return given_back(day, question.pauses)


def given_back(day: date, pauses: Sequence[Pause]) -> date:
    for pause in sorted(pause for pause in pauses if not pause.restarts):
        if pause.since < datetime.combine(day, CLOSING) and pause.until.date() > day:
            day = pause.until.date()
            while not works(day):
                day += DAY
    return day


def days_in_months(day: date, months: int) -> int:
    end = day
    for _ in range(months):
        end = (end.replace(day=1) + timedelta(days=31)).replace(day=1)
    while end.day < day.day and (end + DAY).month == end.month:
        end += DAY
    return (end - day).days
