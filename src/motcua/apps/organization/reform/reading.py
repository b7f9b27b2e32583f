"""A reform from a file of the province: `reforms/2025-07-01.yaml` beside its agencies.

    reform:
      on: 2025-07-01
      decision: Nghị quyết số 1/NQ
      create:        [{key, kind, level, parent, name, short_name, identifier, abbreviation, administrative_code,
                       legacy_identifier, like: key, units: [code, {code, name}, ...]}]
      rename:        [{key, name, short_name}]
      move:          [{key, parent}]
      add_units:     [{agency, code, name}]
      rename_units:  [{agency, code, name}]
      move_units:    [{agency, unit, to, to_unit}]
      close_units:   [{agency, unit, into}]
      successions:   [{from: [key, ...], to: key, units: {old: new}, communes: [key, ...], only: [unit, ...]}]

`on` and `decision` are required, everything else only where it happens. Mistakes come as
`file:line: field: what`, those of the plan as a whole too.
"""

from pathlib import Path

from django.utils.translation import gettext as _

from motcua.apps.organization.loading.sheet import DataRefused, Entry, Problem, read_mapping, read_text
from motcua.apps.organization.models import Agency
from motcua.apps.organization.reform.words import UNIT_NAMES
from motcua.domain.succession import (
    Closing,
    Founding,
    Move,
    NewUnit,
    Plan,
    Renaming,
    Succession,
    UnitMove,
    UnitRenaming,
)

LISTS = (
    "create", "rename", "move", "add_units", "rename_units", "move_units", "close_units", "successions",
)  # fmt: skip


def read_reform(path: Path) -> Plan:
    """Return the plan that a file describes. Raises DataRefused with every mistake of the file."""
    problems: list[Problem] = []
    root = read_mapping(path, problems)
    plan = None if root is None else _plan(root, problems)
    if plan is None or problems:
        raise DataRefused(problems=problems)
    return plan


def read_reform_text(name: str, text: str) -> Plan:
    """Return the plan of a file that was sent. Raises DataRefused with every mistake of it."""
    problems: list[Problem] = []
    root = read_text(name, text, problems)
    plan = None if root is None else _plan(root, problems)
    if plan is None or problems:
        raise DataRefused(problems=problems)
    return plan


def _plan(root: Entry, problems: list[Problem]) -> Plan | None:
    root.only("reform")
    entry = root.entry("reform")
    if entry is None:
        root.problem("reform", _("thiếu giá trị"))
        return None
    entry.only("on", "decision", *LISTS)
    return Plan(
        on=entry.day("on"),
        decision=entry.text("decision"),
        foundings=tuple(_founding(each) for each in entry.entries("create")),
        renamings=tuple(_renaming(each) for each in entry.entries("rename")),
        moves=tuple(_move(each) for each in entry.entries("move")),
        new_units=tuple(_new_unit(each) for each in entry.entries("add_units")),
        unit_renamings=tuple(_unit_renaming(each) for each in entry.entries("rename_units")),
        unit_moves=tuple(_unit_move(each) for each in entry.entries("move_units")),
        closings=tuple(_closing(each) for each in entry.entries("close_units")),
        successions=tuple(_succession(each) for each in entry.entries("successions")),
    )


def _founding(entry: Entry) -> Founding:
    required = ("key", "parent", "name", "short_name")
    optional = ("identifier", "abbreviation", "administrative_code", "legacy_identifier", "like")
    entry.only(*required, *optional, "kind", "level", "units")
    return Founding(
        kind=entry.choice("kind", Agency.Kind.values),
        level=entry.choice("level", Agency.Level.values),
        units=_units(entry),
        **{name: entry.text(name) for name in required},
        **{name: entry.text(name, "") for name in optional},
    )


def _units(entry: Entry) -> dict[str, str]:
    """Read units written as codes with their usual names, or as codes with names of their own."""
    found = {}
    for code in entry.words("units"):
        if code not in UNIT_NAMES:
            entry.problem("units", _("đơn vị “%s” cần cả mã và tên") % code)
        found[code] = str(UNIT_NAMES.get(code, code))
    for each in entry.mappings("units"):
        each.only("code", "name")
        found[each.text("code")] = each.text("name")
    return found


def _renaming(entry: Entry) -> Renaming:
    entry.only("key", "name", "short_name")
    return Renaming(key=entry.text("key"), name=entry.text("name"), short_name=entry.text("short_name"))


def _move(entry: Entry) -> Move:
    entry.only("key", "parent")
    return Move(key=entry.text("key"), parent=entry.text("parent"))


def _new_unit(entry: Entry) -> NewUnit:
    entry.only("agency", "code", "name")
    return NewUnit(agency=entry.text("agency"), code=entry.text("code"), name=entry.text("name"))


def _unit_renaming(entry: Entry) -> UnitRenaming:
    entry.only("agency", "code", "name")
    return UnitRenaming(agency=entry.text("agency"), code=entry.text("code"), name=entry.text("name"))


def _unit_move(entry: Entry) -> UnitMove:
    entry.only("agency", "unit", "to", "to_unit")
    return UnitMove(
        agency=entry.text("agency"),
        code=entry.text("unit"),
        to_agency=entry.text("to"),
        to_code=entry.text("to_unit", ""),
    )


def _closing(entry: Entry) -> Closing:
    entry.only("agency", "unit", "into")
    return Closing(agency=entry.text("agency"), code=entry.text("unit"), into=entry.text("into"))


def _succession(entry: Entry) -> Succession:
    entry.only("from", "to", "units", "communes", "only")
    if not entry.words("from"):
        entry.problem("from", _("thiếu giá trị"))
    units = entry.entry("units")
    return Succession(
        predecessors=tuple(entry.words("from")),
        successor=entry.text("to"),
        units={} if units is None else {code: units.text(code) for code in units},
        communes=tuple(entry.words("communes")),
        only=tuple(entry.words("only")),
    )
