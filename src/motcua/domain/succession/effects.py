"""What a plan does to the work that lies in the agencies: counted before anybody confirms it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from motcua.domain.succession.plan import Plan
from motcua.domain.succession.routing import Bearing, Routes, routes_of
from motcua.domain.succession.structure import Address, Structure


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Open dossiers that are alike: who decides, where they were received, where their trays lie; how many."""

    competent: str
    receiving: Address
    trays: tuple[Address, ...] = ()
    communes: frozenset[str] = frozenset()
    count: int = 1

    @property
    def bearing(self) -> Bearing:
        """Return what decides who takes over."""
        return Bearing(communes=self.communes | {self.receiving.agency}, units=frozenset(self.trays))


@dataclass(frozen=True, slots=True)
class Sequence:
    """A sequence of numbers of an agency and the last one given out in a year."""

    kind: str
    year: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Burden:
    """What lies in the agencies now. Posts and mandates by unit, offers of procedures by agency."""

    matters: tuple[Matter, ...] = ()
    posts: Mapping[Address, int] = field(default_factory=dict)
    mandates: Mapping[Address, int] = field(default_factory=dict)
    offers: Mapping[str, int] = field(default_factory=dict)
    sequences: Mapping[str, tuple[Sequence, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Passage:
    """So many dossiers, or open trays, pass from one place to another."""

    left: Address
    heir: Address
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What ends with an agency: its stamp and letterhead, identifier, posts, mandates, sequences; who follows."""

    agency: str
    on: date
    successors: tuple[str, ...]
    identifier: str
    posts: int
    mandates: int
    offers: int
    sequences: tuple[Sequence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """`dossiers` by competent agency (the unit is empty), `trays` by unit; `posts` and `mandates` that end."""

    dossiers: tuple[Passage, ...]
    counters: tuple[Passage, ...]
    trays: tuple[Passage, ...]
    endings: tuple[Ending, ...]
    posts: int
    mandates: int
    moved: int


def effects(structure: Structure, plan: Plan, burden: Burden) -> Effects:
    """Return what a plan without flaws does to what lies in the agencies."""
    routes = routes_of(structure, plan)
    dossiers: Counter[tuple[Address, Address]] = Counter()
    counters: Counter[tuple[Address, Address]] = Counter()
    trays: Counter[tuple[Address, Address]] = Counter()
    moved = 0
    for matter in burden.matters:
        bearing = matter.bearing
        decided = Address(routes.agency(matter.competent, bearing), "")
        touched = _pass(dossiers, Address(matter.competent, ""), decided, matter.count)
        received = routes.unit(matter.receiving, bearing)
        touched |= _pass(counters, matter.receiving, received, matter.count)
        for tray in matter.trays:
            touched |= _pass(trays, tray, routes.unit(tray, bearing), matter.count)
        moved += matter.count if touched else 0
    return Effects(
        dossiers=_passages(dossiers),
        counters=_passages(counters),
        trays=_passages(trays),
        endings=tuple(_endings(structure, plan, burden)),
        posts=_touched(burden.posts, routes),
        mandates=_touched(burden.mandates, routes),
        moved=moved,
    )


def _pass(counted: Counter[tuple[Address, Address]], left: Address, heir: Address, count: int) -> bool:
    if left == heir:
        return False
    counted[left, heir] += count
    return True


def _passages(counted: Mapping[tuple[Address, Address], int]) -> tuple[Passage, ...]:
    return tuple(Passage(left, heir, count) for (left, heir), count in sorted(counted.items()))


def _touched(held: Mapping[Address, int], routes: Routes) -> int:
    return sum(count for address, count in held.items() if routes.heirs(address))


def _endings(structure: Structure, plan: Plan, burden: Burden) -> Iterable[Ending]:
    for key, successions in sorted(plan.ending().items()):
        yield Ending(
            agency=key,
            on=plan.on,
            successors=tuple(each.successor for each in successions),
            identifier=structure[key].identifier,
            posts=sum(count for place, count in burden.posts.items() if place.agency == key),
            mandates=sum(count for place, count in burden.mandates.items() if place.agency == key),
            offers=burden.offers.get(key, 0),
            sequences=burden.sequences.get(key, ()),
        )
