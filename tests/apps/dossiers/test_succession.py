"""Agencies that end while dossiers lie there: nothing is left without a holder, nobody's code is lost (R-0.3)."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.apps.audit import queries as journal
from motcua.apps.catalog.models import Offering
from motcua.apps.dossiers import evidence, succession
from motcua.apps.dossiers.queries import state_by_code
from motcua.apps.organization.models import Agency, Assignment, Mandate, Reform, ServiceArea, Unit
from motcua.apps.organization.queries import actor_for, name_on
from motcua.apps.organization.reform import operations as reforms
from motcua.apps.organization.reform.queries import reform
from motcua.apps.organization.reform.queries import reforms as all_reforms
from motcua.apps.organization.reform.structure import structure_now
from motcua.domain.access import Actor, ActorKind, NotPermitted, Post
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import ResultKind
from motcua.domain.succession import (
    Address,
    Closing,
    Founding,
    NewUnit,
    Plan,
    Renaming,
    Succession,
    UnitMove,
    effects,
)
from tests.factories.dossiers import UNITS, DossierWorld, at, only_item
from tests.factories.organization import AccountFactory, AgencyFactory, MandateFactory, UnitFactory

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 9)
AT = at("2026-11-09 00:10")


def officer(account, role="province_admin"):
    return Actor(ActorKind.OFFICER, f"Quản trị {account}", account, (Post(1, 0, 0, role),))


ADMIN, OTHER_ADMIN = officer(901), officer(902)


@pytest.fixture
def world():
    found = DossierWorld()
    found.agency.key = "phuong-pho-mau"
    found.agency.save()
    return found


def neighbor(key="xa-ben", units=UNITS):
    agency = AgencyFactory(key=key, name=f"Ủy ban nhân dân {key}", short_name="Xã Bên")
    for code, name in units.items():
        UnitFactory(agency=agency, code=code, name=name)
    return agency


def plan(**changes):
    return Plan(**{"on": ON, "decision": "Nghị quyết số 1", **changes})


def merged(successor="xa-ben", **more):
    return plan(successions=(Succession(predecessors=("phuong-pho-mau",), successor=successor, **more),))


def change(what, when=AT):
    return reforms.change_structure(title="Sáp nhập", plan=what, actor=ADMIN, at=when)


def first_way(world, state):
    return world.process.step(only_item(state).step).actions[0].id


def nothing_is_lost(states, when=AT):
    assert succession.without_holder(when) == []
    assert journal.first_break() is None
    for batch in evidence.all_ids():
        assert evidence.first_divergence(batch)[1] is None
    for state in states:
        now = state_by_code(state.code)
        assert (now.id, now.code, now.due_at, now.stage) == (state.id, state.code, state.due_at, state.stage)


# ---- One merger ----


def test_open_dossiers_pass_to_the_successor_and_go_on_there(world):
    new = neighbor()
    states = [world.accepted(), world.at_step("appraise"), world.at_step("sign"), world.finished()]
    over = world.returned()
    order = change(merged())
    assert len(succession.without_holder(AT)) == 4

    assert succession.pass_all(order, at=AT) == 4

    nothing_is_lost(states)
    moved = state_by_code(states[1].code)
    assert (moved.receiving_agency, moved.competent_agency) == (new.pk, new.pk)
    assert state_by_code(over.code).receiving_agency == world.agency.pk
    facts = reform(order)
    assert (facts.dossiers, facts.dossiers_passed, facts.dossiers_refused) == (4, 4, 0)
    assert facts.passed_at == AT
    assert succession.pass_all(order, at=AT) == 0

    world.now = at("2026-11-09 09:00")
    assert only_item(moved).assignee is None or moved.items[0].assignee in world.accounts.values()
    moved = world.do(
        "specialist", moved, c.WriteDraft(item=only_item(moved).id, kind=ResultKind.GRANTED, summary="Đủ")
    )
    moved = world.do(
        "specialist", moved, c.HandOver(item=only_item(moved).id, action=first_way(world, moved))
    )
    assert Unit.objects.get(pk=only_item(moved).unit_id).agency == new
    fresh = world.accepted(
        receiving_unit=new.units.get(code="counter").pk, receiving_agency=new.pk, competent_agency=new.pk
    )
    assert fresh.code.startswith(new.identifier)


def test_people_go_along_and_mandates_end(world):
    new = neighbor()
    given_mandate = MandateFactory(
        from_assignment=Assignment.objects.get(account_id=world.accounts["leader"]),
        to_account=AccountFactory(),
    )
    change(merged())

    posts = Assignment.objects.filter(account_id=world.accounts["specialist"]).order_by("valid_from")
    assert [(post.unit.agency_id, post.valid_to) for post in posts] == [(world.agency.pk, ON), (new.pk, None)]
    assert Mandate.objects.get(pk=given_mandate.pk).valid_to == ON
    assert not actor_for(given_mandate.to_account_id, AT).posts
    (post,) = actor_for(world.accounts["specialist"], AT).posts
    assert post.agency_id == new.pk


def test_the_successor_decides_what_was_decided_before(world):
    new = neighbor()
    change(merged())

    assert [
        (offer.competent_agency_id, offer.valid_from, offer.valid_to)
        for offer in Offering.objects.order_by("valid_from")
    ] == [(world.agency.pk, date(2013, 1, 1), ON), (new.pk, ON, None)]


def test_areas_follow_both_sides(world):
    police, new = AgencyFactory(key="ca-pho-mau", kind="commune_police"), neighbor()
    ServiceArea.objects.create(agency=police, commune=world.agency, valid_from=date(2025, 7, 1))
    change(merged())

    assert set(ServiceArea.objects.filter(valid_to__isnull=True).values_list("agency", "commune")) == {
        (police.pk, new.pk)
    }


# ---- Other changes ----


def test_a_reform_founds_splits_and_moves(world):
    neighbor("xa-ben", {**UNITS, "dat-dai": "Phòng Đất đai"})
    received_there = world.lodged()
    change(
        plan(
            foundings=(
                Founding(
                    key="phuong-moi", kind="commune_committee", level="commune", parent="", name="UBND phường Mới",
                    short_name="Phường Mới", identifier=world.agency.identifier, like="phuong-pho-mau",
                ),
            ),
            unit_moves=(UnitMove(agency="phuong-pho-mau", code="kinh-te", to_agency="xa-ben", to_code="dat-dai"),),
            successions=(Succession(predecessors=("phuong-pho-mau",), successor="phuong-moi"),),
        )
    )  # fmt: skip
    states = [received_there]
    (order,) = all_reforms()
    succession.pass_all(order.id, at=AT)

    assert succession.without_holder(AT) == []
    assert structure_now()["phuong-moi"].units["counter"] == UNITS["counter"]
    assert Offering.objects.filter(competent_agency__key="phuong-moi", valid_to__isnull=True).count() == 1
    assert len(states) == 1


def test_a_renamed_agency_keeps_its_name_of_that_time(world):
    change(
        plan(renamings=(Renaming(key="phuong-pho-mau", name="UBND phường Phố Mới", short_name="Phường Phố Mới"),))
    )  # fmt: skip

    assert name_on(world.agency.pk, date(2026, 11, 8)) == "Ủy ban nhân dân phường Phố Mẫu"
    assert name_on(world.agency.pk, ON) == "UBND phường Phố Mới"


def test_a_unit_that_closes_hands_its_trays_to_another(world):
    state = world.at_step("appraise")
    what = plan(
        new_units=(NewUnit(agency="phuong-pho-mau", code="kinh-te-ha-tang", name="Phòng Kinh tế, Hạ tầng"),),
        closings=(Closing(agency="phuong-pho-mau", code="kinh-te", into="kinh-te-ha-tang"),),
    )
    order = change(what)
    succession.pass_all(order, at=AT)

    nothing_is_lost([state])
    world.now = at("2026-11-09 09:00")
    moved = state_by_code(state.code)
    assert Unit.objects.get(pk=only_item(moved).unit_id).code == "kinh-te-ha-tang"
    world.do("specialist", moved, c.Claim(item=only_item(moved).id))


def test_a_unit_may_come_back(world):
    new = neighbor()
    change(plan(unit_moves=(UnitMove(agency="phuong-pho-mau", code="kinh-te", to_agency="xa-ben"),)))
    back = plan(unit_moves=(UnitMove(agency="xa-ben", code="kinh-te", to_agency="phuong-pho-mau"),))
    state = world.accepted()
    order = change(back)
    succession.pass_all(order, at=AT)

    assert "kinh-te" in structure_now()["phuong-pho-mau"].units
    assert "kinh-te" not in structure_now()[new.key].units
    moved = world.do("reception", state, c.HandOver(item=only_item(state).id, action=first_way(world, state)))
    assert only_item(moved).unit_id == world.units["kinh-te"].pk


def test_an_identifier_does_not_pass_on_a_day_on_which_codes_bear_it(world):
    """R-C3: the same code would be given out twice."""
    world.now = at("2026-11-09 08:00")
    world.accepted()
    new = Founding(
        key="phuong-moi", kind="commune_committee", level="commune", parent="", name="X", short_name="X",
        identifier=world.agency.identifier, like="phuong-pho-mau",
    )  # fmt: skip
    what = plan(
        foundings=(new,), successions=(Succession(predecessors=("phuong-pho-mau",), successor=new.key),)
    )
    with pytest.raises(succession.IdentifierInUse) as refusal, transaction.atomic():
        change(what, when=world.now)
    assert refusal.value.identifier == world.agency.identifier
    assert not Reform.objects.exists()
    change(replace(what, on=date(2026, 11, 10)), when=world.now)
    assert succession.apply_due(at=at("2026-11-10 00:05")) != []


# ---- Days and approval ----


def test_a_change_waits_for_its_day(world):
    neighbor()
    order = change(merged(), when=at("2026-11-02 09:00"))
    assert Agency.objects.get(pk=world.agency.pk).valid_to is None
    assert succession.apply_due(at=at("2026-11-08 23:00")) == []
    with pytest.raises(reforms.ReformNotDue):
        reforms.apply_reform(reform_id=order, actor=ADMIN, at=at("2026-11-08 23:00"))

    assert succession.apply_due(at=AT) == [order]

    assert Agency.objects.get(pk=world.agency.pk).valid_to == ON


def test_what_cannot_be_applied_any_more_holds_up_nobody(world):
    neighbor()
    early = at("2026-11-02 09:00")
    first, second = change(merged(), when=early), change(merged(), when=early)

    assert succession.apply_due(at=AT) == [first]
    assert reform(second).status == "approved"


def test_a_reform_is_approved_by_another_administrator(world):
    neighbor()
    order = reforms.propose_reform(title="Sắp xếp", plan=merged(), actor=ADMIN, at=AT)
    assert Agency.objects.get(pk=world.agency.pk).valid_to is None
    with pytest.raises(reforms.OwnReform):
        reforms.approve_reform(reform_id=order, actor=ADMIN, at=AT)

    reforms.approve_reform(reform_id=order, actor=OTHER_ADMIN, at=AT)

    assert (reform(order).status, reform(order).approved_by_name) == ("applied", OTHER_ADMIN.name)
    with pytest.raises(reforms.ReformNotInStatus):
        reforms.withdraw_reform(reform_id=order, remarks="x", actor=ADMIN, at=AT)
    acts = [act.action for act in journal.acts_on(object_type="agency", object_id=world.agency.pk)]
    assert acts == ["organization.agency-reformed"]


def test_a_reform_may_be_given_up(world):
    neighbor()
    order = reforms.propose_reform(title="Sắp xếp", plan=merged(), actor=ADMIN, at=AT)
    reforms.withdraw_reform(reform_id=order, remarks=" Hoãn ", actor=OTHER_ADMIN, at=AT)
    assert (reform(order).status, reform(order).remarks) == ("withdrawn", "Hoãn")
    with pytest.raises(reforms.ReformNotFound):
        reforms.approve_reform(reform_id=order + 1, actor=OTHER_ADMIN, at=AT)


def test_only_the_province_reforms_and_an_agency_changes_its_own_units(world):
    neighbor()
    own = Actor(ActorKind.OFFICER, "QT", 903, (Post(1, world.agency.pk, 1, "unit_admin"),))
    unit = plan(new_units=(NewUnit(agency="phuong-pho-mau", code="y-te", name="Trạm Y tế"),))
    reforms.change_structure(title="Thêm", plan=unit, actor=own, at=AT)
    assert "y-te" in structure_now()["phuong-pho-mau"].units

    foreign = plan(new_units=(NewUnit(agency="xa-ben", code="y-te", name="Trạm Y tế"),))
    for act in (
        lambda: reforms.change_structure(title="x", plan=foreign, actor=own, at=AT),
        lambda: reforms.change_structure(title="x", plan=merged(), actor=own, at=AT),
        lambda: reforms.propose_reform(title="x", plan=merged(), actor=own, at=AT),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_a_flawed_plan_is_refused_with_every_flaw(world):
    neighbor(units={"counter": "Một cửa"})
    with pytest.raises(reforms.ReformFlawed) as refusal:
        change(merged())
    assert {flaw.facts["unit"] for flaw in refusal.value.flaws} == {"kinh-te", "leaders", "clerk"}
    assert not Reform.objects.exists()


# ---- Effects ----


def test_effects_say_beforehand_what_happens(world):
    neighbor()
    for step in ("appraise", "appraise", "sign"):
        world.at_step(step)
    MandateFactory(from_assignment=Assignment.objects.get(account_id=world.accounts["leader"]))
    structure = structure_now()

    found = effects(structure, merged(), succession.burden_of(merged(), structure, ON))

    assert [(passage.heir, passage.count) for passage in found.dossiers] == [(Address("xa-ben", ""), 3)]
    assert {(passage.left.unit, passage.count) for passage in found.trays} == {("kinh-te", 2), ("leaders", 1)}
    (ending,) = found.endings
    assert (ending.posts, ending.mandates, ending.offers) == (6, 1, 1)
    assert found.moved == 3


def test_addresses_name_communes():
    communes = {"xa tan hung": frozenset({"a"}), "phuong an tao": frozenset({"b"})}
    assert succession.communes_in("Thôn 2, xã Tân Hưng, tỉnh X", communes) == {"a"}
    assert succession.communes_in("xã Tân Hưng Yên", {"tan hung yen": frozenset({"c"})}) == {"c"}
    assert succession.communes_in(None, communes) == frozenset()


# ---- Whatever is done in whatever order ----

KEYS = ("phuong-pho-mau", "xa-b", "xa-c")
CHANGES = st.one_of(
    st.tuples(st.just("merge"), st.sampled_from(KEYS), st.sampled_from(KEYS)),
    st.tuples(st.just("found"), st.sampled_from(KEYS), st.integers(0, 3)),
    st.tuples(st.just("rename"), st.sampled_from(KEYS), st.just("")),
    st.tuples(st.just("move-unit"), st.sampled_from(KEYS), st.sampled_from(KEYS)),
)


def drawn(kind, one, other, number):
    if kind == "merge":
        return plan(
            successions=(Succession(predecessors=(one,), successor=other, units={"kinh-te": "clerk"}),)
        )
    if kind == "rename":
        return plan(renamings=(Renaming(key=one, name=f"Tên {number}", short_name=f"T{number}"),))
    if kind == "move-unit":
        return plan(unit_moves=(UnitMove(agency=one, code="kinh-te", to_agency=other, to_code="leaders"),))
    new = Founding(
        key=f"xa-moi-{number}", kind="commune_committee", level="commune", parent="", name="X", short_name="X",
        units=UNITS,
    )  # fmt: skip
    return plan(foundings=(new,), successions=(Succession(predecessors=(one,), successor=new.key),))


def walk(changes):
    """Do one change after the other and look at every dossier after each."""
    world = DossierWorld()
    Agency.objects.filter(pk=world.agency.pk).update(key="phuong-pho-mau")
    for key in KEYS[1:]:
        neighbor(key)
    states = [world.accepted(), world.at_step("appraise"), world.at_step("sign"), world.finished()]
    for number, (kind, one, other) in enumerate(changes):
        try:
            order = change(drawn(kind, one, other, number))
        except reforms.ReformFlawed:
            continue
        succession.pass_all(order, at=AT)
        nothing_is_lost(states)


@given(st.lists(CHANGES, min_size=1, max_size=4))
@settings(max_examples=12)
def test_any_sequence_of_changes_leaves_every_tray_in_an_open_unit(changes):
    with transaction.atomic():
        walk(changes)
        transaction.set_rollback(True)
