"""Which way messages go: the law first, then what the person chose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.messages import BUILT_IN, OF_THE_PROVINCE, MessageEvent, fill, placeholders
from motcua.domain.messages.routing import (
    GROUPS,
    PRIORITIES,
    STATUTORY,
    Group,
    Priority,
    Reach,
    Route,
    Way,
    dedupe_key,
    masked,
    may_switch_off,
    only,
    outward,
    routes,
)

PHONE, EMAIL = "0912000318", "anh@example.vn"
EVERYWHERE = Reach(PHONE, EMAIL, inbox=True)
events = st.sampled_from(MessageEvent)
reaches = st.builds(
    Reach,
    phone=st.sampled_from(["", PHONE, "02413822000"]),
    email=st.sampled_from(["", EMAIL]),
    inbox=st.booleans(),
)
choices = st.dictionaries(st.tuples(st.sampled_from(Group), st.sampled_from(Way)), st.booleans())


def ways(found):
    return {route.way for route in found}


def test_every_event_has_a_group_and_every_group_a_priority():
    assert set(GROUPS) == set(MessageEvent)
    assert set(PRIORITIES) == set(Group)


@given(events, reaches, choices)
def test_at_most_one_message_reaches_the_phone_and_none_has_no_address(event, reach, chosen):
    found = routes(event, reach, chosen)

    assert len([r for r in found if r.way in {Way.SMS, Way.ZALO}]) <= 1
    assert all(r.address for r in found if r.way is not Way.INBOX)
    assert len(ways(found)) == len(found)


@given(events, reaches, choices)
def test_a_statutory_notice_reaches_whoever_can_be_reached_whatever_they_chose(event, reach, chosen):
    if GROUPS[event] in STATUTORY:
        found = routes(event, reach, chosen)

        assert (Way.EMAIL in ways(found)) == bool(reach.email)
        assert bool(ways(found) & {Way.SMS, Way.ZALO}) == (reach.phone == PHONE)


@given(events, reaches)
def test_what_can_be_switched_off_is_off_when_everything_is_switched_off(event, reach):
    nothing = {(group, way): False for group in Group for way in Way}

    found = routes(event, reach, nothing)

    assert not [r for r in found if may_switch_off(GROUPS[event], r.way)]


def test_a_landline_gets_no_short_message():
    assert routes(MessageEvent.ACCEPTED, Reach("02413822000"), {}) == ()


def test_zalo_is_used_when_asked_for_with_sms_behind_it():
    asked = {(Group.PROGRESS, Way.ZALO): True}

    assert Route(Way.ZALO, PHONE, (Way.SMS,)) in routes(MessageEvent.ACCEPTED, EVERYWHERE, asked)
    assert Route(Way.SMS, PHONE) in routes(MessageEvent.ACCEPTED, EVERYWHERE, {})


def test_whoever_wants_zalo_and_no_sms_gets_no_sms_behind_it():
    chosen = {(Group.PROGRESS, Way.ZALO): True, (Group.PROGRESS, Way.SMS): False}

    assert Route(Way.ZALO, PHONE) in routes(MessageEvent.ACCEPTED, EVERYWHERE, chosen)


def test_an_invitation_goes_to_nobody_who_could_not_refuse_it():
    assert routes(MessageEvent.RATING_ASKED, Reach(PHONE, EMAIL), {}) == ()
    assert ways(routes(MessageEvent.RATING_ASKED, EVERYWHERE, {})) == {Way.INBOX, Way.SMS, Way.EMAIL}


def test_a_code_goes_first_and_into_no_inbox():
    assert ways(routes(MessageEvent.ONE_TIME_CODE, EVERYWHERE, {})) == {Way.SMS, Way.EMAIL}
    assert max(PRIORITIES.values()) is PRIORITIES[GROUPS[MessageEvent.ONE_TIME_CODE]] is Priority.CODE


@pytest.mark.parametrize("way", [Way.SMS, Way.ZALO])
def test_no_reason_and_no_name_lies_on_a_lock_screen(way):
    said = outward(
        {"ly_do": "Thiếu kết luận giám định", "nguoi_nop": "Vũ Thị Nhung"}, way, see="xem chi tiết"
    )

    assert said == {"ly_do": "xem chi tiết", "nguoi_nop": "V••• T••• N•••"}


def test_a_reason_is_read_in_full_where_its_reader_is_alone():
    assert outward({"ly_do": "Thiếu bản vẽ"}, Way.EMAIL, see="…")["ly_do"] == "Thiếu bản vẽ"


@given(events, st.sampled_from(Way), st.text(max_size=5), st.text(max_size=5))
def test_only_the_same_notice_to_the_same_receiver_is_the_same(event, way, subject, receiver):
    key = dedupe_key(event, subject, way, receiver)

    assert key == dedupe_key(event, subject, way, receiver)
    assert len(key) == 64
    assert key != dedupe_key(event, subject + "1", way, receiver)
    assert key != dedupe_key(event, subject, way, receiver + "1")


def test_addresses_are_masked_by_their_way():
    assert masked(Way.SMS, PHONE) == "•••• ••• 318"
    assert masked(Way.EMAIL, EMAIL) == "a•••@example.vn"
    assert masked(Way.INBOX, "") == ""


def test_built_in_texts_name_nobody_and_a_code_names_no_dossier():
    assert all("nguoi_nop" not in placeholders(text) for text in BUILT_IN.values())
    assert set(placeholders(BUILT_IN[MessageEvent.ONE_TIME_CODE])) == {"ma_xac_nhan", "so_phut"}
    assert {event for event, group in GROUPS.items() if group is Group.SECURITY} == OF_THE_PROVINCE
    assert "482915" in fill(BUILT_IN[MessageEvent.ONE_TIME_CODE], {"ma_xac_nhan": "482915", "so_phut": "5"})


def test_some_ways_alone_may_be_asked_for():
    found = (Route(Way.EMAIL, EMAIL), Route(Way.INBOX, ""))

    assert only(found, {Way.INBOX}) == found[1:]
    assert only(found, ()) == ()
