"""Questions and petitions: where they go, who may do what, what may be published."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.access import Actor, ActorKind, NotPermitted, Post
from motcua.domain.calendar import TIMEZONE, Calendar, Session
from motcua.domain.errors import DomainError
from motcua.domain.feedback import submissions as s
from motcua.domain.feedback.submissions import Act, Kind, Matter, Office, State

OFFICE = Office(office=1, committee=2)
AGENCIES = (1, 2, 3, 4)
ROLES = ("leader", "office_head", "office_specialist", "procedure_control", "division_head", "specialist", "reception",
         "inspector", "province_admin", "chairman", "clerk")  # fmt: skip

posts = st.builds(
    Post,
    assignment_id=st.just(1),
    agency_id=st.sampled_from(AGENCIES),
    unit_id=st.just(9),
    role=st.sampled_from(ROLES),
)
officers = st.builds(
    Actor,
    kind=st.just(ActorKind.OFFICER),
    name=st.just("Trần Thị Mẫu"),
    account_id=st.integers(1, 5),
    posts=st.lists(posts, max_size=2).map(tuple),
)
matters = st.builds(
    Matter,
    kind=st.sampled_from(Kind),
    state=st.sampled_from(State),
    agency=st.sampled_from(AGENCIES),
    about_agency=st.one_of(st.none(), st.sampled_from(AGENCIES)),
    concerned=st.frozensets(st.integers(1, 5), max_size=2),
    drafted_by=st.one_of(st.none(), st.integers(1, 5)),
)


def officer(role, agency, account=1):
    return Actor(ActorKind.OFFICER, "Trần Thị Mẫu", account, (Post(1, agency, 9, role),))


@given(actor=officers, matter=matters)
def test_whoever_is_complained_about_reads_nothing_and_does_nothing(actor, matter):
    if actor.account_id in matter.concerned:
        assert not s.may_read(actor, matter, OFFICE)
        assert s.acts_for(actor, matter, OFFICE) == ()


@given(actor=officers, matter=matters)
def test_who_may_act_may_read(actor, matter):
    if s.acts_for(actor, matter, OFFICE):
        assert s.may_read(actor, matter, OFFICE)


@given(actor=officers, matter=matters)
def test_nobody_approves_the_own_draft_and_ended_ones_stay(actor, matter):
    acts = s.acts_for(actor, matter, OFFICE)
    if matter.drafted_by == actor.account_id:
        assert Act.APPROVE not in acts
    if matter.state in {State.REFUSED, State.STORED}:
        assert acts == ()
    if matter.kind is Kind.CONDUCT:
        assert Act.PUBLISH not in acts


@given(actor=officers, matter=matters)
def test_a_petition_on_conduct_is_read_within_the_agency_by_its_leaders_only(actor, matter):
    if matter.kind is Kind.CONDUCT and matter.agency == matter.about_agency == 3:
        outside = all(post.agency_id != 1 for post in actor.posts)
        leads = any(
            post.agency_id == 3 and post.role in {"leader", "office_head", "chairman"} for post in actor.posts
        )
        if outside and not leads:
            assert not s.may_read(actor, matter, OFFICE)


@given(named=st.one_of(st.none(), st.sampled_from(AGENCIES)))
def test_a_petition_on_conduct_is_never_received_by_the_agency_it_is_about(named):
    assert s.first_agency(Kind.CONDUCT, named, OFFICE) != named
    assert s.first_agency(Kind.REGULATION, named, OFFICE) == OFFICE.office
    assert s.first_agency(Kind.QUESTION, named, OFFICE) == (named or OFFICE.office)


def test_a_petition_goes_to_the_agency_concerned_only_where_somebody_else_leads():
    matter = Matter(
        kind=Kind.CONDUCT, state=State.RECEIVED, agency=1, about_agency=3, concerned=frozenset({7})
    )

    with pytest.raises(s.JudgesItself):
        s.require_way(matter, 3, [7])
    with pytest.raises(s.JudgesItself):
        s.require_way(matter, 3, [])
    with pytest.raises(s.AlreadyThere):
        s.require_way(matter, 1, [8])
    s.require_way(matter, 3, [7, 8])
    s.require_way(matter, 4, [])


@pytest.mark.parametrize("kind", [Kind.REGULATION, Kind.CONDUCT])
def test_petitions_without_name_or_contact_are_stored(kind):
    assert s.first_state(kind, name="", reachable=True) is State.STORED
    assert s.first_state(kind, name="Nguyễn Văn Mẫu", reachable=False) is State.STORED
    assert s.first_state(kind, name="Nguyễn Văn Mẫu", reachable=True) is State.RECEIVED
    assert s.first_state(Kind.QUESTION, name="", reachable=False) is State.RECEIVED


@given(days=st.integers(0, 300), hour=st.integers(0, 23))
def test_forwarding_takes_five_working_days_after_the_day_of_receipt(days, hour):
    calendar = vietnam_calendar()
    received = datetime(2026, 1, 5, hour, tzinfo=TIMEZONE) + timedelta(days=days)

    until = s.forward_by(received, calendar).astimezone(TIMEZONE)

    assert calendar.working_days_between(received.date(), until.date()) == 5
    assert calendar.is_working_day(until.date())


def vietnam_calendar():
    week = [[Session(time(7, 30), time(11, 30)), Session(time(13, 30), time(17))]] * 5 + [[], []]
    return Calendar.build("vn", week, [], date(2025, 12, 1), date(2027, 3, 1))


def test_what_is_published_tells_nobody_apart():
    s.require_publishable(["Tôi hỏi về phí 150.000 đồng ngày 16/04/2026"], "Nguyễn Văn Mẫu")
    for text in ("Gọi 0912000318", "Tôi là NGUYEN VAN MAU ở phường", "thư a@example.vn"):
        with pytest.raises(s.PersonalDataLeft):
            s.require_publishable(["Câu hỏi", text], "Nguyễn Văn Mẫu")


def test_programs_are_told_from_people():
    s.require_person(trap="", seconds=3)
    for trap, seconds in (("http://", 60), ("", 2.9), ("", -5)):
        with pytest.raises(s.LooksLikeRobot):
            s.require_person(trap=trap, seconds=seconds)


@given(matter=matters, act=st.sampled_from(Act))
def test_an_act_leads_where_the_table_says_or_is_refused(matter, act):
    try:
        after = s.moved(matter, act)
    except s.ActNotNow:
        assert matter.state not in s.AFTER[act][0]
    else:
        assert after is (s.AFTER[act][1] or matter.state)


def test_roles_of_the_law():
    question = Matter(kind=Kind.QUESTION, state=State.RECEIVED, agency=3)
    regulation = Matter(kind=Kind.REGULATION, state=State.RECEIVED, agency=1)

    assert Act.TAKE in s.acts_for(officer("specialist", 3), question, OFFICE)
    assert s.acts_for(officer("specialist", 4), question, OFFICE) == ()
    assert Act.FORWARD in s.acts_for(officer("procedure_control", 1), question, OFFICE)
    assert s.acts_for(officer("specialist", 1), regulation, OFFICE) == ()
    for role in ("province_admin", "reception", "inspector"):
        with pytest.raises(NotPermitted):
            s.require_act(officer(role, 3), question, Act.TAKE, OFFICE)
    assert issubclass(s.OwnDraft, DomainError)


@pytest.mark.parametrize("check", [s.checked_title, s.checked_body])
def test_texts_are_kept_without_blanks_around_and_neither_empty_nor_endless(check):
    assert check("  Vì sao chậm?  ") == "Vì sao chậm?"
    with pytest.raises(s.TextMissing) as missing:
        check("   ")
    assert missing.value.what in {"title", "text"}
    with pytest.raises(s.TextTooLong):
        check("x" * (s.LONGEST_TEXT + 1))


def test_who_drafted_an_answer_does_not_approve_it():
    matter = Matter(kind=Kind.QUESTION, state=State.REVIEW, agency=3, drafted_by=1)
    with pytest.raises(s.OwnDraft):
        s.require_act(officer("leader", 3), matter, Act.APPROVE, OFFICE)

    assert s.require_act(officer("leader", 3, account=2), matter, Act.APPROVE, OFFICE).role == "leader"
