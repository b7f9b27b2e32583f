"""Questions an operator puts to the deadline engine, as plain data in and out.

A question: {"accepted": "2025-01-24T09:00", "limit": 3} and, where they differ from the defaults,
"unit" (WORKING_DAY), "mode" (CIVIL), "cutoff" ("15:00"; none), "regime" (the one in force on the day of
acceptance), "stops" and an "id" that the answer repeats. A stop is "SINCE..UNTIL", [SINCE, UNTIL] or
{"since", "until", "rule", "ground"}; without UNTIL it is still open. Unless it says otherwise its
ground is a supplement, and the regime says whether the limit restarts after it.

Moments are local unless they carry an offset; a date alone is its midnight.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, TypeVar

from motcua.domain.calendar import TIMEZONE, Calendar, vietnam_calendar
from motcua.domain.deadlines.explanation import ONE_MINUTE, DayNote, Explanation, explain
from motcua.domain.deadlines.regimes import REGIMES, SUPPLEMENT, Regime, regime_on
from motcua.domain.deadlines.terms import Allowance, DayMode, Stop, StopRule, Terms, Unit
from motcua.domain.errors import DomainError

FIELDS = frozenset({"id", "accepted", "limit", "unit", "mode", "cutoff", "regime", "stops", "stop"})
STOP_FIELDS = frozenset({"since", "until", "rule", "ground"})

Choice = TypeVar("Choice", bound=StrEnum)


class Problem(StrEnum):
    """What is wrong with a field of a question."""

    MISSING = "missing"
    UNKNOWN_FIELD = "unknown-field"
    NOT_A_NUMBER = "not-a-number"
    NOT_A_MOMENT = "not-a-moment"
    NOT_A_TIME = "not-a-time"
    NOT_A_STOP = "not-a-stop"
    NOT_A_CHOICE = "not-a-choice"


class BadQuestion(DomainError):
    """A field of a question cannot be read; `choices` lists what may stand there, where that is known."""

    code = "deadlines.bad-question"

    def __init__(
        self, *, field: str, problem: Problem, value: object = None, choices: Iterable[str] = ()
    ) -> None:
        super().__init__(f"{field}: {problem}: {value!r}")
        self.field = field
        self.problem = problem
        self.value = value
        self.choices = tuple(choices)


def answer(question: Mapping[str, Any], *, calendar: Calendar | None = None) -> dict[str, Any]:
    """Return the due date of a question with its day by day explanation, ready for JSON.

    Raises BadQuestion, and the errors of the engine: AllowanceOutOfRange, StopReversed, NoRegime,
    CalendarExhausted.
    """
    _refuse_unknown(question, FIELDS, prefix="")
    accepted_at = _moment(question.get("accepted"), "accepted")
    regime = _regime(question.get("regime"), accepted_at.date())
    terms = Terms(
        Allowance(
            _limit(question.get("limit")), _choice(Unit, question.get("unit"), "unit", Unit.WORKING_DAY)
        ),
        mode=_choice(DayMode, question.get("mode"), "mode", DayMode.CIVIL),
        cutoff=_cutoff(question.get("cutoff")),
    )
    stops = _stops(question, regime)
    explanation = explain(accepted_at, terms, calendar or vietnam_calendar(), stops)
    echo = {"id": question["id"]} if "id" in question else {}
    return echo | _answer(accepted_at, terms, regime, explanation)


def _answer(accepted_at: datetime, terms: Terms, regime: Regime, explanation: Explanation) -> dict[str, Any]:
    due, due_on, open_since = explanation.due, explanation.due_on, explanation.open_since
    return {
        "due": due.astimezone(TIMEZONE).isoformat() if due else None,
        "due_on": due_on.isoformat() if due_on else None,
        "accepted": accepted_at.isoformat(),
        "limit": terms.allowance.amount,
        "unit": terms.allowance.unit.value,
        "mode": terms.mode.value,
        "cutoff": f"{terms.cutoff:%H:%M}" if terms.cutoff else None,
        "regime": regime.code,
        "counted_from": explanation.counted_from.isoformat(),
        "days_counted": explanation.days_counted,
        "restarted": explanation.restarted,
        "after_cutoff": explanation.after_cutoff,
        "moved": explanation.moved,
        "open_since": open_since.astimezone(TIMEZONE).isoformat() if open_since else None,
        "days": [_day(note) for note in explanation.days],
    }


def _day(note: DayNote) -> dict[str, Any]:
    return {
        "on": note.on.isoformat(),
        "counted": note.counted,
        "kind": note.kind.value,
        "name": note.name,
        "note": note.note.value,
        "ground": note.ground,
        "minutes": note.ran // ONE_MINUTE,
    }


def _refuse_unknown(data: Mapping[str, Any], known: frozenset[str], *, prefix: str) -> None:
    for field in data:
        if field not in known:
            raise BadQuestion(field=f"{prefix}{field}", problem=Problem.UNKNOWN_FIELD, choices=sorted(known))


def _limit(value: object) -> int:
    if value is None:
        raise BadQuestion(field="limit", problem=Problem.MISSING)
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadQuestion(field="limit", problem=Problem.NOT_A_NUMBER, value=value)
    return value


def _moment(value: object, field: str) -> datetime:
    """Return a moment in local time."""
    if value is None:
        raise BadQuestion(field=field, problem=Problem.MISSING)
    try:
        moment = datetime.fromisoformat(str(value))
        return moment.replace(tzinfo=moment.tzinfo or TIMEZONE).astimezone(TIMEZONE)
    except (ValueError, OverflowError) as error:
        raise BadQuestion(field=field, problem=Problem.NOT_A_MOMENT, value=value) from error


def _cutoff(value: object) -> time | None:
    if value is None:
        return None
    try:
        cutoff = time.fromisoformat(str(value))
    except ValueError as error:
        raise BadQuestion(field="cutoff", problem=Problem.NOT_A_TIME, value=value) from error
    if cutoff.tzinfo is not None:
        raise BadQuestion(field="cutoff", problem=Problem.NOT_A_TIME, value=value)
    return cutoff


def _choice(choices: type[Choice], value: object, field: str, default: Choice) -> Choice:
    if value is None:
        return default
    try:
        return choices(str(value).upper())
    except ValueError as error:
        raise BadQuestion(field=field, problem=Problem.NOT_A_CHOICE, value=value, choices=choices) from error


def _regime(value: object, accepted_on: date) -> Regime:
    if value is None:
        return regime_on(accepted_on)
    regime = REGIMES.get(str(value).upper())
    if regime is None:
        raise BadQuestion(field="regime", problem=Problem.NOT_A_CHOICE, value=value, choices=REGIMES)
    return regime


def _stops(question: Mapping[str, Any], regime: Regime) -> list[Stop]:
    """Return the stops of a question; "stop" is the name of the option that gives one of them."""
    stops = []
    for field in ("stops", "stop"):
        listed = question.get(field) or []
        if isinstance(listed, str):
            listed = [listed]
        if not isinstance(listed, list | tuple):
            raise BadQuestion(field=field, problem=Problem.NOT_A_STOP, value=listed)
        stops += [_stop(value, f"{field}[{index}]", regime) for index, value in enumerate(listed)]
    return stops


def _stop(value: object, field: str, regime: Regime) -> Stop:
    data = _stop_fields(value, field)
    _refuse_unknown(data, STOP_FIELDS, prefix=f"{field}.")
    ground = str(data.get("ground") or SUPPLEMENT)
    until = data.get("until")
    return Stop(
        since=_moment(data.get("since") or None, f"{field}.since"),
        until=_moment(until, f"{field}.until") if until else None,
        rule=_choice(StopRule, data.get("rule"), f"{field}.rule", regime.stop_rule(ground)),
        ground=ground,
    )


def _stop_fields(value: object, field: str) -> Mapping[str, Any]:
    if isinstance(value, str) and ".." in value:
        value = value.split("..", maxsplit=1)
    if isinstance(value, list | tuple) and len(value) == 2:
        return dict(zip(("since", "until"), value, strict=True))
    if isinstance(value, Mapping):
        return value
    raise BadQuestion(field=field, problem=Problem.NOT_A_STOP, value=value)
