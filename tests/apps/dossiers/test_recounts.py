"""Due times after the calendar has changed: seen before, moved only by order, told afterwards (R-D18)."""

from datetime import date

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.apps.audit import queries as audit
from motcua.apps.deadlines import operations as deadlines_operations
from motcua.apps.deadlines import queries as deadlines
from motcua.apps.dossiers import evidence, jobs, recounts
from motcua.apps.dossiers.models import DossierEvent, RecountLine, RecountOrder
from motcua.apps.dossiers.queries import recounts as asked
from motcua.apps.dossiers.queries import state_by_code
from motcua.apps.lookup.queries import look_up
from motcua.domain.access import Actor, ActorKind, NotPermitted, Post
from motcua.domain.calendar import TIMEZONE, Change, DayKind, SpecialDay, changed
from motcua.domain.dossier import commands as c
from tests.factories.dossiers import DossierWorld, at, only_item

STORM = SpecialDay(date(2026, 11, 6), DayKind.HOLIDAY, "Nghỉ phòng chống bão", "Công điện 15/CĐ-UBND")
SATURDAY = SpecialDay(date(2026, 11, 7), DayKind.MAKE_UP, "Làm bù", "Thông báo 3/TB-UBND")

pytestmark = pytest.mark.django_db


def person(role):
    return Actor(ActorKind.OFFICER, "Đỗ Minh Khang", 7, (Post(1, 1, 1, role),))


ADMIN = person("province_admin")


@pytest.fixture
def world():
    """Dossiers accepted on Monday 2/11/2026 are due on Monday 9/11."""
    return DossierWorld()


def decide(world, day):
    deadlines_operations.decide_day(calendar_code="vn", day=day, actor=ADMIN, at=world.now)


def give_order(world, **changes):
    facts = {
        "decision": " Công điện 15/CĐ-UBND ",
        "reason": " Bão số 12 ",
        "earlier_too": False,
        "actor": ADMIN,
    }
    return recounts.order(calendar_code="vn", at=world.now, **{**facts, **changes})


def now(state):
    return state_by_code(state.code)


def day(moment):
    return moment.astimezone(TIMEZONE).date().isoformat()


def test_the_effect_is_seen_before_anything_is_decided(world):
    running, finished = world.accepted(), world.finished()
    standing = world.at_step("appraise")
    ask = c.RequestSupplement(item=only_item(standing).id, lines=("Bản vẽ",), reason="Thiếu")
    standing = world.do("specialist", standing, ask)
    change = Change(days=(STORM,))

    effect = recounts.effect_of(
        "vn", changed(deadlines.calendar("vn"), change), at=world.now, since=change.since
    )

    (shift,) = effect.moved
    assert (shift.code, shift.agency_id, day(shift.was_due_at), day(shift.due_at)) == (
        running.code,
        world.agency.pk,
        "2026-11-09",
        "2026-11-10",
    )
    assert (shift.later, shift.earlier, effect.steps_only) == (True, False, 0)
    assert [now(state).version for state in (running, finished, standing)] == [
        running.version,
        finished.version,
        standing.version,
    ]
    later = Change(days=(SpecialDay(date(2026, 11, 10), DayKind.HOLIDAY, "x", "y"),))
    assert recounts.effect_of("vn", changed(deadlines.calendar("vn"), later), at=world.now).shifts == ()
    assert recounts.effect_of("other", changed(deadlines.calendar("vn"), change), at=world.now).shifts == ()


def test_a_decided_day_moves_nothing_by_itself(world):
    state = world.accepted()

    decide(world, STORM)

    assert now(state) == state
    assert not ProcrastinateJob.objects.filter(task_name="dossiers.recount").exists()


def test_an_order_moves_each_dossier_with_its_reason(world):
    first, second = world.accepted(), world.accepted()
    decide(world, STORM)

    order_id = give_order(world)

    (job,) = ProcrastinateJob.objects.filter(task_name="dossiers.recount")
    assert job.args == {"order_id": order_id}
    assert now(first) == first
    before = asked.order_facts(order_id)
    assert (before.total, before.done, before.share, before.finished_at) == (2, 0, 0.0, None)

    assert recounts.carry_out(order_id, at=world.now) == 2

    for state in (first, second):
        after = now(state)
        assert (day(after.due_at), day(after.recount.was_due_at)) == ("2026-11-10", "2026-11-09")
        entry = DossierEvent.objects.filter(dossier_id=state.id).order_by("-seq")[0]
        assert (entry.type, entry.actor_kind, entry.payload["ordered_by"]) == (
            "Recounted",
            "system",
            "Đỗ Minh Khang",
        )
        assert evidence.divergence(next(iter(evidence.stored([state.id])))) is None
    facts = asked.order_facts(order_id)
    assert (facts.moved, facts.unchanged, facts.refused, facts.share) == (2, 0, 0, 1.0)
    assert (facts.decision, facts.reason, facts.ordered_by) == (
        "Công điện 15/CĐ-UBND",
        "Bão số 12",
        "Đỗ Minh Khang",
    )
    assert facts.finished_at == world.now
    acts = [(act.action, act.payload) for act in audit.acts_on(object_type="calendar", object_id="vn")]
    assert acts[0] == (
        "dossiers.recount-done",
        {"order": order_id, "moved": 2, "unchanged": 0, "refused": 0},
    )
    assert acts[1][0] == "dossiers.recount-ordered"
    assert acts[1][1]["dossiers"] == 2
    assert [line.outcome for line in asked.lines_of(order_id)] == ["moved", "moved"]
    assert [order.id for order in asked.orders_of("vn")] == [order_id]


def test_an_order_carried_out_twice_or_interrupted_does_each_dossier_once(world):
    first, second = world.accepted(), world.accepted()
    decide(world, STORM)
    order_id = give_order(world)
    RecountLine.objects.filter(dossier_id=second.id).update(outcome="moved")
    recounts.carry_out(order_id, at=world.now)
    assert (now(first).recount is None, now(second).recount is None) == (False, True)

    RecountLine.objects.filter(order_id=order_id).update(outcome="waiting")
    jobs.recount(order_id=order_id)
    jobs.recount(order_id=order_id)

    kinds = (
        DossierEvent.objects.filter(type="Recounted")
        .order_by("dossier_id")
        .values_list("dossier_id", flat=True)
    )
    assert sorted(kinds) == sorted([first.id, second.id])
    done = [a for a in audit.acts_on(object_type="calendar", object_id="vn") if a.action.endswith("done")]
    assert len(done) == 1


def test_what_happened_meanwhile_is_respected(world):
    """Between order and work one dossier was stopped, one finished and one counted again already."""
    stopped, finished, counted = world.at_step("appraise"), world.accepted(), world.accepted()
    decide(world, STORM)
    order_id = give_order(world)
    stopped = world.do("leader", stopped, c.Stop(reason="Chờ kết luận"))
    finished = world.at_step("return", finished)
    recount = c.Recount(order=0, ordered_by="x", decision="x", reason="x")
    recounts.execute(recount, dossier_id=counted.id, actor=recounts.RECOUNTER, at=world.now)

    assert recounts.carry_out(order_id, at=world.now) == 0

    outcomes = {line.code: (line.outcome, line.refusal) for line in asked.lines_of(order_id)}
    assert outcomes == {
        stopped.code: ("refused", "dossier.clock-stands"),
        finished.code: ("refused", "dossier.already-ended"),
        counted.code: ("unchanged", ""),
    }
    assert now(stopped) == stopped
    assert asked.lines_of(order_id)[-1].code == counted.code


def test_promises_come_earlier_only_where_the_order_says_so(world):
    state = world.accepted()
    decide(world, SATURDAY)
    effect = recounts.effect_of("vn", deadlines.calendar("vn"), at=world.now)
    assert [(shift.earlier, day(shift.due_at)) for shift in effect.moved] == [(True, "2026-11-07")]
    with pytest.raises(recounts.NothingToRecount):
        give_order(world)

    recounts.carry_out(give_order(world, earlier_too=True), at=world.now)

    assert day(now(state).due_at) == "2026-11-07"


def test_steps_move_with_an_order_even_where_the_dossier_stays(world):
    state = world.at_step("appraise")
    world.do("leader", state, c.Extend(new_due_on=date(2026, 11, 20), reason="Kiểm tra thực địa"))
    decide(world, STORM)
    effect = recounts.effect_of("vn", deadlines.calendar("vn"), at=world.now)
    assert (effect.moved, effect.steps_only) == ((), 1)

    recounts.carry_out(give_order(world), at=world.now)

    after = now(state)
    assert (day(after.due_at), after.recount) == ("2026-11-20", None)
    assert only_item(after).due_at > only_item(state).due_at


@pytest.mark.parametrize("field", ["decision", "reason"])
def test_an_order_says_why(world, field):
    world.accepted()
    decide(world, STORM)
    with pytest.raises(recounts.OrderIncomplete) as refusal:
        give_order(world, **{field: "  "})
    assert refusal.value.field == field


@pytest.mark.parametrize("role", ["unit_admin", "procedure_control", "leader", "chairman"])
def test_only_the_province_gives_orders(world, role):
    world.accepted()
    decide(world, STORM)
    with pytest.raises(NotPermitted):
        give_order(world, actor=person(role))
    assert not RecountOrder.objects.exists()


def test_one_order_at_a_time(world):
    world.accepted()
    decide(world, STORM)
    give_order(world)
    with pytest.raises(recounts.RecountUnderWay):
        give_order(world)
    with pytest.raises(asked.OrderNotFound):
        asked.order_facts(999_999)


def test_the_applicant_is_told_why_the_day_moved(world):
    state = world.accepted()
    decide(world, STORM)
    recounts.carry_out(give_order(world), at=world.now)

    for proof in (None, state.pin):
        answer = look_up(state.code, proof=proof, at=world.now)
        assert day(answer.due.at) == "2026-11-10"
        assert (answer.due.recounted.decision, answer.due.recounted.reason) == (
            "Công điện 15/CĐ-UBND",
            "Bão số 12",
        )
    assert "Nghỉ phòng chống bão" in [note.name for note in answer.why.explanation.days]


def test_dossiers_are_counted_by_the_regime_of_their_acceptance(world):
    world.returned()
    world.accepted()
    world.now = at("2026-11-03 08:00")

    assert asked.dossiers_by_regime() == {
        "REG-2007": (0, 0),
        "REG-2015": (0, 0),
        "REG-2018": (0, 0),
        "REG-2025": (2, 1),
    }
