"""`motcua process`: judge a BPMN model without a database."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from motcua.domain.deadlines import Allowance, Unit
from motcua.domain.workflow import Flaw, check, process_to_data
from motcua.domain.workflow.bpmn import BpmnUnreadable, Finding, Reading, read_bpmn

SOUND, UNSOUND, UNREADABLE = 0, 1, 2


@click.group()
def process() -> None:
    """Work with processes as BPMN 2.0."""


@process.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="The legal limit the steps must fit.")
@click.option(
    "--unit",
    type=click.Choice([unit.value for unit in Unit], case_sensitive=False),
    default=Unit.WORKING_DAY.value,
    show_default=True,
    help="What the limit counts.",
)
@click.option("--json", "as_json", is_flag=True, help="Answer as one JSON object.")
def check_file(*, file: Path, limit: int | None, unit: str, as_json: bool) -> None:
    """Say what of FILE was understood, what was not, and whether the process is sound.

    Exit code 0: sound; 1: not sound, with ways into the trouble; 2: no BPMN model.
    """
    try:
        reading = read_bpmn(file.read_bytes())
    except BpmnUnreadable as error:
        answer = {"file": file.name, "error": {"code": error.code, "problem": error.problem}}
        click.echo(json.dumps(answer) if as_json else f"{file.name}: {error.code}: {error.problem}")
        sys.exit(UNREADABLE)
    allowance = None if limit is None else Allowance(limit, Unit(unit))
    flaws = check(reading.process, allowance)
    if as_json:
        click.echo(json.dumps(_answer(file, reading, flaws), ensure_ascii=False))
    else:
        _print(file, reading, flaws)
    sys.exit(UNSOUND if flaws else SOUND)


def _answer(file: Path, reading: Reading, flaws: tuple[Flaw, ...]) -> dict[str, Any]:
    return {
        "file": file.name,
        "name": reading.name,
        "understood": process_to_data(reading.process),
        "not_understood": [_finding(finding) for finding in reading.findings],
        "sound": not flaws,
        "flaws": [_flaw(flaw) for flaw in flaws],
    }


def _finding(finding: Finding) -> dict[str, str]:
    return {
        "code": finding.code.value,
        "element": finding.element,
        "name": finding.name,
        "detail": finding.detail,
    }


def _flaw(flaw: Flaw) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "code": flaw.code.value,
        "steps": list(flaw.steps),
        "actions": list(flaw.actions),
        "path": [{"step": step, "action": action} for step, action in flaw.path],
        "marking": list(flaw.marking),
    }
    if flaw.taken_minutes is not None:
        shown |= {"taken_minutes": flaw.taken_minutes, "allowed_minutes": flaw.allowed_minutes}
    return shown


def _print(file: Path, reading: Reading, flaws: tuple[Flaw, ...]) -> None:
    found = reading.process
    actions = sum(len(step.actions) for step in found.steps)
    click.echo(f"{file.name}: {reading.name or found.id}: {len(found.steps)} steps, {actions} actions")
    for finding in reading.findings:
        about = " ".join(part for part in (finding.name, finding.detail) if part)
        click.echo(f"  {finding.code.value}: {finding.element}" + (f" ({about})" if about else ""))
    click.echo("sound" if not flaws else "not sound")
    for flaw in flaws:
        way = " > ".join(f"{step}/{action}" for step, action in flaw.path)
        click.echo(
            f"  {flaw.code.value}: {', '.join((*flaw.steps, *flaw.actions))}" + (f": {way}" if way else "")
        )
