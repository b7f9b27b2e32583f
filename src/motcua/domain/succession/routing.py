"""Who takes over one dossier, one tray, one post."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from motcua.domain.succession.plan import Plan, Succession
from motcua.domain.succession.structure import Address, Structure, after


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """What decides between several successors: the communes of a dossier and the units where it lies."""

    communes: frozenset[str] = frozenset()
    units: frozenset[Address] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one successor gets of an agency; `units` says which unit takes over from which, by code."""

    successor: str
    communes: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One unit of an agency that goes on, and the unit that takes over from it."""

    left: Address
    heir: Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Routes:
    """All ways of a plan: `shares` of the agencies that end, `units` that leave agencies by themselves."""

    shares: Mapping[str, tuple[Share, ...]] = field(default_factory=dict)
    units: tuple[Route, ...] = ()

    def agency(self, key: str, bearing: Bearing) -> str:
        """Return who has an agency's affairs afterwards; itself when it goes on."""
        shares = self.shares.get(key)
        return _share(key, shares, bearing).successor if shares else key

    def unit(self, address: Address, bearing: Bearing) -> Address:
        """Return which unit has a unit's work afterwards; itself when nothing happens to it."""
        for route in self.units:
            if route.left == address:
                return route.heir
        shares = self._shares_of(address)
        if not shares:
            return address
        share = _share(address.agency, shares, bearing)
        return Address(share.successor, share.units[address.unit])

    def heirs(self, address: Address) -> tuple[Address, ...]:
        """Return every unit that may have a unit's work afterwards; none when nothing happens to it."""
        moved = tuple(route.heir for route in self.units if route.left == address)
        return moved or tuple(
            Address(share.successor, share.units[address.unit]) for share in self._shares_of(address)
        )

    def _shares_of(self, address: Address) -> tuple[Share, ...]:
        """Return the shares that may get a unit: the one that names it, else all that have a unit for it."""
        shares = self.shares.get(address.agency, ())
        named = tuple(share for share in shares if address.unit in share.only)
        return named or tuple(share for share in shares if address.unit in share.units)


def _share(key: str, shares: tuple[Share, ...], bearing: Bearing) -> Share:
    """Communes decide before units; the successor that names neither gets the rest."""
    for share in shares:
        if bearing.communes.intersection(share.communes):
            return share
    held = {address.unit for address in bearing.units if address.agency == key}
    for share in shares:
        if held.intersection(share.only):
            return share
    return rest_of(shares)


def rest_of(shares: tuple[Share, ...]) -> Share:
    """Return who gets what no rule names: the first that names nothing, else the first."""
    return next((share for share in shares if not share.communes and not share.only), shares[0])


def routes_of(structure: Structure, plan: Plan) -> Routes:
    """Return the ways of a plan without flaws."""
    ending = plan.ending()
    units = {
        Address(move.agency, move.code): Address(move.to_agency, move.target_code) for move in plan.unit_moves
    }
    units |= {
        Address(closing.agency, closing.code): Address(closing.agency, closing.into)
        for closing in plan.closings
    }
    bodies = after(structure, plan)
    shares = {
        key: tuple(
            Share(
                successor=succession.successor,
                communes=communes_of(plan, succession) if len(successions) > 1 else (),
                only=succession.only,
                units=_units(structure[key].units, succession, bodies[succession.successor].units),
            )
            for succession in successions
        )
        for key, successions in ending.items()
    }
    return Routes(shares=shares, units=tuple(Route(left=left, heir=heir) for left, heir in units.items()))


def communes_of(plan: Plan, succession: Succession) -> tuple[str, ...]:
    """Return the communes whose dossiers a successor gets in a split.

    Those that are named; for one that names nothing and takes over communes by the same plan, these.
    """
    if succession.communes or succession.only:
        return succession.communes
    taken = {
        key
        for other in plan.successions
        if other.successor == succession.successor and other.predecessors != succession.predecessors
        for key in other.predecessors
    }
    return tuple(sorted({*taken, succession.successor})) if taken else ()


def _units(old: Iterable[str], succession: Succession, new: Mapping[str, str]) -> dict[str, str]:
    named = {code: succession.units.get(code, code) for code in old}
    return {code: heir for code, heir in named.items() if heir in new}
