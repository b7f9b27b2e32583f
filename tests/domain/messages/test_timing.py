"""When messages are tried again and given up, and when a supplier is left alone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.calendar import TIMEZONE
from motcua.domain.messages.routing import Priority
from motcua.domain.messages.timing import (
    BACK_OFF,
    ENOUGH,
    LONGEST_REST,
    SHORTEST_REST,
    WINDOW,
    Circuit,
    grace,
    next_try,
    not_before,
)

NOON = datetime(2026, 11, 2, 5, tzinfo=UTC)
moments = st.integers(1_577_836_800, 2_208_988_800).map(lambda s: datetime.fromtimestamp(s, UTC))
answers = st.lists(st.tuples(st.integers(0, 90), st.booleans()), max_size=80)


@given(moments, st.sampled_from(Priority))
def test_only_bulk_waits_for_the_day_and_never_longer_than_a_night(at, priority):
    then = not_before(priority, at)

    assert then >= at
    assert then - at <= timedelta(hours=10)
    assert priority is Priority.BULK or then == at
    assert priority is not Priority.BULK or 7 <= then.astimezone(TIMEZONE).hour < 21


@pytest.mark.parametrize(
    ("local", "then"),
    [("20:59", "20:59"), ("21:00", "07:00"), ("06:59", "07:00"), ("07:00", "07:00"), ("00:00", "07:00")],
)
def test_the_edges_of_the_night(local, then):
    at = datetime.fromisoformat(f"2026-11-02 {local}").replace(tzinfo=TIMEZONE)

    assert f"{not_before(Priority.BULK, at).astimezone(TIMEZONE):%H:%M}" == then


@given(st.sampled_from(Priority), st.integers(1, 12))
def test_waits_grow_and_end(priority, tries):
    first, second = next_try(priority, tries, NOON), next_try(priority, tries + 1, NOON)

    assert first is None or first > NOON
    assert first is None or second is None or second >= first
    assert next_try(priority, len(BACK_OFF) + 1, NOON) is None


def test_what_is_no_code_is_tried_for_more_than_a_day_and_a_code_within_its_minutes():
    at, tries = NOON, 0
    while (then := next_try(Priority.PROGRESS, tries + 1, at)) is not None:
        at, tries = then, tries + 1

    assert at - NOON > timedelta(days=3)
    assert next_try(Priority.CODE, 1, NOON) == NOON + timedelta(seconds=3)
    assert next_try(Priority.CODE, 1, NOON, NOON + timedelta(seconds=3)) is None
    assert grace(Priority.CODE) < grace(Priority.PROGRESS)


def closed(*, good=0, bad=0):
    circuit = Circuit()
    for number in range(good + bad):
        circuit = circuit.after(NOON + timedelta(milliseconds=number), good=number < good)
    return circuit


def test_a_single_failure_says_nothing_and_a_few_among_many_good_ones_neither():
    assert closed(bad=ENOUGH - 1).allows(NOON)
    assert closed(good=100, bad=99).allows(NOON + timedelta(seconds=1))


def test_it_opens_when_half_of_a_minute_failed_and_one_good_answer_closes_it():
    circuit = closed(bad=ENOUGH)
    later = circuit.open_until

    assert not circuit.allows(NOON + timedelta(seconds=1))
    assert circuit.allows(later)
    assert circuit.after(later, good=True) == Circuit(since=later, good=1)


def test_a_rest_doubles_up_to_ten_minutes():
    circuit, rests = closed(bad=ENOUGH), []
    for _ in range(8):
        at = circuit.open_until
        circuit = circuit.after(at, good=False)
        rests.append(circuit.open_until - at)

    assert rests[0] == SHORTEST_REST * 2
    assert rests == sorted(rests)
    assert rests[-1] == LONGEST_REST


def test_failures_of_another_minute_do_not_count():
    circuit = closed(bad=ENOUGH - 1).after(NOON + WINDOW, good=False)

    assert circuit.allows(NOON + WINDOW)
    assert circuit.bad == 1


@given(answers)
def test_it_is_never_open_without_an_end_and_never_after_a_good_answer(given_answers):
    circuit, at = Circuit(), NOON
    for seconds, good in given_answers:
        at += timedelta(seconds=seconds)
        was_allowed = circuit.allows(at)
        circuit = circuit.after(at, good=good)
        if was_allowed and good:
            assert circuit.allows(at)
        assert circuit.open_until is None or circuit.open_until - at <= LONGEST_REST


def test_answers_to_what_was_asked_before_it_opened_change_nothing():
    circuit = closed(bad=ENOUGH)
    before = circuit.open_until - timedelta(seconds=1)

    assert circuit.after(before, good=True) is circuit
    assert circuit.after(before, good=False) is circuit
