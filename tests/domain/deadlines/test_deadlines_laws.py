from datetime import timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from motcua.domain.calendar import TIMEZONE, vietnam_calendar
from motcua.domain.deadlines import Allowance, StopRule, Terms, Unit, due, explain
from motcua.domain.deadlines.clock import runs_in_hours
from tests.domain.deadlines.strategies import situations, stops

CALENDAR = vietnam_calendar()
CONTINUING = st.just(StopRule.CONTINUE)


def known_due(accepted_at, terms, stopped=()):
    found = due(accepted_at, terms, CALENDAR, stopped)
    assert found is not None, "no stop is open"
    return found


def longer(terms, by):
    return Terms(
        Allowance(terms.allowance.amount + by, terms.allowance.unit), mode=terms.mode, cutoff=terms.cutoff
    )


@given(data=st.data(), situation=situations())
def test_a_stop_never_brings_the_due_date_forward(data, situation):
    accepted_at, terms, stopped = situation
    one_more = data.draw(stops(near=accepted_at))

    assert known_due(accepted_at, terms, [*stopped, one_more]) >= known_due(accepted_at, terms, stopped)


@given(data=st.data(), situation=situations(rules=CONTINUING, units=st.just(Unit.MONTH)))
def test_a_continuing_stop_never_brings_a_month_forward(data, situation):
    accepted_at, terms, stopped = situation
    one_more = data.draw(stops(near=accepted_at, rules=CONTINUING))

    assert known_due(accepted_at, terms, [*stopped, one_more]) >= known_due(accepted_at, terms, stopped)


@given(situation=situations())
def test_exactly_the_allotted_time_runs(situation):
    accepted_at, terms, stopped = situation

    explanation = explain(accepted_at, terms, CALENDAR, stopped)

    if runs_in_hours(terms):
        hours = terms.allowance.amount * (1 if terms.allowance.unit is Unit.HOUR else 8)
        assert explanation.time_run == timedelta(hours=hours)
    else:
        assert explanation.days_counted == terms.allowance.amount
        assert explanation.time_run == timedelta(0)


@given(situation=situations(units=st.sampled_from(Unit)))
def test_an_explanation_lists_every_day_from_acceptance_to_the_due_day(situation):
    accepted_at, terms, stopped = situation

    explanation = explain(accepted_at, terms, CALENDAR, stopped)

    first = accepted_at.astimezone(TIMEZONE).date()
    assert explanation.due == known_due(accepted_at, terms, stopped)
    assert explanation.due_on is not None
    assert explanation.accepted_on == first
    assert [day.on for day in explanation.days] == [
        first + timedelta(days=n) for n in range((explanation.due_on - first).days + 1)
    ]
    numbers = [day.counted for day in explanation.days if day.counted is not None]
    assert numbers == list(range(1, len(numbers) + 1))


@given(situation=situations(), by=st.integers(0, 20))
def test_a_longer_limit_is_never_due_earlier(situation, by):
    accepted_at, terms, stopped = situation

    assert known_due(accepted_at, longer(terms, by), stopped) >= known_due(accepted_at, terms, stopped)


@given(situation=situations(), later=st.timedeltas(timedelta(0), timedelta(days=30)))
def test_a_dossier_accepted_later_is_never_due_earlier(situation, later):
    accepted_at, terms, stopped = situation

    assert known_due(accepted_at + later, terms, stopped) >= known_due(accepted_at, terms, stopped)


@given(situation=situations(units=st.just(Unit.MONTH), max_stops=0), later=st.integers(0, 60))
def test_a_month_that_begins_later_never_ends_earlier(situation, later):
    accepted_at, terms, _ = situation

    assert known_due(accepted_at + timedelta(days=later), terms) >= known_due(accepted_at, terms)


@given(data=st.data(), situation=situations(rules=CONTINUING, units=st.sampled_from(Unit)))
def test_a_restart_is_a_fresh_count_from_completion(data, situation):
    accepted_at, terms, stopped = situation
    restart = data.draw(stops(near=accepted_at, rules=st.just(StopRule.RESTART)))
    assume(restart.until >= accepted_at)

    assert known_due(accepted_at, terms, [*stopped, restart]) == known_due(restart.until, terms, stopped)


@given(situation=situations(units=st.sampled_from(Unit)), order=st.randoms(use_true_random=False))
def test_the_order_and_repetition_of_stops_do_not_matter(situation, order):
    accepted_at, terms, stopped = situation
    shuffled = [*stopped, *stopped]
    order.shuffle(shuffled)

    assert known_due(accepted_at, terms, shuffled) == known_due(accepted_at, terms, stopped)


@given(situation=situations(units=st.sampled_from(Unit)))
def test_nothing_is_due_before_it_was_accepted(situation):
    accepted_at, terms, stopped = situation

    assert known_due(accepted_at, terms, stopped) >= accepted_at
