"""One procedure: its versions, one of them in full, two beside each other, its journal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.apps.audit import queries as audit
from motcua.apps.audit.queries import Act
from motcua.apps.catalog import registry
from motcua.apps.catalog.lines import VersionLine
from motcua.apps.catalog.operations import VersionNotFound
from motcua.apps.catalog.registry import VersionDetail
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup import trails, versions
from motcua.channels.office.setup.catalog import words
from motcua.channels.office.setup.catalog.listing import PLACE
from motcua.channels.office.setup.catalog.schema import SECTIONS
from motcua.channels.office.setup.catalog.typed import day
from motcua.channels.office.setup.frame import page, setup_page
from motcua.domain.catalog import Change, compare
from motcua.ui import formatting, procedure_parts
from motcua.ui.chips import Chip
from motcua.ui.context import Link


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version in the list of all."""

    line: VersionLine
    chip: Chip
    period: str
    now: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """One part of a version in words; a table has `rows` below its `heads`."""

    label: str
    text: str = ""
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


@dataclass(frozen=True, slots=True)
class FactGroup:
    """The parts of one page of the editor."""

    key: str
    title: str
    facts: Sequence[Fact]

    @property
    def lines(self) -> list[Fact]:
        """The parts that are told in a line."""
        return [fact for fact in self.facts if not fact.heads]

    @property
    def tables(self) -> list[Fact]:
        """The parts that are tables."""
        return [fact for fact in self.facts if fact.heads]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A difference in words."""

    kind: str
    icon: str
    verb: str
    where: str
    before: str
    after: str


@setup_page(PLACE)
def procedure(request: OfficerRequest, key: str) -> HttpResponse:
    """Show the versions of a procedure and the one that holds on a day."""
    every = registry.versions_of(key)
    if not every:
        raise Http404(key)
    today = formatting.local_day(request.at)
    on = _asked_day(request.GET.get("on", ""), today)
    held = next((line for line in every if line.holds(on)), None)
    shown = registry.version((held or every[0]).id)
    context = {
        "title": shown.name,
        "key": key,
        "on": on,
        "today": today,
        "held": held,
        "shown": shown,
        "groups": facts(shown),
        "rows": [
            VersionRow(line, versions.chip(line), versions.period(line), line.holds(today)) for line in every
        ],
        "draft": next((line for line in every if line.open), None),
        "in_force": any(line.holds(today) for line in every),
        "levels": words.levels(shown.definition) if shown.definition else (),
        "scope": procedure_parts.SCOPES[shown.definition.online_scope] if shown.definition else "",
    }
    return page(request, "office/setup/catalog/procedure.html", context, here=PLACE, crumbs=crumbs())


@setup_page(PLACE)
def version(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Show one version in full."""
    shown = detail(version_id)
    before = registry.before(shown.line)
    context = {
        "title": shown.name,
        "shown": shown,
        "chip": versions.chip(shown.line),
        "period": versions.period(shown.line),
        "groups": facts(shown),
        "before": before,
        "levels": words.levels(shown.definition) if shown.definition else (),
        "scope": procedure_parts.SCOPES[shown.definition.online_scope] if shown.definition else "",
    }
    return page(request, "office/setup/catalog/version.html", context, here=PLACE, crumbs=crumbs(shown.line))


@setup_page(PLACE)
def comparison(request: OfficerRequest, before_id: int, after_id: int) -> HttpResponse:
    """Show two versions beside each other, and what differs."""
    before, after = detail(before_id), detail(after_id)
    context = {
        "title": _("So sánh hai bản"),
        "name": after.name,
        "before": before,
        "after": after,
        "before_period": versions.period(before.line),
        "after_period": versions.period(after.line),
        "changes": change_rows(compare(before.data, after.data)),
        "versions": registry.versions_of(after.line.key),
    }
    return page(
        request, "office/setup/catalog/comparison.html", context, here=PLACE, crumbs=crumbs(after.line)
    )


@setup_page(PLACE)
def compare_chosen(request: OfficerRequest) -> HttpResponse:
    """Go to the comparison of the two versions that were chosen."""
    chosen = [request.GET.get(name, "") for name in ("before", "after")]
    if not all(text.isdigit() for text in chosen):
        raise Http404("versions")
    return redirect("office:procedure_comparison", *map(int, chosen))


@setup_page(PLACE)
def journal(request: OfficerRequest, key: str) -> HttpResponse:
    """Show everything that was done to a procedure, the latest first."""
    every = registry.versions_of(key)
    if not every:
        raise Http404(key)
    acts = audit.acts_on(object_type="procedure", object_id=key)
    context: dict[str, object] = {
        "title": _("Nhật ký của thủ tục"),
        "subject": key,
        "entries": trails.entries(acts, words.ACTS, _told),
        "nothing": _("Thủ tục được nạp từ tệp; chưa ai sửa ở đây."),
    }
    return page(request, "office/setup/trail.html", context, here=PLACE, crumbs=crumbs(every[0]))


def detail(version_id: int) -> VersionDetail:
    """Return a version, or say that there is none."""
    try:
        return registry.version(version_id)
    except VersionNotFound as missing:
        raise Http404 from missing


def crumbs(line: VersionLine | None = None) -> list[Link]:
    """Return the way back to the list, and to the procedure of a version."""
    found = [Link(_("Thủ tục"), reverse("office:procedures"))]
    if line is not None:
        found.append(Link(line.key, reverse("office:procedure", args=[line.key])))
    return found


def facts(shown: VersionDetail) -> list[FactGroup]:
    """Return what a version says, part by part; what it says nothing of is left out."""
    groups = []
    for section in SECTIONS:
        said = [fact for part in section.parts if (fact := _fact(shown.data, part.path))]
        groups.append(FactGroup(section.key, str(section.title), said))
    branches = _fact(shown.data, "branches")
    return [*groups, FactGroup("branches", "", [branches])] if branches else groups


def change_rows(changes: Sequence[Change]) -> list[ChangeRow]:
    """Return differences in words."""
    rows = []
    for change in changes:
        icon, verb = procedure_parts.KINDS[change.kind]
        before, after = (procedure_parts.value(change.fields, side) for side in (change.before, change.after))
        rows.append(
            ChangeRow(change.kind.value, icon, str(verb), procedure_parts.where(change), before, after)
        )
    return rows


def _fact(data: dict[str, Any], path: str) -> Fact | None:
    names = tuple(path.split("."))
    found: Any = data
    for name in names:
        found = found.get(name) if isinstance(found, dict) else None
    if found is None or found == []:
        return None
    label = procedure_parts.label(names)
    if isinstance(found, list) and all(isinstance(entry, dict) for entry in found):
        heads = list(dict.fromkeys(name for entry in found for name in entry))
        rows = [[_cell((*names, head), entry.get(head)) for head in heads] for entry in found]
        return Fact(label, "", [procedure_parts.label((*names, head)) for head in heads], rows)
    return Fact(label, procedure_parts.value(names, found))


def _cell(names: tuple[str, ...], value: Any) -> str:
    return "" if value is None else procedure_parts.value(names, value)


def _asked_day(text: str, today: date) -> date:
    try:
        return date.fromisoformat(day(text))
    except ValueError:
        return today


def _told(act: Act) -> Iterator[str]:
    payload = act.payload
    if number := payload.get("number"):
        yield _("bản %s") % number
    if since := payload.get("on") or payload.get("valid_from"):
        yield _("từ %s") % formatting.day(date.fromisoformat(since))
    for name in ("decision", "reason", "remarks"):
        if text := payload.get(name):
            yield str(text)
