"""Who may act on a dossier: holder, head, leader, counter, sender, and whoever takes part."""

from dataclasses import replace

import pytest

from motcua.domain.access import (
    Actor,
    ActorKind,
    NotPermitted,
    Places,
    Post,
    Right,
    Tray,
    find_post,
    may_see,
    require,
    scope_of,
)
from motcua.domain.access.policy import AGENCY_WIDE_ROLES, COUNTER_ROLES, HEAD_ROLES, LEADER_ROLES

COUNTER, DIVISION, LEADERS, ELSEWHERE = 1, 2, 3, 9
AGENCY, OTHER_AGENCY = 100, 200
ROLES = (
    "reception", "return_desk", "specialist", "division_head", "leader", "clerk", "land_officer", "land_head",
    "police_officer", "police_chief", "office_specialist", "office_head", "chairman", "province_admin", "unit_admin",
    "procedure_control", "inspector", "post_operator",
)  # fmt: skip
TRAY = Tray(unit_id=DIVISION, agency_id=AGENCY, role="specialist", sent_by=21, sent_from=COUNTER)
PLACES = Places(
    receiving_unit=COUNTER,
    receiving_agency=AGENCY,
    competent_agency=AGENCY,
    units=(COUNTER, DIVISION),
    agencies=(AGENCY,),
    holding_agencies=(AGENCY,),
    tray=TRAY,
)
NO_TRAY = replace(PLACES, tray=None)


def actor(*posts, account=22):
    return Actor(kind=ActorKind.OFFICER, name="Trần Văn Bình", account_id=account, posts=posts)


def post(role="specialist", unit=DIVISION, agency=AGENCY, assignment=220, mandate=None):
    return Post(assignment_id=assignment, agency_id=agency, unit_id=unit, role=role, mandate_id=mandate)


def has(right, who, places=PLACES):
    return find_post(who, (right,), places) is not None


def roles_with(right, places=PLACES, **where):
    return {role for role in ROLES if has(right, actor(post(role, **where)), places)}


def test_every_role_of_the_policy_is_known():
    assert set(ROLES) >= COUNTER_ROLES | HEAD_ROLES | LEADER_ROLES | AGENCY_WIDE_ROLES
    assert LEADER_ROLES < HEAD_ROLES
    assert LEADER_ROLES < AGENCY_WIDE_ROLES


# ---- Holder ----


def test_an_open_tray_belongs_to_whoever_has_its_role_in_its_unit():
    assert roles_with(Right.HOLDER) == {"specialist"}
    assert roles_with(Right.HOLDER, unit=ELSEWHERE) == set()
    assert not has(Right.HOLDER, actor(post()), NO_TRAY)


def assigned(to):
    return replace(PLACES, tray=replace(TRAY, assignee=to))


def test_an_assigned_tray_belongs_to_its_assignee_while_in_the_unit():
    assert has(Right.HOLDER, actor(post(), account=22), assigned(22))
    assert not has(Right.HOLDER, actor(post(), account=23), assigned(22))
    assert has(Right.HOLDER, actor(post("division_head"), account=22), assigned(22))
    assert not has(Right.HOLDER, actor(post(unit=ELSEWHERE), account=22), assigned(22))


def test_a_substitute_stands_in_for_the_assignee_in_the_same_role_only():
    """R-A12"""
    assert has(Right.HOLDER, actor(post(mandate=7), account=23), assigned(22))
    assert not has(Right.HOLDER, actor(post("clerk", mandate=7), account=23), assigned(22))
    assert not has(Right.HOLDER, actor(post(unit=ELSEWHERE, mandate=7), account=23), assigned(22))


# ---- Head and leader ----


def test_a_unit_is_headed_from_within_and_led_from_the_whole_agency():
    assert roles_with(Right.HEAD) == HEAD_ROLES
    assert roles_with(Right.HEAD, unit=LEADERS) == LEADER_ROLES
    assert roles_with(Right.HEAD, unit=LEADERS, agency=OTHER_AGENCY) == set()
    assert roles_with(Right.HEAD, agency=OTHER_AGENCY) == HEAD_ROLES - LEADER_ROLES
    assert roles_with(Right.HEAD, NO_TRAY) == set()


def test_the_leaders_of_the_competent_agency_and_of_whoever_holds_it_decide():
    """R-A73"""
    held_elsewhere = replace(PLACES, holding_agencies=(OTHER_AGENCY,))
    received_elsewhere = replace(PLACES, competent_agency=OTHER_AGENCY, holding_agencies=())

    assert roles_with(Right.LEADER, unit=LEADERS) == LEADER_ROLES
    assert roles_with(Right.LEADER, unit=LEADERS, agency=OTHER_AGENCY) == set()
    assert roles_with(Right.LEADER, held_elsewhere, unit=LEADERS, agency=OTHER_AGENCY) == LEADER_ROLES
    assert roles_with(Right.LEADER, held_elsewhere, unit=LEADERS) == LEADER_ROLES
    assert roles_with(Right.LEADER, received_elsewhere, unit=LEADERS) == set()
    assert roles_with(Right.LEADER, NO_TRAY, unit=LEADERS) == LEADER_ROLES


# ---- Counter ----


def test_the_counter_that_received_it_acts():
    assert roles_with(Right.COUNTER, unit=COUNTER) == {"reception", "return_desk"}
    assert roles_with(Right.COUNTER, unit=DIVISION) == set()
    assert roles_with(Right.COUNTER, NO_TRAY, unit=COUNTER) == {"reception", "return_desk"}


# ---- Sender ----


@pytest.mark.parametrize(
    ("sent_by", "account", "may"), [(21, 21, True), (21, 22, False), (None, 22, False), (None, None, False)]
)
def test_what_was_sent_belongs_to_its_sender_as_well(sent_by, account, may):
    places = replace(PLACES, tray=replace(TRAY, sent_by=sent_by))

    assert has(Right.SENDER, actor(post(unit=COUNTER), account=account), places) is may
    assert not has(Right.SENDER, actor(post(unit=COUNTER), account=account), NO_TRAY)


def test_the_head_of_the_sending_unit_may_stand_in_for_the_sender():
    assert roles_with(Right.SENDERS_HEAD, unit=COUNTER) == HEAD_ROLES
    assert roles_with(Right.SENDERS_HEAD, unit=DIVISION) == set()
    assert roles_with(Right.SENDERS_HEAD, NO_TRAY, unit=COUNTER) == set()


# ---- Taking part ----


def test_those_who_may_read_take_part():
    """R-I37: administrators run accounts, not dossiers."""
    everybody = set(ROLES) - {"province_admin", "unit_admin"}

    assert roles_with(Right.TAKES_PART) == everybody
    assert roles_with(Right.TAKES_PART, unit=ELSEWHERE) == AGENCY_WIDE_ROLES | {
        "inspector",
        "procedure_control",
    }
    assert roles_with(Right.TAKES_PART, unit=ELSEWHERE, agency=OTHER_AGENCY) == {
        "inspector",
        "procedure_control",
    }


# ---- Which post ----


def test_the_post_that_allows_the_act_is_found_own_posts_first():
    """R-B22"""
    deputized, own = post(assignment=1, mandate=7), post(assignment=2)
    useless = post("clerk", assignment=3)

    assert find_post(actor(deputized, useless, own), (Right.HOLDER,), PLACES) == own
    assert find_post(actor(useless, deputized), (Right.HOLDER,), PLACES) == deputized
    assert find_post(actor(useless), (Right.HOLDER,), PLACES) is None
    assert find_post(actor(own), (), PLACES) is None


def test_the_first_right_that_is_held_counts():
    holder, leader = post(assignment=1), post("leader", LEADERS, assignment=2)

    assert find_post(actor(leader, holder), (Right.HOLDER, Right.LEADER), PLACES) == holder
    assert find_post(actor(leader, holder), (Right.LEADER, Right.HOLDER), PLACES) == leader


def test_an_act_without_a_right_is_refused_by_its_name():
    with pytest.raises(NotPermitted) as caught:
        require(actor(post("clerk")), "Sign", (Right.HOLDER, Right.HEAD), PLACES)

    assert (caught.value.code, caught.value.action, str(caught.value)) == (
        "access.not-permitted",
        "Sign",
        "Sign",
    )
    assert require(actor(post()), "Sign", (Right.HEAD, Right.HOLDER), PLACES) == post()


def test_our_own_machines_may_act_under_no_post():
    assert require(Actor.system("timer"), "Sign", (Right.HOLDER,), PLACES) is None


@pytest.mark.parametrize("kind", [ActorKind.CITIZEN, ActorKind.PARTNER])
def test_citizens_and_partners_hold_no_post(kind):
    with pytest.raises(NotPermitted):
        require(Actor(kind=kind, name="x"), "Sign", tuple(Right), PLACES)


def test_actors_know_their_roles():
    both = actor(post("specialist"), post("clerk"))

    assert both.has_role("clerk", "leader")
    assert not both.has_role("leader", "chairman")
    assert not actor().has_role("clerk")
    assert Actor.system("timer") == Actor(kind=ActorKind.SYSTEM, name="timer", account_id=None, posts=())


OWNED = replace(PLACES, owners=frozenset({"citizen:12", "id:033591204716"}))


def test_an_applicant_may_what_applicants_may_and_sees_the_own_matter():
    """R-A65"""
    owner, other = (
        Actor.citizen("Ánh", {"citizen:12"}),
        Actor.citizen("Khác", {"citizen:1", "id:033591204717"}),
    )

    assert require(owner, "Supplement", (Right.COUNTER, Right.APPLICANT), OWNED) is None
    for who, rights in ((other, (Right.COUNTER, Right.APPLICANT)), (owner, (Right.COUNTER,))):
        with pytest.raises(NotPermitted):
            require(who, "Supplement", rights, OWNED)
    assert (may_see(owner, OWNED), may_see(other, OWNED), may_see(owner, PLACES)) == (True, False, False)
    assert (scope_of(owner).covers(OWNED), scope_of(other).covers(OWNED)) == (True, False)


def test_no_officer_becomes_an_applicant_by_words():
    officer = replace(actor(post("unit_admin", unit=7, agency=7)), parties=frozenset({"citizen:12"}))

    assert (may_see(officer, OWNED), scope_of(officer).covers(OWNED)) == (False, False)
    with pytest.raises(NotPermitted):
        require(officer, "Supplement", (Right.APPLICANT,), OWNED)
