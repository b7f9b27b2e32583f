"""`motcua due`: put questions to the deadline engine; needs neither a database nor Django."""

import json
import sys
from collections.abc import Mapping
from datetime import date, datetime
from typing import IO, Any

import click

from motcua.domain.deadlines import questions
from motcua.domain.errors import DomainError


@click.command(no_args_is_help=True)
@click.option("--accepted", metavar="INSTANT", help="When the dossier was accepted: 2025-01-24T09:00.")
@click.option("--limit", type=int, metavar="N", help="How many units the law allows.")
@click.option("--unit", type=click.Choice(["WORKING_DAY", "DAY", "HOUR", "MONTH"], case_sensitive=False))
@click.option("--stop", "stops", multiple=True, metavar="SINCE..UNTIL", help="A pause; may be repeated.")
@click.option("--regime", metavar="CODE", help="REG-2007, REG-2015, REG-2018 or REG-2025.")
@click.option("--mode", type=click.Choice(["CIVIL", "ROLLING_HOURS"], case_sensitive=False))
@click.option("--cutoff", metavar="HH:MM", help="Accepted later counts as the next working day.")
@click.option("--json", "as_json", is_flag=True, help="Answer as one JSON object.")
@click.option(
    "--batch",
    type=click.File(encoding="utf-8"),
    metavar="FILE",
    help="Questions as JSON lines; - reads standard input.",
)
def due(*, stops: tuple[str, ...], as_json: bool, batch: IO[str] | None, **given: Any) -> None:  # fmt: skip
    """Say when a dossier is due, and why, counting day by day.

    With --batch each line is a question such as {"accepted": "2025-01-24T09:00", "limit": 3, "unit":
    "WORKING_DAY", "stops": ["2025-02-03..2025-02-05"]}; each is answered on a line of its own, a bad
    one with its error.
    """
    question = {name: value for name, value in given.items() if value is not None}
    if stops:
        question["stops"] = list(stops)
    if batch is not None:
        sys.exit(_answer_lines(batch, defaults=question))
    answer, understood = _answer(question)
    if as_json or not understood:
        click.echo(_as_line(answer), err=not as_json)
    else:
        _print(answer)
    sys.exit(0 if understood else 2)


def _answer_lines(lines: IO[str], *, defaults: Mapping[str, Any]) -> int:
    """Answer line by line, as soon as each is read; return 2 when one was bad."""
    status = 0
    for line in lines:
        if not line.strip():
            continue
        answer, understood = _answer_text(line, defaults)
        status = status if understood else 2
        click.echo(_as_line(answer))
    return status


def _answer_text(line: str, defaults: Mapping[str, Any]) -> tuple[Mapping[str, Any], bool]:
    try:
        question = json.loads(line)
    except json.JSONDecodeError as error:
        return {"error": {"code": "due.not-json", "column": error.colno}}, False
    if not isinstance(question, dict):
        return {"error": {"code": "due.not-an-object"}}, False
    return _answer({**defaults, **question})


def _answer(question: Mapping[str, Any]) -> tuple[Mapping[str, Any], bool]:
    """Return the answer or the error, and whether the question was understood."""
    try:
        return questions.answer(question), True
    except DomainError as error:
        facts = {name: value for name, value in vars(error).items() if not name.startswith("_")}
        echo = {"id": question["id"]} if "id" in question else {}
        return {**echo, "error": {"code": error.code, **facts}}, False


def _as_line(answer: Mapping[str, Any]) -> str:
    return json.dumps(answer, ensure_ascii=False, default=str)


def _print(answer: Mapping[str, Any]) -> None:
    due_at = answer["due"]
    click.secho(f"Due {datetime.fromisoformat(due_at):%H:%M %d/%m/%Y}" if due_at else "Not due: the clock stands still", bold=True)  # fmt: skip
    for day in answer["days"]:
        counted = "" if day["counted"] is None else day["counted"]
        why = day["name"] or day["kind"].lower().replace("_", " ")
        click.echo(f"  {date.fromisoformat(day['on']):%a %d/%m/%Y}  {counted:>3}  {why}")
