"""Working time for people who are made up: nothing is done before the office opens or after it closes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from motcua.domain.calendar import TIMEZONE, Calendar

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """The office hours of one calendar, in instants of UTC."""

    calendar: Calendar

    def within(self, at: datetime) -> bool:
        """Tell whether the office is open."""
        local = at.astimezone(TIMEZONE)
        return any(s.start <= local.time() <= s.end for s in self.calendar.sessions_on(local.date()))

    def open_from(self, at: datetime, chance: Random) -> datetime:
        """Return the moment itself when the office is open, else some minutes after it opens again."""
        if self.within(at):
            return at
        local = at.astimezone(TIMEZONE)
        later = [s.start for s in self.calendar.sessions_on(local.date()) if s.start > local.time()]
        day = local.date() if later else self.calendar.add_working_days(local.date(), 1)
        start = later[0] if later else self.calendar.sessions_on(day)[0].start
        opened = datetime.combine(day, start, tzinfo=TIMEZONE)
        return (opened + timedelta(seconds=chance.randint(60, 1500))).astimezone(UTC)

    def after(self, at: datetime, minutes: float) -> datetime:
        """Return the moment by which so many working minutes have run; never the same moment."""
        seconds = max(round(minutes * 60), 20)
        moment = self.calendar.add_working_time(at, timedelta(seconds=seconds))
        return moment.astimezone(UTC).replace(microsecond=0)

    def minutes_between(self, since: datetime, until: datetime) -> float:
        """Return the working minutes between two moments; none when they are reversed."""
        return max(self.calendar.working_time_between(since, until).total_seconds() / 60, 0)

    def days_after(self, at: datetime, days: float, chance: Random) -> datetime:
        """Return a moment in office hours about so many working days later."""
        day = self.calendar.add_working_days(at.astimezone(TIMEZONE).date(), max(round(days), 1))
        return self.on(day, chance)

    def on(self, day: date, chance: Random) -> datetime:
        """Return a moment in the office hours of a working day."""
        start = self.calendar.start_of_day(day)
        length = self.calendar.working_time_between(start, self.calendar.end_of_day(day))
        seconds = round(length.total_seconds() * (0.02 + chance.random() * 0.9))
        return self.calendar.add_working_time(start, timedelta(seconds=seconds)).astimezone(UTC)

    def end_of(self, day: date) -> datetime:
        """Return when the office closes on a working day."""
        return self.calendar.end_of_day(day).astimezone(UTC)
