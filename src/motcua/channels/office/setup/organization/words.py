"""What a plan changes and what follows from it, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.apps.audit.queries import Act
from motcua.domain.succession import Address, Effects, Passage, Plan, Structure, after

STATUSES: Final[Mapping[str, str | Promise]] = {
    "review": gettext_lazy("Chờ duyệt"),
    "approved": gettext_lazy("Đã duyệt, chờ đến ngày"),
    "applied": gettext_lazy("Đã áp dụng"),
    "withdrawn": gettext_lazy("Đã bỏ"),
}
ACTS: Final[Mapping[str, str | Promise]] = {
    "organization.agency-reformed": gettext_lazy("Thay đổi theo phương án"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changes: a picture and words."""

    icon: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """So many from one place to another."""

    left: str
    heir: str
    count: int


@dataclass(frozen=True, slots=True)
class EndRow:
    """What ends with an agency."""

    name: str
    successors: str
    identifier: str
    posts: int
    mandates: int
    offers: int
    numbers: str


@dataclass(frozen=True, slots=True)
class Told:
    """The effects of a plan as the page shows them."""

    changes: tuple[Change, ...]
    moved: int
    dossiers: tuple[Row, ...]
    counters: tuple[Row, ...]
    trays: tuple[Row, ...]
    endings: tuple[EndRow, ...]
    posts: int
    mandates: int


def told(plan: Plan, structure: Structure, effects: Effects) -> Told:
    """Return a plan and its effects in words."""
    bodies = after(structure, plan)
    return Told(
        changes=tuple(changes_of(plan, structure)),
        moved=effects.moved,
        dossiers=_rows(effects.dossiers, structure, bodies),
        counters=_rows(effects.counters, structure, bodies),
        trays=_rows(effects.trays, structure, bodies),
        endings=tuple(
            EndRow(
                name=_name(structure, ending.agency),
                successors="; ".join(_name(bodies, key) for key in ending.successors),
                identifier=ending.identifier,
                posts=ending.posts,
                mandates=ending.mandates,
                offers=ending.offers,
                numbers=_("%(count)d sổ, tổng %(last)d số năm nay")
                % {
                    "count": len(ending.sequences),
                    "last": sum(each.last for each in ending.sequences),
                }
                if ending.sequences
                else _("chưa cấp số nào năm nay"),
            )
            for ending in effects.endings
        ),
        posts=effects.posts,
        mandates=effects.mandates,
    )


def changes_of(plan: Plan, structure: Structure) -> Iterator[Change]:
    """Yield what a plan changes, one line a change."""
    bodies = dict(structure)
    for founding in plan.foundings:
        yield Change("plus-circle", _("Thành lập %s") % _described(founding.name, founding.identifier))
    names = {**{key: body.name for key, body in bodies.items()}, **{f.key: f.name for f in plan.foundings}}
    for renaming in plan.renamings:
        yield Change(
            "pencil", _("%(old)s đổi tên thành %(new)s") % {"old": names[renaming.key], "new": renaming.name}
        )
    for move in plan.moves:
        facts = {"name": names[move.key], "parent": names[move.parent]}
        yield Change("diagram-2", _("%(name)s về trực thuộc %(parent)s") % facts)
    yield from _changes_of_units(plan, structure, names)
    for succession in plan.successions:
        ended = ", ".join(names[key] for key in succession.predecessors if key != succession.successor)
        facts = {"old": ended, "new": names[succession.successor]}
        yield Change("arrow-right-circle", _("%(old)s kết thúc, %(new)s kế nhiệm") % facts)


def _changes_of_units(plan: Plan, structure: Structure, names: Mapping[str, str]) -> Iterator[Change]:
    def unit(key: str, code: str) -> str:
        return structure[key].units.get(code, code) if key in structure else code

    for new in plan.new_units:
        yield Change(
            "plus-circle", _("%(agency)s có thêm %(unit)s") % {"agency": names[new.agency], "unit": new.name}
        )
    for each in plan.unit_renamings:
        facts = {"agency": names[each.agency], "old": unit(each.agency, each.code), "new": each.name}
        yield Change("pencil", _("%(agency)s: %(old)s đổi tên thành %(new)s") % facts)
    for moved in plan.unit_moves:
        facts = {
            "unit": unit(moved.agency, moved.code),
            "old": names[moved.agency],
            "new": names[moved.to_agency],
        }
        yield Change("arrow-right-circle", _("%(unit)s của %(old)s chuyển về %(new)s") % facts)
    fresh = {(new.agency, new.code): new.name for new in plan.new_units}
    for closing in plan.closings:
        into = fresh.get((closing.agency, closing.into)) or unit(closing.agency, closing.into)
        facts = {
            "agency": names[closing.agency],
            "unit": unit(closing.agency, closing.code),
            "into": into,
        }
        yield Change("dash-circle", _("%(agency)s: %(unit)s kết thúc, %(into)s nhận việc") % facts)


def tell(act: Act) -> Iterator[str]:
    """Yield what an act of the journal was about."""
    facts = act.payload
    if facts.get("title"):
        told = {"title": facts["title"], "decision": facts.get("decision", "")}
        yield _("%(title)s, theo %(decision)s") % told
    else:
        yield " → ".join(
            str(facts[name]) for name in ("before", "after", "name", "decision") if facts.get(name)
        )


def _rows(passages: tuple[Passage, ...], before: Structure, then: Structure) -> tuple[Row, ...]:
    return tuple(
        Row(_place(before, passage.left), _place(then, passage.heir), passage.count) for passage in passages
    )


def _place(structure: Structure, address: Address) -> str:
    if not address.unit:
        return _name(structure, address.agency)
    body = structure[address.agency]
    return f"{body.units.get(address.unit, address.unit)}, {body.short_name}"


def _name(structure: Structure, key: str) -> str:
    return structure[key].name


def _described(name: str, identifier: str) -> str:
    return f"{name} ({identifier})" if identifier else name
