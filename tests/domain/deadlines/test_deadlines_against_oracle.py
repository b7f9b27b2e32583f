import random
from datetime import UTC, datetime, time, timedelta

import pytest

from motcua.domain.calendar import TIMEZONE, vietnam_calendar
from motcua.domain.deadlines import Allowance, DayMode, Stop, StopRule, Terms, Unit, due, explain
from tests.domain.deadlines import oracle

CASES_PER_UNIT = 2_500
LONGEST = {Unit.WORKING_DAY: 40, Unit.DAY: 90, Unit.HOUR: 60, Unit.MONTH: 7}
DAY = timedelta(days=1)
TICK = timedelta(minutes=30)
FIRST = datetime.fromisoformat("2013-01-10")


def random_pause(rng, accepted):
    since = accepted + rng.randrange(-5 * 48, 40 * 48) * TICK
    lasts = rng.choice([0, 1, 7, 20, 48, 3 * 48, 15 * 48])
    return oracle.Pause(since, since + rng.randint(0, lasts) * TICK, restarts=rng.random() < 0.2)


def random_question(rng, unit):
    accepted = FIRST + rng.randrange(16 * 365 * 48) * TICK
    return oracle.Question(
        accepted=accepted,
        amount=rng.choice([0, 1, 2, rng.randint(0, LONGEST[unit])]),
        unit=unit.value,
        rolling=rng.random() < 0.3,
        cutoff=rng.choice([None, None, time(15), time(11, 30)]),
        pauses=[random_pause(rng, accepted) for _ in range(rng.choice([0, 1, 1, 2, 4]))],
        open_since=accepted + DAY if rng.random() < 0.02 else None,
    )


def for_the_engine(question):
    def instant(local):
        return local.replace(tzinfo=TIMEZONE).astimezone(UTC)

    terms = Terms(
        Allowance(question.amount, Unit(question.unit)),
        mode=DayMode.ROLLING_HOURS if question.rolling else DayMode.CIVIL,
        cutoff=question.cutoff,
    )
    stops = [
        Stop(
            since=instant(pause.since),
            until=instant(pause.until),
            rule=StopRule.RESTART if pause.restarts else StopRule.CONTINUE,
            ground="supplement",
        )
        for pause in question.pauses
    ]
    if question.open_since:
        stops.append(Stop(instant(question.open_since), None, StopRule.CONTINUE, "payment"))
    return instant(question.accepted), terms, vietnam_calendar(), stops


@pytest.mark.parametrize("unit", Unit)
def test_the_engine_agrees_with_counting_by_hand(unit):
    rng = random.Random(f"due dates in {unit}")

    for _ in range(CASES_PER_UNIT):
        question = random_question(rng, unit)
        expected = oracle.due(question)

        found = due(*for_the_engine(question))

        assert (found and found.astimezone(TIMEZONE).replace(tzinfo=None)) == expected, question


def test_the_explanation_of_random_cases_ends_on_the_day_counted_by_hand():
    rng = random.Random("explanations")

    for _ in range(600):
        question = random_question(rng, rng.choice(list(Unit)))
        expected = oracle.due(question)

        explanation = explain(*for_the_engine(question))

        assert explanation.due_on == (expected and expected.date()), question
        assert expected is None or explanation.days[-1].on == expected.date(), question
