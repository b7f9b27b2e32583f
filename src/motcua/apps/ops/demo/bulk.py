"""Hundreds of thousands of dossiers for measuring: some thousand histories, each told many times.

The histories are made in memory by the same rules as always; copies go into the tables as text. What
`motcua audit verify` proves of a dossier holds for each of them.
"""

import gc
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import ClassVar, Self, TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from motcua.apps.documents import operations as documents
from motcua.apps.dossiers import lawbook, parallel, store
from motcua.apps.dossiers.batch import Batch, BatchOvertaken
from motcua.apps.dossiers.operations import new_id
from motcua.apps.dossiers.projection import DOSSIER_COLUMNS, INTERVAL_COLUMNS, ITEM_COLUMNS
from motcua.apps.ops.demo import indexes, plans
from motcua.apps.ops.demo.arrivals import Filing
from motcua.apps.ops.demo.chances import dice
from motcua.apps.ops.demo.generate import Planned, Scene, prepare_scene, run
from motcua.apps.ops.demo.lodging import Lodgings
from motcua.apps.ops.demo.people import Home
from motcua.apps.ops.demo.templates import (
    GapNumbers,
    Person,
    Template,
    blank_party,
    compile_template,
    people_of,
)
from motcua.domain.calendar import TIMEZONE, Calendar
from motcua.domain.dossier.values import Party

COPIES = 40
FEWEST, MOST = 400, 16_000
"""How many histories are made: one for so many copies, within bounds."""
CHUNK = 2_000
MANY = 20_000
"""From so many dossiers on, indexes are made anew rather than kept up."""
PEOPLE_PER_COPY = 0.3
SEED = "bulk"
COPY_INTO = {
    "dossier": ("dossiers_dossier", (*DOSSIER_COLUMNS, "head", "search")),
    "events": ("dossiers_dossierevent", store.EVENT_COLUMNS),
    "items": ("dossiers_workitem", ITEM_COLUMNS),
    "intervals": ("dossiers_statusinterval", INTERVAL_COLUMNS),
}


def generate(
    count: int,
    *,
    seed: str = SEED,
    until: datetime | None = None,
    folder: Path | None = None,
    processes: int | None = None,
    progress: Callable[[int], None] = lambda done: None,
) -> int:
    """Add so many dossiers and return how many. Nobody should work in the database meanwhile.

    Raises BatchOvertaken when somebody does and takes a number.
    """
    end = (until or timezone.now()).replace(microsecond=0)  # noqa: TID251  # Called by commands only.
    histories = min(max(count // COPIES, FEWEST), MOST, count)
    with lawbook.held():
        scene = prepare_scene(folder or settings.MOTCUA_PROVINCE, until=end, seed=seed, count=count)
        areas = _by_area(scene, histories)
        work = _Work.begin(scene, areas, _shares(areas, count))
        with indexes.set_aside() if count >= MANY else nullcontext():
            done = 0
            todo = sorted(areas, key=lambda area: (-len(areas[area]), area))
            jobs = processes or parallel.all_processors()
            for made in parallel.in_order(work, todo, jobs=min(jobs, len(todo)), inherit=True):
                done += made
                progress(done)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(indexes.TABLES)}")
    return done


def _by_area(scene: Scene, histories: int) -> dict[str, list[Planned]]:
    areas: dict[str, list[Planned]] = defaultdict(list)
    for filing in scene.arrivals.between(scene.since, scene.until, histories):
        plan = plans.draw(dice(scene.seed, "plan", filing.number), scene.world.habits, filing)
        areas[filing.area].append((filing, plan))
    return dict(areas)


def _shares(areas: Mapping[str, Sequence[Planned]], count: int) -> dict[str, int]:
    """Return how many dossiers each area gets, by its histories; together exactly the count."""
    total = sum(map(len, areas.values()))
    shares: dict[str, int] = {}
    given = seen = 0
    for area in sorted(areas):
        seen += len(areas[area])
        shares[area] = count * seen // total - given
        given += shares[area]
    return shares


@dataclass(frozen=True, slots=True)
class BlankLodgings(Lodgings):
    """Lodgings whose applicants are gaps; `homes` remembers the commune of each filing."""

    homes: dict[int, Home] = field(default_factory=dict)

    def applicant(self, filing: Filing, home: Home, chance: Random) -> Party:
        """Return a gap of the kind of whoever would file."""
        party = Lodgings.applicant(self, filing, home, chance)
        self.homes[filing.number] = home
        return blank_party(party.kind)


@dataclass(frozen=True, slots=True)
class _Work:
    """The work on an area; children of a fork find the scene where `begin` left it."""

    scenes: ClassVar[dict[str, tuple[Scene, Mapping[str, Sequence[Planned]], Mapping[str, int]]]] = {}
    seed: str

    @classmethod
    def begin(cls, scene: Scene, areas: Mapping[str, Sequence[Planned]], shares: Mapping[str, int]) -> Self:
        cls.scenes[scene.seed] = scene, areas, shares
        return cls(scene.seed)

    def __call__(self, area: str) -> int:
        """Make the histories of an area, copy each of them many times and return how many dossiers there are."""
        scene, areas, shares = self.scenes[self.seed]
        gc.disable()
        try:
            with lawbook.held():
                templates = make_templates(scene, areas[area])
            copies = list(Copies(scene, templates, shares[area], area).plan())
            _write(copies, scene, area)
        finally:
            gc.enable()
        return len(copies)


def make_templates(scene: Scene, area: Sequence[Planned]) -> list[Template]:
    """Return the histories of an area as templates."""
    numbers = GapNumbers()
    batch = Batch(numbers)
    lodgings = BlankLodgings(scene.world, scene.lodgings.crowd, scene.lodgings.scans, scene.lodgings.regulars)
    told = run(scene, area, batch, lodgings)
    return [
        compile_template(
            batch.kept[dossier_id],
            home=lodgings.homes[number].key,
            identifier=lawbook.agency(filing.receiving.id).identifier,
            numbers=numbers,
        )
        for dossier_id, number, filing in told
    ]


Key = TypeVar("Key", tuple[int, date], tuple[int, str, int])
Takers = dict[Key, list[tuple[datetime, int, int]]]
"""Who takes numbers of a sequence: at which moment, which copy, for which gap."""


@dataclass(slots=True)
class Telling:
    """One copy about to be made."""

    template: Template
    weeks: int
    person: Person
    dossier_id: str
    numbers: dict[int, int] = field(default_factory=dict)


class Copies:
    """Plans the copies of an area: where in time, for whom, with which numbers."""

    def __init__(self, scene: Scene, templates: Sequence[Template], count: int, area: str) -> None:
        self._scene = scene
        self._templates = templates
        self._count = count
        self._chance = dice(scene.seed, "copies", area)
        self._people = self._people_by_home()

    def plan(self) -> Iterator[Telling]:
        """Yield the copies in the order of their filing, with their numbers taken."""
        tellings = sorted(self._drawn(), key=lambda telling: telling.dossier_id)
        _take_numbers(tellings)
        yield from tellings

    def _drawn(self) -> Iterator[Telling]:
        chance = self._chance
        same_weeks = SameWeeks(self._scene)
        weeks_of = [same_weeks.of(template) for template in self._templates]
        for place in range(self._count):
            template = self._templates[place % len(self._templates)]
            weeks = chance.choice(weeks_of[place % len(self._templates)])
            persons, organizations = self._people[template.home]
            person = chance.choice(organizations if template.organization else persons)
            lodged_at = template.lodged_at + timedelta(weeks=weeks)
            yield Telling(template, weeks, person, str(new_id(lodged_at, chance=chance.getrandbits)))

    def _people_by_home(self) -> dict[str, tuple[list[Person], list[Person]]]:
        world = self._scene.world
        on = self._scene.until.astimezone(TIMEZONE).date()
        homes: dict[str, int] = defaultdict(int)
        for template in self._templates:
            homes[template.home] += 1
        each = self._count / max(len(self._templates), 1) * PEOPLE_PER_COPY
        return {
            key: people_of(
                self._scene.lodgings.crowd,
                world.home_of(world.bodies[key]),
                10 + round(n * each),
                on,
                self._chance,
            )
            for key, n in sorted(homes.items())
        }


class SameWeeks:
    """Finds the weeks to which a history may be moved without any day changing its nature."""

    def __init__(self, scene: Scene) -> None:
        calendar: Calendar = scene.hours.calendar
        last = scene.until.astimezone(TIMEZONE).date()
        self._since = scene.since
        self._last = last - timedelta(days=1)
        days = range(self._since.toordinal(), self._last.toordinal() + 400)
        kinds = (calendar.day_kind(date.fromordinal(day)) for day in days)
        self._nature = "".join("1" if kind.works else "0" for kind in kinds)
        self._turns = scene.world.turns

    def of(self, template: Template) -> Sequence[int]:
        """Return by how many weeks a history may be moved; what is still under way stays where it is."""
        if not template.finished or template.first < self._since:
            return (0,)
        earliest = -((template.first - self._since).days // 7)
        latest = (self._last - template.last).days // 7
        return [weeks for weeks in range(earliest, latest + 1) if self._same(template, weeks)] or (0,)

    def _same(self, template: Template, weeks: int) -> bool:
        move = timedelta(weeks=weeks)
        first, length = (template.first - self._since).days, (template.last - template.first).days + 1
        here = self._nature[first : first + length]
        there = self._nature[first + 7 * weeks : first + 7 * weeks + length]
        turn = bisect_right(self._turns, template.first)
        return (
            here == there
            and bisect_right(self._turns, template.first + move) == turn
            and bisect_right(self._turns, template.last + move) == bisect_right(self._turns, template.last)
        )


def _take_numbers(tellings: Sequence[Telling]) -> None:
    """Give every copy its numbers, in the order of the moments at which they are taken. Raises BatchOvertaken."""
    codes: Takers[tuple[int, date]] = defaultdict(list)
    numbers: Takers[tuple[int, str, int]] = defaultdict(list)
    for place, telling in enumerate(tellings):
        template, move = telling.template, timedelta(weeks=telling.weeks)
        if template.accepted_on is not None and template.code_slot is not None:
            day = template.accepted_on + move
            codes[template.receiving_agency, day].append(
                (template.lodged_at + move, place, template.code_slot)
            )
        for taken in template.taken:
            at = taken.at + move
            numbers[taken.agency_id, taken.kind, at.astimezone(TIMEZONE).year].append((at, place, taken.slot))
    code_spans = _number(tellings, codes, store.last_code_numbers)
    spans = _number(tellings, numbers, documents.last_numbers)
    with transaction.atomic():
        if store.put_code_numbers(code_spans) != len(code_spans) or documents.put_numbers(spans) != len(
            spans
        ):
            raise BatchOvertaken


def _number(
    tellings: Sequence[Telling], takers: "Takers[Key]", read: Callable[[int], Mapping[Key, int]]
) -> dict[Key, tuple[int, int]]:
    """Fill in the numbers of all sequences of a kind; return each with its last number before and after."""
    last: dict[Key, int] = {}
    for agency in sorted({key[0] for key in takers}):
        last.update(read(agency))
    spans = {}
    for key, taking in takers.items():
        before = last.get(key, 0)
        for number, (_, place, slot) in enumerate(sorted(taking), start=before + 1):
            tellings[place].numbers[slot] = number
        spans[key] = before, before + len(taking)
    return spans


def _write(tellings: Sequence[Telling], scene: Scene, area: str) -> None:
    chance = dice(scene.seed, "pins", area)
    for first in range(0, len(tellings), CHUNK):
        chunk = tellings[first : first + CHUNK]
        filled = [
            telling.template.fill(
                dossier_id=telling.dossier_id,
                person=telling.person,
                weeks=telling.weeks,
                pin=f"{chance.randrange(10**6):06d}",
                numbers=telling.numbers,
            )
            for telling in chunk
        ]
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL synchronous_commit = off")
            for part, (table, columns) in COPY_INTO.items():
                _copy(table, columns, (getattr(one, part) for one in filled))


def _copy(table: str, columns: Sequence[str], texts: Iterable[str]) -> None:
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write("".join(texts))
