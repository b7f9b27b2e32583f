"""Making up the dossiers of half a year, or of a chapter of years past: every act through the shell, by officers who hold the posts.

The province is worked on by areas that share no sequence of numbers. Within an area everything happens in the
order of time, so numbers grow with time as they do in life.
"""

import gc
import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from motcua.apps.audit.models import AuditEntry
from motcua.apps.audit.operations import record
from motcua.apps.deadlines import queries as deadlines
from motcua.apps.dossiers import lawbook, parallel
from motcua.apps.dossiers.batch import Batch, CountedNumbers
from motcua.apps.ops.demo import plans, tables
from motcua.apps.ops.demo.arrivals import Arrivals, Filing
from motcua.apps.ops.demo.chances import dice
from motcua.apps.ops.demo.handling import Office
from motcua.apps.ops.demo.histories import History
from motcua.apps.ops.demo.hours import Hours
from motcua.apps.ops.demo.lodging import Lodgings
from motcua.apps.ops.demo.people import Crowd
from motcua.apps.ops.demo.scans import keep_scans
from motcua.apps.ops.demo.tables import Chapter
from motcua.apps.ops.demo.waiting import Stock
from motcua.apps.ops.demo.world import World
from motcua.apps.organization.loading import DemoAccount, province
from motcua.domain.access import Actor
from motcua.domain.calendar import TIMEZONE

SEED = "Phố Hiến"
COUNT = 3000
PROCESSES = 2
SETTLING = timedelta(days=200)
"""How long the dossiers of a chapter go on after the last one has come in."""
GENERATOR = Actor.system("demo")
GENERATED = "demo.generated"

Planned = tuple[Filing, plans.Plan]


@dataclass(frozen=True, slots=True)
class Scene:
    """What one generation works with; made once, shared by all areas.

    Dossiers come in from `since` to `until`; histories are told up to `ends_at`. In the present one work waits for
    the ready `accounts`.
    """

    world: World
    arrivals: Arrivals
    lodgings: Lodgings
    hours: Hours
    accounts: Sequence[DemoAccount]
    since: date
    until: datetime
    ends_at: datetime
    seed: str


def prepare_scene(
    folder: Path, *, until: datetime, seed: str, count: int, chapter: Chapter | None = None
) -> Scene:
    """Read everything that histories need; `until` is when the chapter ends, if it is one of years past."""
    habits = tables.habits(folder.parent)
    _, accounts = tables.ready(folder)
    facts = province(folder)
    ends_at = until
    if chapter is not None:
        habits = replace(habits, channels=chapter.channels)
        accounts, ends_at = [], until + SETTLING
    on = until.astimezone(TIMEZONE).date()
    ready = [account.username for account in accounts]
    world = World.read(habits, on=on, ready=ready, province=f"tỉnh {facts.short_name}")
    calendar = deadlines.calendar(facts.calendar)
    since = chapter.since if chapter else max(on - timedelta(days=habits.days), facts.since)
    world.meet_everybody(datetime.combine(since, time.min, tzinfo=TIMEZONE), ends_at)
    crowd = Crowd(tables.people(folder.parent), seed)
    scans = keep_scans(world.offers, actor=GENERATOR, at=until)
    arrivals = Arrivals(world, calendar, seed=seed)
    regulars = {
        key: max(round(count * size * habits.returning["people"]), 2) for key, size in arrivals.sizes.items()
    }
    return Scene(
        world=world,
        arrivals=arrivals,
        lodgings=Lodgings(world, crowd, scans, regulars),
        hours=Hours(calendar),
        accounts=accounts,
        since=since,
        until=until,
        ends_at=ends_at,
        seed=seed,
    )


def generate_dossiers(
    count: int = COUNT,
    *,
    seed: str = SEED,
    until: datetime,
    folder: Path | None = None,
    processes: int = PROCESSES,
    chapter: Chapter | None = None,
    progress: Callable[[int], None] = lambda done: None,
) -> int:
    """Add about so many dossiers of the last half year, or of a chapter, and return how many were added.

    The same seed and moment give the same dossiers in a province just loaded. What was cut short goes on when
    it is called again: an area that has its dossiers of a seed gets no more of them.
    """
    with lawbook.held():
        scene = prepare_scene(
            folder or settings.MOTCUA_PROVINCE, until=until, seed=seed, count=count, chapter=chapter
        )
        areas = _by_area(planned(scene, count))
        there = _areas_there(seed)
        todo = sorted(areas.keys() - there, key=lambda area: (-len(areas[area]), area))
        work = _Work.begin(scene, areas)
        done = 0
        for made in parallel.in_order(work, todo, jobs=min(processes, max(len(todo), 1)), inherit=True):
            done += made
            progress(done)
    return done


def _areas_there(seed: str) -> set[str]:
    made = AuditEntry.objects.filter(action=GENERATED, payload__seed=seed)
    return set(made.values_list("object_id", flat=True))


def generate_chapters(
    folder: Path, *, seed: str = SEED, before: datetime, progress: Callable[[int], None] = lambda done: None
) -> int:
    """Add the dossiers of years past that a province tells of and return how many were added.

    A chapter that could not settle before a moment is left out.
    """
    added = 0
    for chapter in tables.chapters(folder):
        until = datetime.combine(chapter.until, time(17), tzinfo=TIMEZONE).astimezone(UTC)
        if until + SETTLING > before:
            continue
        done = added

        def tell(more: int, done: int = done) -> None:
            progress(done + more)

        added += generate_dossiers(
            chapter.dossiers,
            seed=f"{seed}, {chapter.since:%Y}",
            until=until,
            folder=folder,
            chapter=chapter,
            progress=tell,
        )
    return added


def planned(scene: Scene, count: int) -> Iterator[Planned]:
    """Yield every filing with what shall become of it: those that wait at the end, then all the others."""
    habits = scene.world.habits
    stock = Stock(scene.world, scene.arrivals, scene.hours, until=scene.until, seed=scene.seed)
    held = list(stock.of(scene.accounts))
    others = scene.arrivals.between(scene.since, scene.until, max(count - len(held), 0))
    yield from held
    for filing in others:
        yield filing, plans.draw(dice(scene.seed, "plan", filing.number), habits, filing)


def _by_area(all_planned: Iterable[Planned]) -> dict[str, Sequence[Planned]]:
    areas: dict[str, list[Planned]] = defaultdict(list)
    for filing, plan in all_planned:
        areas[filing.area].append((filing, plan))
    return dict(areas)


@dataclass(frozen=True, slots=True)
class _Work:
    """The work on an area: all its histories in one transaction.

    Children of a fork find scene and plans where `begin` left them, instead of being sent them.
    """

    scenes: ClassVar[dict[str, tuple[Scene, Mapping[str, Sequence[Planned]]]]] = {}
    seed: str

    @classmethod
    def begin(cls, scene: Scene, areas: Mapping[str, Sequence[Planned]]) -> Self:
        """Return the work on the areas of a scene."""
        cls.scenes[scene.seed] = scene, areas
        return cls(scene.seed)

    def __call__(self, area: str) -> int:
        """Make up the dossiers of an area and return how many there are."""
        scene, areas = self.scenes[self.seed]
        with _no_garbage(), transaction.atomic(), lawbook.held():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL synchronous_commit = off")
            batch = Batch(CountedNumbers(dice(self.seed, "pins", area)))
            run(scene, areas[area], batch)
            made = batch.write()
            facts = {"seed": self.seed, "dossiers": made}
            record(
                action=GENERATED,
                object_type="area",
                object_id=area,
                payload=facts,
                actor=GENERATOR,
                at=scene.until,
            )
            return made


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Spare the collector a heap that only grows."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def run(
    scene: Scene, area: Iterable[Planned], batch: Batch, lodgings: Lodgings | None = None
) -> list[tuple[UUID, int, Filing]]:
    """Let the histories of an area happen in the order of time, until the scene ends.

    Return the dossiers that came of it, with their filings.
    """
    office = Office(scene.world, scene.world.habits, lodgings or scene.lodgings, scene.hours, batch)
    histories = [
        History(office, filing, plan, dice(scene.seed, "history", filing.number)) for filing, plan in area
    ]
    queue: list[tuple[datetime, int, Iterator[datetime]]] = []
    for number, history in enumerate(histories):
        _queue(queue, history.run(), number, scene.ends_at)
    while queue:
        _, number, moments = heapq.heappop(queue)
        _queue(queue, moments, number, scene.ends_at)
    return [(h.lodge.id, h.filing.number, h.filing) for h in histories if h.begun]


def _queue(
    queue: list[tuple[datetime, int, Iterator[datetime]]],
    moments: Iterator[datetime],
    number: int,
    until: datetime,
) -> None:
    moment = next(moments, None)
    if moment is not None and moment <= until:
        heapq.heappush(queue, (moment, number, moments))
