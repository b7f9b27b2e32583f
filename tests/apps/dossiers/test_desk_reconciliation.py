"""The end of the day: paper and system agree, or the disagreement is named (R-S8, R-A95)."""

import pytest

from motcua.apps.audit.models import AuditEntry
from motcua.apps.dossiers import reconciliation
from motcua.apps.dossiers.models import CountedPaper, PaperCount
from motcua.apps.dossiers.queries.desk import Brief
from motcua.apps.dossiers.queries.papers import Whereabouts
from motcua.apps.dossiers.reconciliation import MismatchKind, NoOpenCount, compare
from motcua.domain.access import NotPermitted
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import Channel
from tests.factories.dossiers import DossierWorld, at, only_item

HERE, DIVISION = 1, 2
NOON, EVENING = at("2026-11-02 12:00"), at("2026-11-02 17:30")
CODE = "H31.100-261102-0001"


def place(**facts):
    stage = facts.pop("stage", 2)
    known = {
        "accepted": True,
        "ended": False,
        "at": HERE,
        "at_name": "",
        "going_to": None,
        "going_to_name": "",
        "at_counter": False,
        "send_by": None,
        "on_paper": True,
    }
    brief = Brief(None, CODE, "Đặng Thị Ngọc Ánh", "Cấp giấy phép", stage)
    return Whereabouts(brief=brief, **{**known, **facts})


@pytest.mark.parametrize(
    ("where", "kind"),
    [
        (None, MismatchKind.UNKNOWN_CODE),
        (place(stage=10), MismatchKind.RETURNED_BUT_HERE),
        (place(stage=3), MismatchKind.REFUSED_BUT_HERE),
        (place(stage=4, going_to=DIVISION), MismatchKind.SENT_BUT_HERE),
        (place(stage=9, at=DIVISION, going_to=HERE), MismatchKind.ARRIVED_UNACKNOWLEDGED),
        (place(stage=4, at=DIVISION), MismatchKind.ELSEWHERE),
        (place(at_counter=True, send_by=NOON), MismatchKind.NOT_SENT_IN_TIME),
        (place(at_counter=True, send_by=at("2026-11-03 07:30")), None),
        (place(stage=9, ended=True), None),
    ],
)
def test_what_is_wrong_with_a_paper_that_is_here(where, kind):
    known = {} if where is None else {CODE: where}

    found, agreed = compare([], [CODE], known, unit_id=HERE, at=EVENING)

    assert [one.kind for one in found] == ([kind] if kind else [])
    assert agreed == (kind is None)


@pytest.mark.parametrize(
    ("where", "kind"),
    [
        (place(stage=9, ended=True), MismatchKind.RESULT_GONE),
        (place(stage=8, ended=True), MismatchKind.RESULT_GONE),
        (place(at_counter=True), MismatchKind.GONE_UNSENT),
        (place(stage=7), MismatchKind.GONE),
    ],
)
def test_why_a_paper_may_be_gone(where, kind):
    found, agreed = compare([where], [], {}, unit_id=HERE, at=EVENING)

    assert ([one.kind for one in found], agreed) == ([kind], 0)


@pytest.fixture
def world(db) -> DossierWorld:
    return DossierWorld()


def counted(world, *scans):
    unit, actor = world.units["counter"].pk, world.officer("reception")
    reconciliation.begin_count(unit_id=unit, actor=actor, at=world.now)
    for scan in scans:
        reconciliation.count_paper(unit_id=unit, scan=scan, actor=actor, at=world.now)
    return reconciliation.open_count(unit, actor=actor, at=world.now)


def kinds(count):
    return {one.code: one.kind for one in count.mismatches}


def test_a_whole_evening_at_a_counter(world):
    """Every paper of a day, at every place it can be."""
    still_here = world.accepted()
    sent = world.at_step("assign")
    returned = world.returned()
    arrived = world.finished()
    fetched = world.do("return_desk", world.finished(), c.ReceivePapers(unit_id=world.units["counter"].pk))
    world.lodged(channel=Channel.ONLINE)

    count = counted(
        world,
        still_here.code,
        f"https://x.vn/tra-cuu/{sent.code}",
        returned.code.lower(),
        arrived.code,
        "MA-LA",
    )

    assert kinds(count) == {
        sent.code: MismatchKind.SENT_BUT_HERE,
        returned.code: MismatchKind.RETURNED_BUT_HERE,
        arrived.code: MismatchKind.ARRIVED_UNACKNOWLEDGED,
        "MA-LA": MismatchKind.UNKNOWN_CODE,
        fetched.code: MismatchKind.RESULT_GONE,
    }
    assert (count.agreed, count.expected, len(count.scanned)) == (1, 2, 5)


def test_mending_makes_the_mismatch_disappear(world):
    state = world.finished()
    code, counter = state.code, world.units["counter"].pk
    assert kinds(counted(world, code)) == {code: MismatchKind.ARRIVED_UNACKNOWLEDGED}

    world.do("return_desk", state, c.ReceivePapers(unit_id=counter))
    assert counted(world).mismatches == ()

    reconciliation.forget_paper(unit_id=counter, code=code, actor=world.officer("reception"))
    assert kinds(counted(world)) == {code: MismatchKind.RESULT_GONE}
    world.do("return_desk", state, c.DeliverResult(receiver="Đặng Thị Ngọc Ánh"))
    assert counted(world).mismatches == ()


def test_what_leaves_too_late_is_named_though_it_is_where_it_should_be(world):
    state = world.accepted()
    world.now = EVENING

    assert kinds(counted(world, state.code)) == {state.code: MismatchKind.NOT_SENT_IN_TIME}


def test_two_officers_count_together_and_a_paper_counts_once(world):
    state = world.accepted()
    colleague = world.hire("return_desk", "counter")
    world.accounts["colleague"] = colleague
    counted(world, state.code)

    unit = world.units["counter"].pk
    reconciliation.count_paper(unit_id=unit, scan=state.code, actor=world.officer("colleague"), at=world.now)

    assert CountedPaper.objects.count() == 1


def test_closing_keeps_what_did_not_agree_and_leaves_a_trace(world):
    state = world.accepted()
    counted(world)
    unit, actor = world.units["counter"].pk, world.officer("reception")

    outcome = reconciliation.close_count(unit_id=unit, actor=actor, at=world.now)

    assert [one.code for one in outcome.mismatches] == [state.code]
    assert reconciliation.last_closed(unit) == (world.now, actor.name, 1)
    assert PaperCount.objects.get().findings == [{"kind": "gone-unsent", "code": state.code}]
    assert AuditEntry.objects.filter(action="paper_count.close").count() == 1
    with pytest.raises(NoOpenCount):
        reconciliation.count_paper(unit_id=unit, scan=state.code, actor=actor, at=world.now)
    with pytest.raises(NoOpenCount):
        reconciliation.close_count(unit_id=unit, actor=actor, at=world.now)


def test_a_count_left_open_overnight_is_closed_by_the_next(world):
    counted(world)
    unit, actor = world.units["counter"].pk, world.officer("reception")
    world.later(days=1)
    assert reconciliation.open_count(unit, actor=actor, at=world.now) is None

    reconciliation.begin_count(unit_id=unit, actor=actor, at=world.now)

    assert PaperCount.objects.filter(closed_at=None).count() == 1
    assert reconciliation.last_closed(unit) is not None


def test_only_the_counter_counts(world):
    with pytest.raises(NotPermitted):
        reconciliation.begin_count(
            unit_id=world.units["counter"].pk, actor=world.officer("specialist"), at=world.now
        )


def test_the_hand_over_at_the_counter_puts_the_paper_on_its_way(world):
    state = world.accepted()
    world.do("reception", state, c.HandOver(item=only_item(state).id, action="pass"))

    assert counted(world).mismatches == ()
