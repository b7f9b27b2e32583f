"""Ratings: when they are open, what they count for."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.feedback import ratings
from motcua.domain.feedback.ratings import Answers, Indicator, Satisfaction

GIVEN = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
points = st.one_of(st.none(), st.integers(0, 2))


@given(since=st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=30)))
def test_a_rating_may_be_changed_for_exactly_seven_days(since):
    if since <= timedelta(days=7):
        ratings.require_open(ended=True, given_at=GIVEN, at=GIVEN + since)
    else:
        with pytest.raises(ratings.RatingSettled) as refused:
            ratings.require_open(ended=True, given_at=GIVEN, at=GIVEN + since)
        assert refused.value.until == GIVEN + timedelta(days=7)


@pytest.mark.parametrize("given_at", [None, GIVEN])
def test_without_a_result_there_is_nothing_to_rate(given_at):
    with pytest.raises(ratings.RatingTooEarly):
        ratings.require_open(ended=False, given_at=given_at, at=GIVEN)


@given(values=st.lists(points, max_size=30))
def test_an_average_lies_between_its_points_and_is_within_half_a_tenth(values):
    answered = [each for each in values if each is not None]

    average = ratings.average(values)

    if not answered:
        assert average is None
    else:
        assert min(answered) <= average <= max(answered)
        assert abs(average - sum(answered) / len(answered)) <= 0.05 + 1e-9
        assert ratings.average([*values, None]) == average


def test_halves_are_rounded_upward():
    assert ratings.mean(1, 20) == 0.1
    assert ratings.mean(7, 4) == 1.8


@given(given_points=st.integers())
def test_an_indicator_has_no_other_points(given_points):
    answers = Answers(satisfaction=Satisfaction.SATISFIED, points={Indicator.TIME: given_points})

    if given_points in (0, 1, 2):
        assert ratings.checked(answers).points == {Indicator.TIME: given_points}
    else:
        with pytest.raises(ratings.PointsOutOfRange):
            ratings.checked(answers)


def test_a_comment_is_cleaned_and_not_cut():
    kept = ratings.checked(Answers(satisfaction=Satisfaction.SATISFIED, comment="  Nhanh,   gọn \n\n"))
    assert kept.comment == "Nhanh, gọn"
    with pytest.raises(ratings.TextTooLong):
        ratings.checked(Answers(satisfaction=Satisfaction.SATISFIED, comment="a" * 2001))
