"""A trial: a dossier walked through a version with real dates, by the calendar of an agency."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.http import HttpResponse
from django.utils.translation import gettext as _

from motcua.apps.catalog import processes
from motcua.apps.deadlines.queries import calendar, processing_code
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup.frame import page, setup_page
from motcua.channels.office.setup.processes import shown
from motcua.channels.office.setup.processes.judging import next_opening
from motcua.channels.office.setup.processes.shown import PLACE
from motcua.domain.calendar import Calendar, CalendarExhausted
from motcua.domain.workflow import (
    END,
    FINISHED,
    Action,
    ActionKind,
    Process,
    Step,
    Visit,
    fire,
    initial,
    ready,
    walk,
)
from motcua.ui import formatting, process_words, wording

MOST_VISITS: Final = 60


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit in words."""

    step: str
    who: str
    action: str
    entered: str
    due: str
    time: str
    back: bool


@dataclass(frozen=True, slots=True)
class Fork:
    """A step at which there is something to choose."""

    name: str
    step: str
    options: list[tuple[str, str]]
    chosen: str


@setup_page(PLACE)
def trial(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Walk a dossier through a version along the ways that were chosen."""
    found = shown.detail(version_id)
    process, today = found.process, formatting.local_day(request.at)
    agencies = processes.agencies_for(found.line.key, today)
    agency = _agency(request.GET.get("agency", ""), agencies)
    days = calendar(processing_code(agency)) if agency else calendar()
    start = _start(request.GET.get("on", ""), days, request.at)
    chosen = {step.id: request.GET.get(f"way-{place}", "") for place, step in enumerate(process.steps)}
    choices, arrived = _choices(process, chosen)
    context: dict[str, object] = {
        "title": _("Chạy thử quy trình"),
        "found": found,
        "forks": _forks(process, chosen),
        "agencies": agencies,
        "agency": agency,
        "start": start,
        "arrived": arrived,
        "limit": _limit(found),
        "refused": "",
        "visits": (),
    }
    units = shown.unit_names(request, found.line.key, process)
    try:
        visits = walk(process, choices, start, days)
    except CalendarExhausted as error:
        context["refused"] = wording.sentence(error)
    else:
        context |= {
            "visits": [_row(process, visit, units) for visit in visits],
            "ends": max((visit.due_at for visit in visits), default=start),
        }
    return page(
        request, "office/setup/processes/trial.html", context,
        here=PLACE, crumbs=shown.crumbs(found.line.key, found.name),
    )  # fmt: skip


def _agency(text: str, agencies: list[tuple[int, str]]) -> int | None:
    ids = [pk for pk, _name in agencies]
    if text.isdecimal() and int(text) in ids:
        return int(text)
    return ids[0] if ids else None


def _start(text: str, days: Calendar, at: datetime) -> datetime:
    """Return when offices open on the day that was typed, or on the next working day."""
    for written in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            on: date = datetime.strptime(text, written).date()  # noqa: DTZ007  # A day has no time zone.
            return days.start_of_day(days.working_day_on_or_after(on))
        except (ValueError, CalendarExhausted):
            continue
    return next_opening(days, at)


def _choices(process: Process, chosen: Mapping[str, str]) -> tuple[list[tuple[str, str]], bool]:
    """Return the moves along the chosen ways, and whether they arrive; a way back is taken once only."""
    if process.start not in process:
        return [], False
    marking, moves = initial(process), list[tuple[str, str]]()
    while marking != FINISHED and len(moves) < MOST_VISITS:
        able = [step for step in ready(process, marking) if step.actions]
        if not able or END in marking:
            return moves, False
        step = able[0]
        action = _action(step, chosen.get(step.id, ""), moves)
        if any(target != END and target not in process for target in action.targets):
            return moves, False
        marking = fire(process, marking, step.id, action.id)
        moves.append((step.id, action.id))
    return moves, marking == FINISHED


def _action(step: Step, chosen: str, moves: list[tuple[str, str]]) -> Action:
    found = next((action for action in step.actions if action.id == chosen), None)
    if found and (found.kind is not ActionKind.RETURN or (step.id, found.id) not in moves):
        return found
    onward = [action for action in step.actions if action.kind is not ActionKind.RETURN]
    return (onward or list(step.actions))[0]


def _forks(process: Process, chosen: Mapping[str, str]) -> list[Fork]:
    return [
        Fork(
            f"way-{place}",
            shown.place_words(process, step.id),
            [(action.id, action.label) for action in step.actions],
            chosen[step.id] or step.actions[0].id,
        )
        for place, step in enumerate(process.steps)
        if len(step.actions) > 1
    ]


def _row(process: Process, visit: Visit, units: Mapping[str, str]) -> VisitRow:
    step = visit.step
    role = wording.ROLES.get(step.role, step.role)
    return VisitRow(
        step=shown.place_words(process, step.id),
        who=f"{units.get(step.unit, step.unit)} · {role}",
        action=visit.action.label,
        entered=formatting.moment_words(visit.entered_at),
        due=formatting.moment_words(visit.due_at),
        time=process_words.step_time(step.time.amount_minutes, working=step.time.unit == "working"),
        back=visit.action.kind is ActionKind.RETURN,
    )


def _limit(found: processes.ProcessDetail) -> str:
    if found.definition is None:
        return ""
    return wording.limit(found.definition.allowance.amount, found.definition.allowance.unit.value)
