"""The test vectors of law.md D.3, by id."""

from datetime import date, datetime, time

import pytest

from motcua.domain.calendar import TIMEZONE, vietnam_calendar
from motcua.domain.deadlines import Allowance, Stop, StopRule, Terms, Unit, due, explain

VECTORS = {
    "R-D30": ("2025-01-24", 3, Unit.WORKING_DAY, "2025-02-05"),
    "R-D31": ("2025-04-25", 3, Unit.WORKING_DAY, "2025-04-29"),
    "R-D32": ("2025-04-29", 2, Unit.WORKING_DAY, "2025-05-06"),
    "R-D33": ("2024-04-26", 2, Unit.WORKING_DAY, "2024-05-03"),
    "R-D34": ("2026-02-12", 5, Unit.WORKING_DAY, "2026-02-26"),
    "R-D35": ("2026-04-24", 3, Unit.WORKING_DAY, "2026-05-04"),
    "R-D36": ("2026-08-21", 1, Unit.WORKING_DAY, "2026-08-22"),
    "R-D37": ("2026-08-28", 2, Unit.WORKING_DAY, "2026-09-04"),
    "R-D38": ("2026-11-23", 1, Unit.WORKING_DAY, "2026-11-25"),
    "R-D39": ("2026-01-31", 1, Unit.MONTH, "2026-03-02"),
    "R-D40": ("2026-04-23", 7, Unit.DAY, "2026-05-04"),
}


def local(on, hour=9):
    return datetime.combine(date.fromisoformat(on), time(hour), TIMEZONE)


@pytest.mark.parametrize("hour", [0, 9, 23])
@pytest.mark.parametrize(("accepted", "amount", "unit", "expected"), VECTORS.values(), ids=VECTORS)
def test_the_due_moment_is_the_end_of_the_afternoon_of_the_day_in_the_law_table(
    accepted, amount, unit, expected, hour
):
    question = local(accepted, hour), Terms(Allowance(amount, unit)), vietnam_calendar()

    assert due(*question) == local(expected, 17)
    assert explain(*question).days[-1].on == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("rule", "expected"), [(StopRule.RESTART, "2026-11-17"), (StopRule.CONTINUE, "2026-11-13")]
)
def test_r_d41_a_supplement_restarts_or_continues_the_limit(rule, expected):
    stop = Stop(local("2026-11-06", 16), local("2026-11-10", 8), rule, "supplement")
    terms = Terms(Allowance(5, Unit.WORKING_DAY))

    assert due(local("2026-11-04"), terms, vietnam_calendar(), [stop]) == local(expected, 17)
