"""What is to change on one day by one decision. Agencies go by their keys, units by their codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """An agency that begins. `units` are its units by code; `like` names an agency whose units it has as well."""

    key: str
    kind: str
    level: str
    parent: str
    name: str
    short_name: str
    identifier: str = ""
    abbreviation: str = ""
    administrative_code: str = ""
    legacy_identifier: str = ""
    units: Mapping[str, str] = field(default_factory=dict)
    like: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renaming:
    """An agency goes by another name; it stays the same agency."""

    key: str
    name: str
    short_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An agency comes under another one."""

    key: str
    parent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """Agencies end and another takes over; it may be one of them, which then goes on.

    `units` says which unit takes over from which where the codes differ. An agency with several successors is
    split: each gets the units in `only` and the dossiers of the communes in `communes`, the one that names
    neither gets the rest.
    """

    predecessors: tuple[str, ...]
    successor: str
    units: Mapping[str, str] = field(default_factory=dict)
    communes: tuple[str, ...] = ()
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUnit:
    """An agency gets one more unit."""

    agency: str
    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRenaming:
    """A unit goes by another name."""

    agency: str
    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMove:
    """A unit comes to another agency, under its code there or the same one; there it may exist already."""

    agency: str
    code: str
    to_agency: str
    to_code: str = ""

    @property
    def target_code(self) -> str:
        """Return the code of the unit in the agency to which it comes."""
        return self.to_code or self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """A unit ends; another one of the same agency takes over."""

    agency: str
    code: str
    into: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that changes on a day. Units are added and moved before agencies end."""

    on: date
    decision: str
    foundings: tuple[Founding, ...] = ()
    renamings: tuple[Renaming, ...] = ()
    moves: tuple[Move, ...] = ()
    new_units: tuple[NewUnit, ...] = ()
    unit_renamings: tuple[UnitRenaming, ...] = ()
    unit_moves: tuple[UnitMove, ...] = ()
    closings: tuple[Closing, ...] = ()
    successions: tuple[Succession, ...] = ()

    @property
    def empty(self) -> bool:
        """Tell whether nothing changes."""
        return not any(
            (
                self.foundings,
                self.renamings,
                self.moves,
                self.new_units,
                self.unit_renamings,
                self.unit_moves,
                self.closings,
                self.successions,
            )
        )

    @property
    def leaving(self) -> frozenset[tuple[str, str]]:
        """Return the units, by agency and code, that leave an agency by themselves."""
        moved = {(each.agency, each.code) for each in self.unit_moves}
        return frozenset(moved | {(each.agency, each.code) for each in self.closings})

    @property
    def with_changed_units(self) -> frozenset[str]:
        """Return the agencies in which units are added, renamed or closed."""
        keys = {each.agency for each in self.new_units} | {each.agency for each in self.closings}
        return frozenset(keys | {each.agency for each in self.unit_renamings})

    @property
    def concerned(self) -> frozenset[str]:
        """Return every agency that is named."""
        keys = {each.key for each in self.foundings} | {each.key for each in self.renamings}
        keys |= {each.key for each in self.moves} | self.with_changed_units
        keys |= {key for each in self.unit_moves for key in (each.agency, each.to_agency)}
        keys |= {key for each in self.successions for key in (*each.predecessors, each.successor)}
        return frozenset(keys)

    def ending(self) -> dict[str, list[Succession]]:
        """Return the agencies that end, each with those that take over, in the order of the plan."""
        found: dict[str, list[Succession]] = {}
        for succession in self.successions:
            for key in succession.predecessors:
                if key != succession.successor:
                    found.setdefault(key, []).append(succession)
        return found
