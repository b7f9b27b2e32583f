"""What comes in, when, where and how: by weight of procedures, size of communes, hours and weekdays."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from math import exp
from random import Random

from motcua.apps.ops.demo.chances import Weighted, dice, happens
from motcua.apps.ops.demo.tables import Habits
from motcua.apps.ops.demo.world import Body, Offered, World
from motcua.apps.organization.models import Agency
from motcua.domain.calendar import TIMEZONE, Calendar
from motcua.domain.catalog import ReceivingRule
from motcua.domain.dossier.values import Channel

PROVINCE = "province"
CENTER = "ttpvhcc"
ONE_DAY = timedelta(days=1)
ELSEWHERE_PER_THOUSAND = 30
"""How many file at the counter of another commune than the one that decides (R-A15)."""
AT_CENTER_PER_THOUSAND = 600
"""How many of a department's dossiers come by way of the provincial centre, not its own desk."""
AT_BRANCH_PER_THOUSAND = 300
"""How many of a land registry branch's or a district's dossiers come to its own desk, where a commune may take them."""
OF_COMMUNES = frozenset({Agency.Kind.LAND_BRANCH, Agency.Kind.DISTRICT_COMMITTEE})
"""Agencies that serve several communes."""
DAY_OFF_WEIGHT = 4
"""Online filings on a day off, where an ordinary working day has 100."""


@dataclass(frozen=True, slots=True)
class Filing:
    """One dossier about to come in. `case` is left to chance when it is None."""

    number: int
    offered: Offered
    receiving: Body
    receiving_unit: int
    channel: Channel
    assisted: bool
    at: datetime
    case: str | None = None

    @property
    def area(self) -> str:
        """Return the part of the province whose numbers the dossier takes; see `area_of`."""
        return area_of(self.receiving, self.offered.competent)


def area_of(*bodies: Body) -> str:
    """Return the key of the land registry branch whose communes take part, or the province.

    Dossiers of different areas share no sequence of numbers, so that areas can be worked on side by side.
    """
    return next((body.area for body in bodies if body.area), PROVINCE)


class Arrivals:
    """Draws filings for a span of time."""

    def __init__(self, world: World, calendar: Calendar, *, seed: str) -> None:
        self._world = world
        self._habits: Habits = world.habits
        self._calendar = calendar
        self._seed = seed
        self.sizes = self._commune_sizes()
        self._weighted = Weighted.of({offered: self._weight(offered) for offered in world.offers})

    def between(self, since: date, until: datetime, count: int) -> Iterator[Filing]:
        """Return so many filings of the days from `since` on, in the order of their moments."""
        days = self._days(since, until)
        chance = dice(self._seed, "arrivals")
        drawn = sorted(
            (self._filing(chance, days, until) for _ in range(count)), key=lambda filing: filing.at
        )
        for number, filing in enumerate(drawn, start=1):
            yield replace(filing, number=number)

    def _commune_sizes(self) -> Mapping[str, float]:
        """Return the share of each commune; sizes spread like those of real ones."""
        spread = self._habits.sizes_spread / 100
        sizes = {
            body.key: exp(dice("size", body.key).gauss(0, spread)) * self._habits.favored.get(body.key, 1)
            for body in self._world.communes()
        }
        total = sum(sizes.values())
        return {key: size / total for key, size in sizes.items()}

    def _weight(self, offered: Offered) -> float:
        competent, weight = offered.competent, float(offered.definition.weight)
        if competent.kind in OF_COMMUNES:
            return weight * sum(self.sizes[key] for key in self._world.serves[competent.key])
        if competent.commune:
            return weight * self.sizes[competent.commune]
        sharing = len(offered.definition.offer.agencies) or len(
            [other for other in self._world.bodies.values() if other.kind in offered.definition.offer.kinds]
        )
        return weight / max(sharing, 1) * self._habits.favored.get(competent.key, 1)

    def _days(self, since: date, until: datetime) -> Weighted[date]:
        last = until.astimezone(TIMEZONE).date()
        days = [since + n * ONE_DAY for n in range((last - since).days + 1)]
        return Weighted.of({day: self._busy(day) for day in days})

    def _busy(self, day: date) -> float:
        if not self._calendar.is_working_day(day):
            return DAY_OFF_WEIGHT
        weekday = self._habits.weekdays[day.weekday()] if day.weekday() < 5 else 30
        return weekday * self._habits.months[day.month] / 100

    def _filing(self, chance: Random, days: Weighted[date], until: datetime) -> Filing:
        while True:
            offered = self._weighted.draw(chance)
            channel, assisted = self.channel(chance, offered)
            receiving = self.receiving(chance, offered, channel)
            unit = self._world.receiving_unit(offered, receiving)
            if unit is None:
                continue
            at = None
            while at is None or at > until:
                at = self._moment(chance, days.draw(chance), channel, assisted=assisted)
            return Filing(0, offered, receiving, unit, channel, assisted, at)

    def channel(self, chance: Random, offered: Offered) -> tuple[Channel, bool]:
        """Return by which way a dossier comes, and whether the counter types it for the applicant."""
        allowed = {channel.value for channel in offered.definition.channels}
        if offered.definition.field.key in self._habits.counter_only:
            return Channel.COUNTER, False
        channel = self._habits.channels.draw(chance)
        if channel.value not in allowed:
            return Channel.COUNTER, False
        return channel, channel == Channel.ONLINE and happens(chance, self._habits.assisted)

    def receiving(self, chance: Random, offered: Offered, channel: Channel) -> Body:
        """Return the agency at whose counter a dossier comes in."""
        competent = offered.competent
        if offered.receiver:
            return self._world.bodies[offered.receiver]
        if competent.kind in OF_COMMUNES:
            near = ReceivingRule.ANY_COMMUNE.value in offered.received_at
            return self._near(chance, competent) if near else competent
        if competent.kind == Agency.Kind.COMMUNE_COMMITTEE:
            anywhere = ReceivingRule.ANY_COMMUNE.value in offered.received_at and channel != Channel.ONLINE
            away = anywhere and happens(chance, ELSEWHERE_PER_THOUSAND)
            return chance.choice(self._neighbours(competent)) if away else competent
        center = self._world.bodies.get(CENTER)
        at_center = ReceivingRule.PROVINCIAL_CENTER.value in offered.received_at
        return center if center and at_center and happens(chance, AT_CENTER_PER_THOUSAND) else competent

    def _near(self, chance: Random, serving: Body) -> Body:
        """Return an agency itself, or one of the communes it serves."""
        if happens(chance, AT_BRANCH_PER_THOUSAND):
            return serving
        served = self._world.serves[serving.key]
        return self._world.bodies[chance.choices(served, [self.sizes[key] for key in served])[0]]

    def _neighbours(self, commune: Body) -> Sequence[Body]:
        return [body for body in self._world.communes() if body.area == commune.area]

    def _moment(self, chance: Random, day: date, channel: Channel, *, assisted: bool) -> datetime | None:
        """Return a moment of a day; None when nothing comes by this way on such a day."""
        if channel != Channel.ONLINE or assisted:
            return self._at_the_counter(chance, day)
        when = self._habits.online_times.draw(chance)
        working = self._calendar.is_working_day(day)
        if when == "office":
            return self._local(chance, day, 8 * 60, 17 * 60) if working else None
        if when == "evening":
            return self._local(chance, day, 17 * 60 + 1, 23 * 60)
        if working:
            return self._local(chance, day, 5 * 60, 7 * 60 + 29) if chance.random() < 0.4 else None
        return self._local(chance, day, 7 * 60, 22 * 60)

    def _at_the_counter(self, chance: Random, day: date) -> datetime | None:
        if not self._calendar.is_working_day(day):
            return None
        start = time.fromisoformat(self._habits.counter_hours.draw(chance))
        minute = start.hour * 60 + start.minute
        return self._local(chance, day, minute, minute + 29)

    def _local(self, chance: Random, day: date, first: int, last: int) -> datetime:
        at = datetime.combine(day, time.min, tzinfo=TIMEZONE)
        return (at + timedelta(minutes=chance.randint(first, last), seconds=chance.randrange(60))).astimezone(
            UTC
        )
