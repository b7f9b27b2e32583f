"""Agencies with their units as they stand, and as they will stand after a plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from motcua.domain.succession.plan import Founding, Plan


class Address(NamedTuple):
    """A unit by the key of its agency and its code."""

    agency: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An agency; `units` are those that are open, by code. `until` is the day on which it ended."""

    key: str
    kind: str
    level: str
    parent: str
    name: str
    short_name: str
    identifier: str = ""
    since: date
    until: date | None = None
    units: Mapping[str, str] = field(default_factory=dict)


Structure = Mapping[str, Body]


def after(structure: Structure, plan: Plan) -> dict[str, Body]:
    """Return the agencies as a plan without flaws leaves them.

    Agencies under one that ends come under its only successor of the same level, else under its parent.
    """
    bodies = dict(structure)
    for founding in plan.foundings:
        bodies[founding.key] = founded(founding, bodies, plan.on)
    for renaming in plan.renamings:
        bodies[renaming.key] = replace(
            bodies[renaming.key], name=renaming.name, short_name=renaming.short_name
        )
    _change_units(bodies, plan)
    parents = _heads(bodies, plan)
    for key in plan.ending():
        bodies[key] = replace(bodies[key], until=plan.on, units={})
    for body in list(bodies.values()):
        if body.until is None and body.parent in parents:
            bodies[body.key] = replace(body, parent=parents[body.parent])
    for move in plan.moves:
        bodies[move.key] = replace(bodies[move.key], parent=move.parent)
    return bodies


def founded(founding: Founding, bodies: Structure, on: date) -> Body:
    """Return an agency as it begins; the short name of the one it is like gives way to its own."""
    units = dict(founding.units)
    if founding.like:
        model = bodies[founding.like]
        for code, name in model.units.items():
            units.setdefault(code, name.replace(model.short_name, founding.short_name))
    return Body(
        key=founding.key,
        kind=founding.kind,
        level=founding.level,
        parent=founding.parent,
        name=founding.name,
        short_name=founding.short_name,
        identifier=founding.identifier,
        since=on,
        units=units,
    )


def _change_units(bodies: dict[str, Body], plan: Plan) -> None:
    for new in plan.new_units:
        _put(bodies, new.agency, new.code, new.name)
    for renaming in plan.unit_renamings:
        _put(bodies, renaming.agency, renaming.code, renaming.name)
    for move in plan.unit_moves:
        name = _take(bodies, move.agency, move.code)
        if move.target_code not in bodies[move.to_agency].units:
            _put(bodies, move.to_agency, move.target_code, name)
    for closing in plan.closings:
        _take(bodies, closing.agency, closing.code)


def _put(bodies: dict[str, Body], key: str, code: str, name: str) -> None:
    bodies[key] = replace(bodies[key], units={**bodies[key].units, code: name})


def _take(bodies: dict[str, Body], key: str, code: str) -> str:
    units = dict(bodies[key].units)
    name = units.pop(code)
    bodies[key] = replace(bodies[key], units=units)
    return name


def _heads(bodies: Structure, plan: Plan) -> dict[str, str]:
    """Return under whom those come whose agency ends; an ending parent is passed over in its turn."""
    ending = plan.ending()
    heads = {}
    for key, successions in ending.items():
        successors = {succession.successor for succession in successions}
        same = [each for each in successors if bodies[each].level == bodies[key].level]
        parent = bodies[key].parent
        while parent in ending:
            parent = bodies[parent].parent
        heads[key] = same[0] if len(successors) == len(same) == 1 else parent
    return heads
