"""Threads: who has read what, and who owes an answer."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.feedback import threads
from motcua.domain.feedback.ratings import TextTooLong
from motcua.domain.feedback.threads import Side, Standing

START = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
acts = st.lists(st.tuples(st.sampled_from(["speak", "see"]), st.sampled_from(list(Side))), max_size=25)


def played(steps):
    standing, spoken = Standing(), []
    for minute, (what, side) in enumerate(steps):
        at = START + timedelta(minutes=minute)
        standing = threads.spoken(standing, side, at) if what == "speak" else threads.seen(standing, side)
        if what == "speak":
            spoken.append((side, at))
    return standing, spoken


@given(steps=acts)
def test_nobody_has_read_more_than_was_said_and_one_has_read_all_one_said(steps):
    standing, spoken = played(steps)

    assert standing.last == len(spoken)
    for side in Side:
        left = threads.unread(standing, side)
        assert 0 <= left <= standing.last
        assert all(speaker is side.other for speaker, _ in spoken[len(spoken) - left :])


@given(steps=acts)
def test_an_answer_is_owed_since_the_first_word_that_nobody_answered(steps):
    standing, spoken = played(steps)

    owed = None
    for side, at in spoken:
        owed = None if side is Side.AGENCY else owed or at
    assert standing.waiting_since == owed


@given(steps=acts, side=st.sampled_from(list(Side)))
def test_reading_leaves_nothing_unread_and_owes_what_it_owed(steps, side):
    standing, _ = played(steps)

    after = threads.seen(standing, side)

    assert threads.unread(after, side) == 0
    assert threads.unread(after, side.other) == threads.unread(standing, side.other)
    assert after.waiting_since == standing.waiting_since


def test_a_message_says_something_or_brings_a_file():
    with pytest.raises(threads.MessageEmpty):
        threads.checked_text(" \n ", [])
    assert threads.checked_text(" ", ["a" * 64]) == ""
    assert threads.checked_text(" Xin hỏi \n", []) == "Xin hỏi"
    with pytest.raises(threads.TooManyFiles):
        threads.checked_text("Xin gửi", ["a"] * 6)
    with pytest.raises(TextTooLong):
        threads.checked_text("a" * 4001, [])
