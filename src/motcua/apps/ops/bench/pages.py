"""Reading: the citizens' lookup, and the officers' work list, dossier page and search."""

import itertools
from collections.abc import Iterator, Mapping
from typing import Final

from motcua.apps.ops.bench import wire
from motcua.apps.ops.bench.crowd import DOSSIER, LOOKUP, SEARCH, WORK_LIST, Crowd
from motcua.apps.ops.bench.figures import Figure, at_least, at_most
from motcua.apps.ops.bench.wire import Tally

LINES: Final = 8
RATE: Final = 235
MOST_MILLISECONDS: Final = 50
MOST_GROWTH: Final = 1.3
LEAST_OF_BARE: Final = 0.6
WARM_SECONDS: Final = 3.0
PAGES: Final = (LOOKUP, WORK_LIST, DOSSIER, SEARCH)


class AnswersWrong(Exception):
    """Pages were refused or failed while they were measured: the times would mean nothing."""


def bare(port: int, codes: list[str], seconds: float) -> float:
    """Return the requests a second that the yardstick answers."""
    asks = itertools.cycle([wire.get("bare", f"/{code}") for code in codes])
    return _steady(port, asks, seconds).rate


def lookup(port: int, crowd: Crowd, seconds: float) -> float:
    """Return the requests a second that the public lookup answers."""
    return _steady(port, itertools.cycle(crowd.asks[LOOKUP]), seconds).rate


def figures_of_lookup(bare_rate: float, lookup_rate: float) -> list[Figure]:
    """Compare the public lookup with the yardstick."""
    return [
        at_least(
            "public lookup, share of the requests/s of a bare view",
            LEAST_OF_BARE,
            lookup_rate / bare_rate,
            yardstick=f"{lookup_rate:,.0f}/s beside {bare_rate:,.0f}/s of one SELECT and a small template",
        )
    ]


def loaded(port: int, crowd: Crowd, seconds: float) -> Tally:
    """Send the mix of a working day at the national rate."""
    wire.send_all(port, iter(crowd.mixed(500)), lines=LINES, seconds=WARM_SECONDS)
    asks = iter(crowd.mixed(int(RATE * seconds)))
    return _sound(wire.send_all(port, asks, lines=4 * LINES, seconds=seconds, rate=RATE))


def most(port: int, crowd: Crowd, seconds: float) -> float:
    """Return the requests a second of the mix that the machine reaches at all."""
    return _steady(port, itertools.cycle(crowd.mixed(2_000)), seconds).rate


def figures_of_load(tally: Tally, reached: float, dossiers: int) -> list[Figure]:
    """Judge each page at the national rate; the yardstick is what the machine reaches at most."""
    yardstick = (
        f"{dossiers:,} dossiers, mixed {RATE}/s sent, {tally.rate:,.0f}/s answered; at most {reached:,.0f}/s"
    )
    return [
        at_most(
            f"{page}, p95 at {RATE}/s",
            MOST_MILLISECONDS,
            tally.milliseconds(0.95, page),
            unit="ms",
            yardstick=yardstick,
        )
        for page in PAGES
    ]


def alone(port: int, crowd: Crowd, seconds: float) -> Mapping[str, Tally]:
    """Return each page asked for by one browser at a time."""
    tallies = {}
    for page in PAGES:
        asks = itertools.cycle(crowd.asks[page])
        wire.send_all(port, asks, lines=2, seconds=WARM_SECONDS)
        tallies[page] = _sound(wire.send_all(port, asks, lines=1, seconds=seconds))
    return tallies


def figures_of_growth(small: Mapping[str, Tally], large: Mapping[str, Tally], sizes: str) -> list[Figure]:
    """Compare the pages of a small and a large province."""
    return [
        at_most(
            f"{page}, growth of p95",
            MOST_GROWTH,
            large[page].milliseconds(0.95) / small[page].milliseconds(0.95),
            unit="×",
            yardstick=f"{small[page].milliseconds(0.95):.1f} → {large[page].milliseconds(0.95):.1f} ms, "
            f"one at a time, {sizes}",
        )
        for page in PAGES
    ]


def _steady(port: int, asks: Iterator[wire.Ask], seconds: float) -> Tally:
    wire.send_all(port, asks, lines=LINES, seconds=WARM_SECONDS)
    return _sound(wire.send_all(port, asks, lines=LINES, seconds=seconds))


def _sound(tally: Tally) -> Tally:
    if tally.failures or not tally.answered:
        raise AnswersWrong(dict(tally.failures) or "no answer at all")
    return tally
