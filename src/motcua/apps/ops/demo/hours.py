"""Working time for people who are made up: nothing is done before the office opens or after it closes.

The calendar answers the same questions; here the hours of each day are looked up once, because histories ask
a hundred times as often as officers do.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from motcua.domain.calendar import TIMEZONE, Calendar

ONE_DAY = timedelta(days=1)
SHORTEST_SECONDS = 20

Spans = tuple[tuple[int, int], ...]
"""The sessions of a day in seconds from midnight."""


@dataclass(frozen=True, slots=True)
class Hours:
    """The office hours of one calendar, in instants of UTC."""

    calendar: Calendar
    _known: dict[date, Spans] = field(default_factory=dict)

    def within(self, at: datetime) -> bool:
        """Tell whether the office is open."""
        day, second = _local(at)
        return any(start <= second <= end for start, end in self._spans(day))

    def open_from(self, at: datetime, chance: Random) -> datetime:
        """Return the moment itself when the office is open, else some minutes after it opens again."""
        if self.within(at):
            return at
        day, second = _local(at)
        while True:
            for start, _ in self._spans(day):
                if start > second:
                    return _instant(day, start + chance.randint(60, 1500))
            day, second = day + ONE_DAY, -1

    def after(self, at: datetime, minutes: float) -> datetime:
        """Return the moment by which so many working minutes have run; never the same moment."""
        left = max(round(minutes * 60), SHORTEST_SECONDS)
        day, second = _local(at)
        while True:
            for start, end in self._spans(day):
                begin = max(start, second)
                if begin < end:
                    if left <= end - begin:
                        return _instant(day, begin + left)
                    left -= end - begin
            day, second = day + ONE_DAY, 0

    def minutes_between(self, since: datetime, until: datetime) -> float:
        """Return the working minutes between two moments; none when they are reversed."""
        (day, first), (last_day, last) = _local(since), _local(until)
        seconds = 0
        while day <= last_day:
            until_second = last if day == last_day else 86_400
            for start, end in self._spans(day):
                seconds += max(min(end, until_second) - max(start, first), 0)
            day, first = day + ONE_DAY, 0
        return seconds / 60

    def days_after(self, at: datetime, days: float, chance: Random) -> datetime:
        """Return a moment in office hours about so many working days later."""
        day = self.calendar.add_working_days(_local(at)[0], max(round(days), 1))
        return self.on(day, chance)

    def on(self, day: date, chance: Random) -> datetime:
        """Return a moment in the office hours of a working day."""
        spans = self._spans(day)
        left = round(sum(end - start for start, end in spans) * (0.02 + chance.random() * 0.9))
        for start, end in spans:
            if left <= end - start:
                return _instant(day, start + left)
            left -= end - start
        raise AssertionError(day)

    def end_of(self, day: date) -> datetime:
        """Return when the office closes on a working day."""
        return self.calendar.end_of_day(day).astimezone(UTC)

    def _spans(self, day: date) -> Spans:
        known = self._known.get(day)
        if known is None:
            sessions = self.calendar.sessions_on(day)
            known = self._known[day] = tuple((_seconds(s.start), _seconds(s.end)) for s in sessions)
        return known


def _local(at: datetime) -> tuple[date, int]:
    local = at.astimezone(TIMEZONE)
    return local.date(), _seconds(local)


def _seconds(moment: datetime | time) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second


def _instant(day: date, second: int) -> datetime:
    midnight = datetime(day.year, day.month, day.day, tzinfo=TIMEZONE)
    return (midnight + timedelta(seconds=second)).astimezone(UTC)
