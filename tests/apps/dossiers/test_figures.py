"""Figures of a period: the identities hold, and what happens later does not change what was (R-F1, R-F2, R-F5, R-F6)."""

from datetime import date

import pytest

from motcua.apps.dossiers import succession
from motcua.apps.dossiers.queries import figures
from motcua.apps.dossiers.queries.figures import Counts, FiguresUnbalanced, period_figures
from motcua.apps.organization.models import Agency
from motcua.apps.organization.reform import operations as reforms
from motcua.domain.access import Actor, ActorKind, NotPermitted, Post
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import Channel
from motcua.domain.succession import Plan, Renaming, Succession
from tests.factories.dossiers import UNITS, DossierWorld, at, only_item
from tests.factories.organization import AgencyFactory, UnitFactory

pytestmark = pytest.mark.django_db

FIRST_WEEK = date(2026, 11, 2), date(2026, 11, 8)
SECOND_WEEK = date(2026, 11, 9), date(2026, 11, 15)
LATER = at("2026-12-31 09:00")
ADMIN = Actor(ActorKind.OFFICER, "Quản trị", 901, (Post(1, 0, 0, "province_admin"),))


@pytest.fixture
def world():
    found = DossierWorld()
    Agency.objects.filter(pk=found.agency.pk).update(key="phuong-pho-mau")
    return found


def moved_to(world, text):
    world.now = at(text)
    return world


def told(period, as_of=LATER, agencies=None):
    return period_figures(agencies, *period, as_of)


def of(period, **more):
    """Return the figures of the only agency."""
    (row,) = told(period, **more).rows
    return row.counts


def supplement_asked(world, state):
    asked = c.RequestSupplement(item=only_item(state).id, reason="Thiếu giấy tờ", lines=("Bản vẽ",))
    return world.do("specialist", state, asked)


def test_each_dossier_stands_in_one_column_of_its_period(world):
    """Five working days: accepted on Monday 2, promised for Monday 9."""
    world.lodged()
    finished = moved_to(world, "2026-11-02 09:00").finished()
    working = world.at_step("appraise", world.accepted(channel=Channel.ONLINE))
    assert finished.finished_at is not None

    first = of(FIRST_WEEK)

    assert (first.total, first.received, first.online, first.other, first.carried_over) == (2, 2, 1, 1, 0)
    assert (first.solved, first.early, first.on_time, first.late) == (1, 1, 0, 0)
    assert (first.in_progress, first.within, first.over, first.paused) == (1, 1, 0, 0)
    assert first.on_time_share == 1
    assert first.overdue_share == 0

    world = moved_to(world, "2026-11-12 09:00")
    world.at_step("return", working)
    second = of(SECOND_WEEK)
    assert (second.total, second.carried_over, second.late, second.in_progress) == (1, 1, 1, 0)
    assert second.on_time_share == 0
    assert second.overdue_share == 1
    assert of(FIRST_WEEK) == first


def test_what_a_period_leaves_is_what_the_next_one_carries_over(world):
    for day in ("2026-11-02", "2026-11-04", "2026-11-06"):
        moved_to(world, f"{day} 09:00").accepted()
        world.finished()

    assert of(FIRST_WEEK).in_progress == of(SECOND_WEEK).carried_over == 3
    assert of(SECOND_WEEK).over == 3


def test_a_dossier_is_over_its_limit_only_from_the_moment_on_which_it_is(world):
    moved_to(world, "2026-11-02 09:00").accepted()

    assert of(SECOND_WEEK, as_of=at("2026-11-09 16:59")).over == 0
    assert of(SECOND_WEEK, as_of=at("2026-11-09 17:01")).over == 1


def test_one_who_waits_for_papers_is_within_the_limit_and_the_new_limit_changes_nothing_before(world):
    state = moved_to(world, "2026-11-02 09:00").at_step("appraise")
    state = supplement_asked(moved_to(world, "2026-11-04 09:00"), state)

    waiting = of(SECOND_WEEK)
    assert (waiting.within, waiting.over, waiting.paused) == (1, 0, 1)

    moved_to(world, "2026-11-18 09:00").do("reception", state, c.Supplement(note="Đã đủ"))
    assert of(SECOND_WEEK) == waiting
    assert of(FIRST_WEEK, as_of=at("2026-11-03 12:00")).paused == 0
    third = of((date(2026, 11, 16), date(2026, 11, 22)))
    assert (third.within, third.paused) == (1, 0)


def test_nothing_was_finished_then_nothing_is_shared_out(world):
    assert told(FIRST_WEEK).rows == ()
    assert told(FIRST_WEEK).total == Counts()
    assert Counts().on_time_share is None
    assert Counts().overdue_share is None


def test_figures_that_do_not_add_up_are_refused():
    with pytest.raises(FiguresUnbalanced) as refused:
        Counts(total=3, online=1, other=1, solved=2, early=2)
    assert (refused.value.total, refused.value.solved, refused.value.in_progress) == (3, 2, 0)
    with pytest.raises(FiguresUnbalanced):
        Counts(total=1, other=1, solved=1)
    with pytest.raises(FiguresUnbalanced):
        Counts(total=1, other=1, in_progress=1)


def test_a_reform_leaves_the_period_before_it_as_it_was(world):
    """R-0.3: the old agency under its old name, to the last figure."""
    new = AgencyFactory(key="xa-ben", name="Ủy ban nhân dân xã Bên", short_name="Xã Bên")
    for code, name in UNITS.items():
        UnitFactory(agency=new, code=code, name=name)
    moved_to(world, "2026-11-02 09:00").finished()
    open_one = world.at_step("appraise")
    before = told(FIRST_WEEK)
    plan = Plan(
        on=date(2026, 11, 9),
        decision="Nghị quyết số 1",
        renamings=(Renaming(key="xa-ben", name="Ủy ban nhân dân xã Bên Mới", short_name="Xã Bên Mới"),),
        successions=(Succession(predecessors=("phuong-pho-mau",), successor="xa-ben"),),
    )
    when = at("2026-11-09 00:10")
    assert (
        succession.pass_all(reforms.change_structure(title="Nhập", plan=plan, actor=ADMIN, at=when), at=when)
        == 2
    )
    assert open_one.competent_agency == world.agency.pk

    assert told(FIRST_WEEK) == before
    assert [row.agency for row in before.rows] == ["Phường Phố Mẫu"]
    after = told(SECOND_WEEK)
    assert [(row.agency, row.counts.carried_over) for row in after.rows] == [("Xã Bên Mới", 1)]
    assert before.rows[0].counts.in_progress == 1
    assert told(FIRST_WEEK, agencies=[new.pk]).rows == ()
    assert told(FIRST_WEEK, agencies=[world.agency.pk]) == before

    leader = Actor(ActorKind.OFFICER, "Chủ tịch", 902, (Post(1, new.pk, 0, "chairman"),))
    assert figures.agencies_to_report(leader) == {world.agency.pk: "Phường Phố Mẫu", new.pk: "Xã Bên Mới"}


def test_leaders_read_their_own_agency_and_inspectors_all(world):
    assert figures.agencies_to_report(world.officer("leader")) == {world.agency.pk: "Phường Phố Mẫu"}
    inspector = Actor(ActorKind.OFFICER, "Thanh tra", 903, (Post(1, 0, 0, "inspector"),))
    assert figures.agencies_to_report(inspector) is None
    assert figures.every_agency()[world.agency.pk] == "Phường Phố Mẫu"
    with pytest.raises(NotPermitted):
        figures.agencies_to_report(world.officer("specialist"))
    asked = {role: figures.may_read_figures(world.officer(role)) for role in ("leader", "clerk", "reception")}
    assert asked == {"leader": True, "clerk": False, "reception": False}
