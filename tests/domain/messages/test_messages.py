"""Texts to applicants: what they may name, how they are filled, how long they are as short messages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.messages import (
    ALLOWED,
    BUILT_IN,
    OF_THE_PROVINCE,
    SAMPLES,
    MessageEmpty,
    MessageEvent,
    PlaceholderBroken,
    PlaceholderUnknown,
    check,
    count_sms,
    fill,
    placeholders,
    without_marks,
)

ACCEPTED = MessageEvent.ACCEPTED


@pytest.mark.parametrize("event", MessageEvent)
def test_what_is_said_by_default_is_sound_and_can_be_filled(event):
    text = BUILT_IN[event]
    assert check(text, event) == text
    assert set(ALLOWED[event]) <= set(SAMPLES)
    filled = fill(text, SAMPLES)
    assert not set("{}") & set(filled)
    assert SAMPLES["ma_ho_so"] in filled or event in {MessageEvent.NOT_ACCEPTED, *OF_THE_PROVINCE}


def test_names_are_found_once_in_their_order():
    assert placeholders("{ngay_hen} { ma_ho_so } {ngay_hen}") == ("ngay_hen", "ma_ho_so")
    assert placeholders("không có") == ()


@pytest.mark.parametrize("text", ["{ma_ho_so", "ma_ho_so}", "{{ma_ho_so}}", "{ma}_{ho"])
def test_a_broken_brace_is_refused(text):
    with pytest.raises(PlaceholderBroken):
        check(text, ACCEPTED)


def test_an_unknown_name_is_refused_with_those_that_are_known():
    with pytest.raises(PlaceholderUnknown) as refusal:
        check("Hồ sơ {ma_ho_so} {so_tien} {ten}", ACCEPTED)
    assert refusal.value.names == ("so_tien", "ten")
    assert refusal.value.allowed == ALLOWED[ACCEPTED]
    assert refusal.value.field == "text"


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 601])
def test_a_message_says_something_and_not_too_much(text):
    with pytest.raises(MessageEmpty):
        check(text, ACCEPTED)


def test_what_is_kept_has_no_blanks_around_it():
    assert check("  Xin chào \n", ACCEPTED) == "Xin chào"
    assert check("x" * 600, ACCEPTED) == "x" * 600


def test_values_are_put_in_once_and_never_read_as_names():
    assert fill("{ly_do} / { ma_ho_so }", {"ly_do": "{ma_ho_so}", "ma_ho_so": "H1"}) == "{ma_ho_so} / H1"
    with pytest.raises(KeyError):
        fill("{ly_do}", {})


@pytest.mark.parametrize(
    ("text", "places", "parts", "basic"),
    [
        ("", 0, 0, True),
        ("a" * 160, 160, 1, True),
        ("a" * 161, 161, 2, True),
        ("a" * 306, 306, 2, True),
        ("a" * 307, 307, 3, True),
        ("€" * 80, 160, 1, True),
        ("ă" * 70, 70, 1, False),
        ("ă" * 71, 71, 2, False),
        ("ă" * 134, 134, 2, False),
        ("ă" * 135, 135, 3, False),
        ("a" * 69 + "ă", 70, 1, False),
        ("😀", 2, 1, False),
    ],
)
def test_parts_are_counted_as_networks_do(text, places, parts, basic):
    found = count_sms(text)
    assert (found.places, found.parts, found.basic) == (places, parts, basic)


def test_marks_are_left_out_and_nothing_else():
    assert (
        without_marks("Đã nhận hồ sơ của Nguyễn Thị Ửng – “đủ”…")
        == 'Da nhan ho so cua Nguyen Thi Ung - "du"...'
    )


@given(st.text(alphabet="aăâáàảãạđêễôộơởuưựíỹ ĐỄỘƯ.,0123", max_size=400))
def test_without_marks_a_vietnamese_text_is_basic_and_never_longer(text):
    plain = without_marks(text)
    assert count_sms(plain).basic
    assert len(plain) == len(text)
    assert count_sms(plain).parts <= count_sms(text).parts
    assert without_marks(plain) == plain


@given(st.text(max_size=300), st.dictionaries(st.sampled_from(sorted(SAMPLES)), st.text(max_size=20)))
def test_a_checked_text_can_always_be_filled(text, values):
    try:
        kept = check(text, ACCEPTED)
    except (MessageEmpty, PlaceholderBroken, PlaceholderUnknown):
        return
    assert fill(kept, {**SAMPLES, **values}) is not None
