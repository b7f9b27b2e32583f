"""What the pages of processes share: versions found or missing, chips, crumbs, names of units."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from motcua.apps.catalog import processes
from motcua.apps.catalog.operations import VersionNotFound
from motcua.apps.catalog.processes import ProcessDetail
from motcua.channels.office.access import OfficerRequest
from motcua.domain.workflow import END, Process
from motcua.ui import formatting, process_words, wording
from motcua.ui.context import Link
from motcua.ui.process_picture import short_name

PLACE: Final = "processes"


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of a version in words."""

    number: int
    name: str
    unit: str
    role: str
    time: str
    may: str
    must: str
    produces: str
    ways: list[str]


def detail(version_id: int) -> ProcessDetail:
    """Return a version, or say that there is none."""
    try:
        return processes.detail(version_id)
    except VersionNotFound as missing:
        raise Http404 from missing


def name_of(key: str) -> str:
    """Return what a procedure is called, or say that there is none."""
    if name := processes.name_of(key):
        return name
    raise Http404(key)


def crumbs(key: str = "", name: str = "") -> list[Link]:
    """Return the way back to the list, and to a procedure's process."""
    found = [Link(_("Quy trình"), reverse("office:processes"))]
    if key:
        found.append(Link(name, reverse("office:process", args=[key])))
    return found


def unit_names(request: OfficerRequest, key: str, process: Process) -> dict[str, str]:
    """Return words for every unit reference that a process uses or may use."""
    found = processes.units_for(key, process, formatting.local_day(request.at))
    names = {choice.reference: choice.name for choice in found}
    return {reference: process_words.unit(reference, names) for reference in names}


def rows(process: Process, units: Mapping[str, str]) -> list[StepRow]:
    """Return the steps of a process in words."""
    return [
        StepRow(
            number=place,
            name=step.name,
            unit=units.get(step.unit, step.unit),
            role=str(wording.ROLES.get(step.role, step.role)),
            time=process_words.step_time(step.time.amount_minutes, working=step.time.unit == "working"),
            may=_switches(step.switches.names(), process_words.MAY),
            must=_switches(step.switches.names(), process_words.MUST),
            produces=", ".join(step.produces),
            ways=[
                f"{action.label} → {', '.join(place_words(process, target) for target in action.targets)}"
                for action in step.actions
            ],
        )
        for place, step in enumerate(process.steps, 1)
    ]


def place_words(process: Process, step_id: str) -> str:
    """Return number and short name of a step: "3 Thẩm tra"."""
    if step_id == END:
        return _("kết thúc")
    for place, step in enumerate(process.steps, 1):
        if step.id == step_id:
            return f"{place} {short_name(step)}"
    return step_id


def _switches(names: tuple[str, ...], words: Mapping[str, str | Promise]) -> str:
    return ", ".join(str(words[name]) for name in names if name in words)
