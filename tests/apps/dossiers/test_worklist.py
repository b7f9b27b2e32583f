"""Trays, search and pages against the policy: who is shown what, in which order, at what cost."""

from dataclasses import dataclass

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.apps.dossiers import queries
from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.operations import DossierNotFound
from motcua.apps.dossiers.queries import people, search
from motcua.apps.dossiers.queries.worklist import (
    Filters,
    Mark,
    Tray,
    choices,
    neighbors,
    tray_sizes,
    work_page,
)
from motcua.apps.organization.models import Assignment
from motcua.apps.organization.queries import actor_for
from motcua.domain.access import Actor, Right, find_post, may_see
from motcua.domain.dossier import DossierState
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.decide.checks import places_of
from motcua.domain.dossier.values import ItemKind, Party
from tests.factories.dossiers import DossierWorld, at, only_item
from tests.factories.organization import AccountFactory, AssignmentFactory, MandateFactory, UnitFactory

pytestmark = pytest.mark.django_db


@dataclass
class Crowd:
    """A commune with dossiers everywhere and people of every kind looking at them."""

    world: DossierWorld
    dossiers: list[DossierState]
    actors: dict[str, Actor]

    def states(self):
        return [queries.state_by_code(state.code) or state for state in self.dossiers]


@pytest.fixture
def crowd():
    world = DossierWorld()
    other = UnitFactory(agency=world.agency, code="van-hoa", name="Phòng Văn hóa")
    asked = AssignmentFactory(unit=other, role="specialist").account_id
    colleague = world.hire("specialist", "kinh-te")
    inspector = AssignmentFactory(unit=UnitFactory(code="thanh-tra"), role="inspector").account_id
    stranger = AssignmentFactory(unit=UnitFactory(), role="specialist").account_id
    admin = AssignmentFactory(unit=world.units["kinh-te"], role="unit_admin").account_id
    deputy = AccountFactory().pk
    leading = Assignment.objects.get(account_id=world.accounts["leader"])
    MandateFactory(from_assignment=leading, to_account_id=deputy)

    steps = ["reception", "assign", "appraise", "appraise", "sign", "issue", "return"]
    dossiers = [world.later(minutes=7).at_step(step) for step in steps]
    held = dossiers[3]
    world.do("specialist", held, c.Claim(item=only_item(held).id))
    consult = c.Consult(
        item=only_item(held).id, unit_id=other.pk, agency_id=world.agency.pk, question="Có trùng di tích không?",
        due_on=at("2026-11-09 08:00").date(),
    )  # fmt: skip
    dossiers[3] = world.do("specialist", held, consult)
    accounts = {
        **world.accounts, "asked": asked, "colleague": colleague, "inspector": inspector, "stranger": stranger,
        "admin": admin, "deputy": deputy,
    }  # fmt: skip
    return Crowd(world, dossiers, {name: actor_for(pk, world.now) for name, pk in accounts.items()})


def all_lines(actor, tray, when, filters=None):
    return work_page(actor, tray, filters or Filters(), at=when).lines


def in_trays(actor, when):
    return {
        (line.dossier_id, line.number)
        for tray in (Tray.MINE, Tray.WAITING, Tray.CONSULTATIONS)
        for line in all_lines(actor, tray, when)
    }


def held_by_policy(actor, states):
    return {
        (state.id, item.id)
        for state in states
        for item in state.items
        if find_post(actor, (Right.HOLDER,), places_of(state, item)) is not None
    }


def opens(actor, state):
    try:
        return queries.state_of(state.id, actor=actor) is not None
    except DossierNotFound:
        return False


def test_lists_search_and_page_say_what_the_policy_says(crowd):
    seen = {}
    for name, actor in crowd.actors.items():
        states = crowd.states()
        visible = {state.id for state in states if may_see(actor, places_of(state))}
        seen[name] = len(visible)
        assert in_trays(actor, crowd.world.now) == held_by_policy(actor, states), name
        assert {state.id for state in states if opens(actor, state)} == visible, name
        assert {found.id for found in search.find(actor, "ngoc anh").found} == visible, name
        assert {found.id for found in people.dossiers_of_person(actor, "033591204716").found} == visible, name
        for tray in Tray:
            assert {line.dossier_id for line in all_lines(actor, tray, crowd.world.now)} <= visible, (
                name,
                tray,
            )

    assert (seen["inspector"], seen["stranger"], seen["admin"], seen["asked"]) == (7, 0, 0, 1)


def test_sizes_of_trays_are_what_lies_in_them(crowd):
    for name, actor in crowd.actors.items():
        lines = {tray: len(all_lines(actor, tray, crowd.world.now)) for tray in tray_sizes(actor)}
        assert tray_sizes(actor) == lines, name


def test_what_is_due_next_stands_on_top_and_what_is_paused_at_the_end(crowd):
    world = crowd.world
    paused = world.at_step("appraise")
    ask = c.RequestSupplement(item=only_item(paused).id, lines=("Bản vẽ",), reason="Thiếu chữ ký")
    paused = world.do("specialist", paused, ask)

    lines = all_lines(world.officer("specialist"), Tray.MINE, world.now)

    dues = [line.due_at for line in lines]
    assert dues == [*sorted(due for due in dues if due), None]
    assert (lines[-1].dossier_id, lines[-1].paused) == (paused.id, True)


def test_pages_by_key_show_every_line_once_and_neighbors_follow_them():
    world = DossierWorld()
    states = [world.later(minutes=3).at_step("appraise") for _ in range(7)]
    actor, filters = world.officer("specialist"), Filters()
    pages, mark = [], None
    while True:
        page = work_page(actor, Tray.MINE, filters, at=world.now, after=mark, size=3)
        pages.append([line.dossier_id for line in page.lines])
        if page.after is None:
            break
        mark = Mark.read(str(page.after))

    walked = [dossier for page in pages for dossier in page]
    assert [len(page) for page in pages] == [3, 3, 1]
    assert sorted(walked) == sorted(state.id for state in states)
    for before, here, after in zip(walked, walked[1:], walked[2:], strict=False):
        state = queries.state_of(here, actor=actor)
        mark = Mark(only_item(state).due_at, here, only_item(state).id)
        assert neighbors(actor, Tray.MINE, filters, at=world.now, here=mark) == (before, after)


@pytest.mark.parametrize("text", ["", "x~y", "2026-11-02~khong-phai~1", "~~"])
def test_a_mark_that_names_no_place_is_none(text):
    assert Mark.read(text) is None


def test_filters_leave_what_they_say():
    world = DossierWorld()
    plain = world.at_step("appraise")
    named = world.at_step(
        "appraise",
        world.accepted(application=world.application(applicant=Party(name="Lê Văn Đức"), priority=True)),
    )
    actor = world.officer("specialist")
    offered = choices(actor, Tray.MINE)

    def found(**filters):
        return {line.dossier_id for line in all_lines(actor, Tray.MINE, world.now, Filters(**filters))}

    assert offered.procedures == {world.procedure.key: "Cấp giấy phép xây dựng nhà ở riêng lẻ"}
    assert offered.steps == {"Thẩm tra": ("appraise",)}
    assert found(procedure=world.procedure.key) == {plain.id, named.id}
    assert found(procedure="khac") == set()
    assert found(steps=("appraise",)) == {plain.id, named.id}
    assert found(steps=("sign",)) == set()
    assert found(text="van duc") == {named.id}
    assert found(priority=True) == {named.id}
    assert found(paused=True) == set()
    assert found(late=True) == set()
    world.later(days=30)
    assert found(late=True) == {plain.id, named.id}


def test_a_line_says_what_is_next_and_what_goes_on_beside():
    world = DossierWorld()
    state = world.at_step("appraise")
    actor = world.officer("specialist")

    (fresh,) = all_lines(actor, Tray.MINE, world.now)
    world.do("specialist", state, c.Claim(item=only_item(state).id),
             c.WriteDraft(item=only_item(state).id, kind="refused", summary="Không đủ điều kiện"))  # fmt: skip
    (drafted,) = all_lines(actor, Tray.MINE, world.now)

    assert (fresh.claimed, fresh.next_act.missing) == (False, ("draft",))
    assert (drafted.claimed, drafted.next_act.missing) == (True, ())
    assert drafted.next_act.action.id == "refuse"
    assert drafted.kind == ItemKind.STEP


def test_what_was_sent_and_not_opened_can_still_be_found():
    world = DossierWorld()
    state = world.at_step("sign")

    assert [line.dossier_id for line in all_lines(world.officer("specialist"), Tray.SENT, world.now)] == [
        state.id
    ]
    world.do("leader", state, c.Claim(item=only_item(state).id))
    assert all_lines(world.officer("specialist"), Tray.SENT, world.now) == ()


def test_a_tray_costs_the_same_for_one_dossier_and_for_many():
    world = DossierWorld()
    actor = world.officer("division_head")

    def cost():
        with CaptureQueriesContext(connection) as asked:
            work_page(actor, Tray.UNIT, Filters(), at=world.now)
            choices(actor, Tray.UNIT)
            tray_sizes(actor)
        return len(asked)

    world.at_step("appraise")
    few = cost()
    for _ in range(5):
        world.at_step("appraise")

    assert cost() == few <= 7


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("Đặng Thị Ngọc Ánh", True),
        ("dang ngoc", True),
        ("anh ngoc dang", True),
        ("NGOC A", True),
        ("033591204716", True),
        ("0335912", True),
        ("0912 000 318", False),
        ("0912000318", True),
        ("duc", False),
        ("'; DROP TABLE & | !", False),
        ("   ", False),
    ],
)
def test_words_find_a_dossier_without_marks_in_any_order(text, fits):
    world = DossierWorld()
    state = world.accepted()

    found = search.find(world.officer("reception"), text).found

    assert [one.id for one in found] == ([state.id] if fits else [])


def test_a_code_is_found_however_it_is_typed():
    world = DossierWorld()
    state = world.accepted()
    world.accepted()

    typed = [state.code, state.code.lower(), f" {state.code} "]
    found = [[one.id for one in search.find(world.officer("reception"), text).found] for text in typed]

    assert found == [[state.id]] * 3


def test_a_broad_search_says_that_there_is_more():
    world = DossierWorld()
    states = [world.later(minutes=1).accepted() for _ in range(4)]

    answer = search.find(world.officer("reception"), "dang", limit=3)

    assert ([one.id for one in answer.found], answer.more) == ([s.id for s in reversed(states)][:3], True)
    assert Dossier.objects.count() == 4
