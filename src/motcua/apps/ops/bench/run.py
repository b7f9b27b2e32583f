"""All measurements in their order."""

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from motcua.apps.dossiers.models import Dossier
from motcua.apps.ops.bench import acts, cast, crowd, engines, pages, provinces, server, start, trips, twin
from motcua.apps.ops.bench.figures import Figure
from motcua.apps.ops.bench.wire import Tally

SMALL: Final = 10_000
SPARE: Final = 1.6
"""So many times what is expected to be used up is prepared."""


class Part(StrEnum):
    """What can be measured by itself."""

    RULES = "rules"
    ENGINES = "engines"
    ACTS = "acts"
    PAGES = "pages"
    TRIPS = "trips"
    START = "start"


ON_PROVINCES: Final = frozenset({Part.ENGINES, Part.ACTS, Part.PAGES, Part.TRIPS})
"""What is measured on dossiers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to measure, on how many dossiers, for how long, and where to leave logs and scripts."""

    parts: Collection[Part]
    dossiers: int
    seconds: int
    url: Callable[[str], str]
    folder: Path
    at: datetime
    step: Callable[[str], AbstractContextManager[Callable[[str], None]]]


def measure(plan: Plan) -> dict[Part, list[Figure]]:
    """Return the figures of each part that the plan names."""
    measured: dict[Part, list[Figure]] = {}
    if Part.RULES in plan.parts:
        with plan.step("Rules"):
            measured[Part.RULES] = [engines.soundness(), engines.due_dates()]
    if Part.START in plan.parts:
        with plan.step("A demo province from nothing") as say:
            measured[Part.START] = [start.figure(plan.url, logs=plan.folder / "log", at=plan.at, say=say)]
    if ON_PROVINCES & set(plan.parts):
        with plan.step("Provinces") as say:
            small = provinces.with_dossiers(SMALL, at=plan.at, say=say)
            large = _large(plan, say)
        for part, figures in _on(plan, small, large):
            measured.setdefault(part, []).extend(figures)
    return measured


def _large(plan: Plan, say: provinces.Say) -> str:
    wanted = {Part.PAGES, Part.TRIPS} & set(plan.parts)
    return provinces.with_dossiers(plan.dossiers, at=plan.at, say=say) if wanted else ""


def _on(plan: Plan, small: str, large: str) -> Iterator[tuple[Part, list[Figure]]]:
    if {Part.ENGINES, Part.ACTS, Part.TRIPS} & set(plan.parts):
        with provinces.scratch_copy(small) as scratch, provinces.connected_to(scratch):
            if Part.ENGINES in plan.parts:
                yield Part.ENGINES, list(_engines(plan))
            if Part.TRIPS in plan.parts:
                with plan.step("Round trips of acts"):
                    yield Part.TRIPS, trips.figures_of_acts(trips.of_acts(cast.communes(plan.at), plan.at))
            if Part.ACTS in plan.parts:
                yield Part.ACTS, _acts(plan, scratch)
    if Part.TRIPS in plan.parts:
        yield Part.TRIPS, _trips(plan, small, large)
    if Part.PAGES in plan.parts:
        yield Part.PAGES, list(_pages(plan, small, large))


def _trips(plan: Plan, small: str, large: str) -> list[Figure]:
    with plan.step("Questions of pages"):
        few, many = _questions(small, plan.at), _questions(large, plan.at)
    return trips.figures_of_pages(few, many, f"{SMALL:,} → {plan.dossiers:,} dossiers")


def _questions(name: str, at: datetime) -> dict[str, int]:
    with provinces.connected_to(name):
        return trips.of_pages(crowd.gather(at))


def _engines(plan: Plan) -> Iterator[Figure]:
    with plan.step("Receipts"):
        accepted = Dossier.objects.filter(accepted_at__isnull=False).order_by("-id")
        yield engines.receipts(list(accepted.values_list("id", flat=True)[: engines.RECEIPTS]), plan.at)
    with plan.step("Rebuilding"):
        yield engines.rebuilding()
    with plan.step("Verifying"):
        yield engines.verifying()


def _acts(plan: Plan, database: str) -> list[Figure]:
    communes = cast.communes(plan.at)
    crowd.let_in()
    url = plan.url(database)
    speeds = []
    for name in acts.NAMES:
        with plan.step(f"Acts: {name}") as say:
            speeds.append(_speed(plan, name, communes, url, say))
    with plan.step(f"Acts: {acts.STEADY_RATE}/s"):
        tally = _steady(plan, communes, url)
    return acts.figures(speeds, tally)


def _speed(
    plan: Plan, name: str, communes: Sequence[cast.Commune], url: str, say: Callable[[str], None]
) -> acts.Speed:
    say("pgbench")
    pgbench = twin.transactions_per_second(
        acts.scripts(name, communes, plan.at),
        database_url=url, folder=plan.folder / "sql", clients=acts.CLIENTS, seconds=plan.seconds,
    )  # fmt: skip
    say("shell")
    # The shell reaches at most so much; what is left over does no harm.
    ready = acts.prepare(name, communes, int(pgbench * SPARE / 2 * plan.seconds), plan.at)
    shell = acts.in_process(name, ready, plan.seconds, plan.at)
    say("HTTP")
    ready = acts.prepare(name, communes, int(shell * SPARE * plan.seconds), plan.at)
    with server.serving(url, logs=plan.folder / "log") as port:
        forms = acts.Forms(port).of(name, ready)
        warm, rest = forms[: acts.WARM], forms[acts.WARM :]
        acts.over_http(port, warm, plan.seconds)
        http = acts.over_http(port, rest, plan.seconds)
    return acts.Speed(name=name, pgbench=pgbench, shell=shell, http=http)


def _steady(plan: Plan, communes: Sequence[cast.Commune], url: str) -> Tally:
    each = acts.STEADY_RATE * plan.seconds // len(acts.NAMES) + acts.WARM
    ready = {name: acts.prepare(name, communes, each, plan.at) for name in acts.NAMES}
    with server.serving(url, logs=plan.folder / "log") as port:
        forms = acts.Forms(port)
        asks = [forms.of(name, ready[name]) for name in acts.NAMES]
        mixed = [ask for several in zip(*asks, strict=True) for ask in several]
        acts.over_http(port, mixed[: acts.WARM], plan.seconds)
        return acts.steady(port, mixed[acts.WARM :], plan.seconds)


def _pages(plan: Plan, small: str, large: str) -> Iterator[Figure]:
    with plan.step("Pages of the small province"), provinces.connected_to(small):
        people = crowd.gather(plan.at)
        with server.serving(plan.url(small), logs=plan.folder / "log") as port:
            alone_small = pages.alone(port, people, plan.seconds)
    with plan.step("Pages of the large province") as say, provinces.connected_to(large):
        people, codes = crowd.gather(plan.at), crowd.codes()
        say("a bare view")
        with server.serving(plan.url(large), logs=plan.folder / "log", settings=server.BARE) as port:
            bare = pages.bare(port, codes, plan.seconds)
        say("alone")
        with server.serving(plan.url(large), logs=plan.folder / "log") as port:
            alone_large = pages.alone(port, people, plan.seconds)
            say("lookup")
            lookup = pages.lookup(port, people, plan.seconds)
            say("mixed")
            tally = pages.loaded(port, people, plan.seconds)
            reached = pages.most(port, people, plan.seconds)
    sizes = f"{SMALL:,} → {plan.dossiers:,} dossiers"
    yield from pages.figures_of_lookup(bare, lookup)
    yield from pages.figures_of_load(tally, reached, plan.dossiers)
    yield from pages.figures_of_growth(alone_small, alone_large, sizes)


def load_average() -> float:
    """Return how busy the machine was in the last minute."""
    return os.getloadavg()[0]
