"""Why somebody may see and act: the explanation is the policy, not a second opinion (R-I37, R-B22)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.access import (
    Actor,
    ActorKind,
    Ground,
    Places,
    Post,
    Reach,
    Right,
    Sight,
    Tray,
    explain,
    find_post,
    may_see,
    sights,
    standings,
)
from motcua.domain.access.policy import (
    AGENCY_WIDE_ROLES,
    COUNTER_ROLES,
    HEAD_ROLES,
    LEADER_ROLES,
    rights_of_role,
)

ROLES = (
    "reception", "return_desk", "specialist", "division_head", "leader", "clerk", "office_head", "inspector",
    "province_admin", "unit_admin",
)  # fmt: skip
AGENCIES, UNITS, PEOPLE = st.integers(1, 3), st.integers(1, 5), st.integers(1, 3)
posts = st.builds(
    Post,
    assignment_id=st.integers(1, 9),
    agency_id=AGENCIES,
    unit_id=UNITS,
    role=st.sampled_from(ROLES),
    mandate_id=st.none() | st.just(5),
)
actors = st.builds(
    Actor,
    kind=st.just(ActorKind.OFFICER),
    name=st.just("x"),
    account_id=PEOPLE,
    posts=st.lists(posts, max_size=4).map(tuple),
)
trays = st.builds(
    Tray,
    unit_id=UNITS,
    agency_id=AGENCIES,
    role=st.sampled_from(ROLES),
    assignee=st.none() | PEOPLE,
    sent_by=st.none() | PEOPLE,
    sent_from=st.none() | UNITS,
)
places = st.builds(
    Places,
    receiving_unit=UNITS,
    receiving_agency=AGENCIES,
    competent_agency=AGENCIES,
    units=st.lists(UNITS, max_size=3).map(tuple),
    agencies=st.lists(AGENCIES, max_size=2).map(tuple),
    holding_agencies=st.lists(AGENCIES, max_size=2).map(tuple),
    tray=st.none() | trays,
)
rights = st.permutations(tuple(Right)).flatmap(
    lambda all_: st.integers(0, len(all_)).map(lambda n: tuple(all_[:n]))
)


@given(actor=actors, rights=rights, dossier=places)
def test_the_first_ground_is_what_the_policy_finds_and_no_ground_is_no_right(actor, rights, dossier):
    found = explain(actor, rights, dossier)

    assert (found[0].post if found else None) == find_post(actor, rights, dossier)
    assert all(ground.right in rights and ground.post in actor.posts for ground in found)


@given(actor=actors, dossier=places)
def test_every_ground_lies_within_what_its_role_can_give(actor, dossier):
    for ground in explain(actor, tuple(Right), dossier):
        assert ground.right in rights_of_role(ground.post.role)


@given(actor=actors, dossier=places)
def test_a_sight_is_given_exactly_when_the_dossier_may_be_seen(actor, dossier):
    assert bool(sights(actor, dossier)) is may_see(actor, dossier)


def officer(*roles):
    posts = tuple(Post(n, 1, n, role) for n, role in enumerate(roles, 1))
    return Actor(ActorKind.OFFICER, "x", 1, posts)


def test_each_post_says_how_far_it_reads_and_what_it_can_give():
    found = standings(officer("specialist", "leader", "inspector", "unit_admin", "reception"))

    assert [standing.reach for standing in found] == [
        Reach.UNIT, Reach.AGENCY, Reach.EVERYTHING, Reach.NOTHING, Reach.UNIT,
    ]  # fmt: skip
    works = (Right.HOLDER, Right.SENDER, Right.TAKES_PART)
    assert found[0].rights == found[2].rights == works
    assert found[1].rights == tuple(r for r in Right if r not in {Right.COUNTER, Right.APPLICANT})
    assert found[3].rights == ()
    assert found[4].rights == (Right.COUNTER, *works)


@pytest.mark.parametrize("role", sorted(COUNTER_ROLES | HEAD_ROLES | LEADER_ROLES | AGENCY_WIDE_ROLES))
def test_whoever_works_on_dossiers_may_hold_them(role):
    assert Right.HOLDER in rights_of_role(role)


def test_a_dossier_is_seen_by_the_unit_the_agency_or_everywhere():
    dossier = Places(receiving_unit=1, receiving_agency=1, competent_agency=1, units=(1, 3), agencies=(1,))

    found = sights(officer("specialist", "leader", "clerk", "inspector", "unit_admin", "specialist"), dossier)

    assert [(sight.post.unit_id, sight.by) for sight in found] == [
        (1, Reach.UNIT), (2, Reach.AGENCY), (3, Reach.AGENCY), (4, Reach.EVERYTHING),
    ]  # fmt: skip
    assert sights(
        officer("clerk"), Places(receiving_unit=1, receiving_agency=9, competent_agency=9, units=(1,))
    ) == (Sight(Post(1, 1, 1, "clerk"), Reach.UNIT),)


def test_every_ground_of_an_act_is_named_the_recorded_one_first():
    tray = Tray(unit_id=1, agency_id=1, role="specialist", assignee=1)
    dossier = Places(receiving_unit=9, receiving_agency=1, competent_agency=1, tray=tray)
    own, led = Post(1, 1, 1, "specialist"), Post(2, 1, 2, "leader")
    held = Post(3, 1, 1, "specialist", mandate_id=7)

    assert explain(
        Actor(ActorKind.OFFICER, "x", 1, (held, own, led)), (Right.HOLDER, Right.HEAD), dossier
    ) == (
        Ground(Right.HOLDER, own),
        Ground(Right.HOLDER, held),
        Ground(Right.HEAD, led),
    )


def test_an_administrator_does_not_take_back_what_was_sent_in_an_earlier_post():
    """R-I37"""
    tray = Tray(unit_id=2, agency_id=1, role="specialist", sent_by=1, sent_from=1)
    dossier = Places(receiving_unit=1, receiving_agency=1, competent_agency=1, units=(1, 2), tray=tray)

    assert explain(officer("unit_admin"), tuple(Right), dossier) == ()
    assert Ground(Right.SENDER, Post(1, 1, 1, "reception")) in explain(
        officer("reception"), (Right.SENDER,), dossier
    )
