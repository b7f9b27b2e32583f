"""What is wrong with a plan: every flaw at once, each at its place in the plan."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from motcua.domain.succession.plan import Founding, Plan, Succession
from motcua.domain.succession.structure import Body, Structure, after, founded


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that cannot be. `place` is a path such as "successions[2].to"; `code` says what."""

    place: str
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


def flaws(structure: Structure, plan: Plan) -> tuple[Flaw, ...]:
    """Return everything that is wrong; what follows from an earlier flaw is not looked at."""
    if plan.empty:
        return (Flaw("", "nothing-changes"),)
    bodies = dict(structure)
    found = list(_foundings(bodies, plan))
    if not found:
        found = [*_agencies(bodies, plan), *_units(bodies, plan)]
    if not found:
        found = list(_successions(bodies, plan))
    if not found:
        found = [*_heirs(structure, plan), *_parents(structure, plan), *_identifiers(structure, plan)]
    return tuple(found)


def _foundings(bodies: dict[str, Body], plan: Plan) -> Iterator[Flaw]:
    """Check agencies that begin, and add those without flaws."""
    for number, founding in enumerate(plan.foundings):
        wrong = list(_founding(bodies, founding, f"create[{number}]"))
        yield from wrong
        if not wrong:
            bodies[founding.key] = founded(founding, bodies, plan.on)


def _founding(bodies: Structure, founding: Founding, place: str) -> Iterator[Flaw]:
    if founding.key in bodies:
        yield Flaw(f"{place}.key", "agency-exists", {"agency": founding.key})
    for name, key in (("parent", founding.parent), ("like", founding.like)):
        if key and (key not in bodies or bodies[key].until is not None):
            yield Flaw(f"{place}.{name}", "agency-unknown", {"agency": key})
    if not founding.units and not founding.like:
        yield Flaw(f"{place}.units", "no-units", {"agency": founding.key})


def _agencies(bodies: Structure, plan: Plan) -> Iterator[Flaw]:
    """Check that everything named exists and is open."""
    named = [(f"rename[{n}].key", each.key) for n, each in enumerate(plan.renamings)]
    for number, move in enumerate(plan.moves):
        named += [(f"move[{number}].key", move.key), (f"move[{number}].parent", move.parent)]
    named += [(f"add_units[{n}].agency", each.agency) for n, each in enumerate(plan.new_units)]
    named += [(f"rename_units[{n}].agency", each.agency) for n, each in enumerate(plan.unit_renamings)]
    for number, unit in enumerate(plan.unit_moves):
        named += [(f"move_units[{number}].agency", unit.agency), (f"move_units[{number}].to", unit.to_agency)]
    named += [(f"close_units[{n}].agency", each.agency) for n, each in enumerate(plan.closings)]
    for number, succession in enumerate(plan.successions):
        named += [(f"successions[{number}].from", key) for key in succession.predecessors]
        named.append((f"successions[{number}].to", succession.successor))
    ending = plan.ending()
    for place, key in named:
        body = bodies.get(key)
        if body is None or body.until is not None:
            yield Flaw(place, "agency-unknown", {"agency": key})
        elif key in ending and body.since >= plan.on:
            yield Flaw(place, "ends-before-it-begins", {"agency": key})


def _units(bodies: Structure, plan: Plan) -> Iterator[Flaw]:
    """Check that units that change are there, and that new ones are not."""
    for number, new in enumerate(plan.new_units):
        if _has(bodies, new.agency, new.code):
            yield Flaw(f"add_units[{number}].code", "unit-exists", {"agency": new.agency, "unit": new.code})
    renamed = [
        (f"rename_units[{n}].code", each.agency, each.code) for n, each in enumerate(plan.unit_renamings)
    ]
    left = [
        *((f"move_units[{n}].unit", each.agency, each.code) for n, each in enumerate(plan.unit_moves)),
        *((f"close_units[{n}].unit", each.agency, each.code) for n, each in enumerate(plan.closings)),
    ]
    for place, key, code in (*renamed, *left):
        if not _has(bodies, key, code):
            yield Flaw(place, "unit-unknown", {"agency": key, "unit": code})
    gone = Counter((key, code) for _place, key, code in left)
    for (key, code), count in gone.items():
        if count > 1:
            yield Flaw("", "unit-leaves-twice", {"agency": key, "unit": code})
    yield from _closings(bodies, plan, frozenset(gone))


def _closings(bodies: Structure, plan: Plan, gone: frozenset[tuple[str, str]]) -> Iterator[Flaw]:
    """Whoever takes over from a unit must be there and stay."""
    fresh = {(new.agency, new.code) for new in plan.new_units}
    for number, closing in enumerate(plan.closings):
        into = (closing.agency, closing.into)
        if into in gone or not (_has(bodies, *into) or into in fresh):
            facts = {"agency": closing.agency, "unit": closing.into}
            yield Flaw(f"close_units[{number}].into", "unit-unknown", facts)


def _has(bodies: Structure, key: str, code: str) -> bool:
    return key in bodies and code in bodies[key].units


def _successions(bodies: Structure, plan: Plan) -> Iterator[Flaw]:
    ending = plan.ending()
    for number, succession in enumerate(plan.successions):
        place = f"successions[{number}]"
        if succession.successor in ending:
            yield Flaw(f"{place}.to", "successor-ends-too", {"agency": succession.successor})
        if not set(succession.predecessors) - {succession.successor}:
            yield Flaw(f"{place}.from", "nobody-ends", {"agency": succession.successor})
        for code in succession.only:
            if not any(code in bodies[key].units for key in succession.predecessors):
                yield Flaw(f"{place}.only", "unit-unknown", {"agency": "", "unit": code})
    for key, successions in ending.items():
        if len({each.successor for each in successions}) < len(successions):
            yield Flaw("", "named-twice", {"agency": key})
    yield from _targets(plan, ending)


def _targets(plan: Plan, ending: Mapping[str, Sequence[Succession]]) -> Iterator[Flaw]:
    """Nothing may come to, or be made in, an agency that ends on the same day."""
    coming = [(f"move_units[{n}].to", each.to_agency) for n, each in enumerate(plan.unit_moves)]
    coming += [(f"add_units[{n}].agency", each.agency) for n, each in enumerate(plan.new_units)]
    coming += [(f"close_units[{n}].agency", each.agency) for n, each in enumerate(plan.closings)]
    for number, move in enumerate(plan.moves):
        coming += [(f"move[{number}].key", move.key), (f"move[{number}].parent", move.parent)]
    coming += [(f"create[{n}].parent", each.parent) for n, each in enumerate(plan.foundings)]
    for place, key in coming:
        if key in ending:
            yield Flaw(place, "successor-ends-too", {"agency": key})


def _heirs(structure: Structure, plan: Plan) -> Iterator[Flaw]:
    """Every unit of an agency that ends needs one that takes over, in each share that may get it."""
    bodies = after(structure, plan)
    places = {id(each): f"successions[{number}].units" for number, each in enumerate(plan.successions)}
    for key, successions in plan.ending().items():
        named = {code for each in successions for code in each.only}
        others = [each for each in successions if not each.only] or successions[:1]
        for code in structure[key].units:
            wanted = [each for each in successions if code in each.only] if code in named else others
            for each in wanted:
                heir = each.units.get(code, code)
                if (key, code) not in plan.leaving and heir not in bodies[each.successor].units:
                    facts = {"agency": key, "unit": code, "successor": each.successor}
                    yield Flaw(places[id(each)], "unit-without-heir", facts)


def _parents(structure: Structure, plan: Plan) -> Iterator[Flaw]:
    """No agency may come under itself."""
    bodies = after(structure, plan)
    for number, move in enumerate(plan.moves):
        above, seen = move.parent, {move.key}
        while above in bodies and above not in seen:
            seen.add(above)
            above = bodies[above].parent
        if above == move.key:
            yield Flaw(f"move[{number}].parent", "under-itself", {"agency": move.key})


def _identifiers(structure: Structure, plan: Plan) -> Iterator[Flaw]:
    """An identifier is free again on the day on which its agency ends (R-C22)."""
    bodies = after(structure, plan)
    taken = Counter(body.identifier for body in bodies.values() if body.until is None and body.identifier)
    for number, founding in enumerate(plan.foundings):
        if taken[founding.identifier] > 1:
            yield Flaw(
                f"create[{number}].identifier", "identifier-taken", {"identifier": founding.identifier}
            )
