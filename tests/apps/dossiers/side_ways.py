"""What an officer or a leader may do at a step besides leaving it, done by the people of the demo."""

from collections.abc import Callable, Mapping

from motcua.apps.catalog import addresses
from motcua.apps.organization import queries as organization
from motcua.apps.organization.queries import UnitAddress
from motcua.domain.catalog import BranchKind
from motcua.domain.dossier import Stage
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import ItemKind
from motcua.domain.workflow import Action
from tests.apps.dossiers.walking import Journey

ANYBODY_TO_ASK = "agency:so-tp/hanh-chinh-tu-phap"


def walk_with_every_side_act(journey: Journey) -> tuple[set[str], set[str]]:
    """Walk the straight way; at each step do what it allows and was not done yet.

    Return the acts done, and those that some step allowed.
    """
    done: set[str] = set()
    allowed: set[str] = set()
    last: Action | None = None
    while journey.state.stage in {Stage.ACCEPTED, Stage.PROCESSING}:
        step = journey.step()
        if journey.state.stage == Stage.PROCESSING:
            offered = {name for name in ACTS if getattr(step.switches, name)}
            allowed |= offered
            for name in sorted(offered - done):
                ACTS[name](journey)
                done.add(name)
            if step.switches.may_return and "may_return" not in done and last is not None:
                send_back(journey, last)
                done.add("may_return")
            allowed |= {"may_return"} & set(step.switches.names())
        last = journey.straight_action(step)
        journey.take(last)
        if step.switches.may_recall and journey.state.stage == Stage.PROCESSING:
            allowed.add("may_recall")
            if "may_recall" not in done:
                recall(journey, last)
                done.add("may_recall")
    return done, allowed


def supplement(journey: Journey) -> None:
    """Ask for papers, wait, take them in: the clock stands still meanwhile (R-A33)."""
    item = journey.item()
    ask = c.RequestSupplement(item=item.id, lines=("Bản sao giấy chứng nhận",), reason="Thiếu giấy tờ")
    journey.do(journey.holder(item), ask)
    assert journey.state.due_at is None
    journey.wait(days=2)
    journey.do(journey.at_the_counter(), c.Supplement(note="Đã nộp đủ"))
    assert journey.is_at(Stage.PROCESSING)


def payment(journey: Journey) -> None:
    """Ask for money and take it (stage 6)."""
    item = journey.item()
    ask = c.RequestPayment(item=item.id, label="Lệ phí trước bạ", amount_vnd=1_500_000)
    journey.do(journey.holder(item), ask)
    assert journey.is_at(Stage.PAYMENT_ASKED)
    journey.wait(days=1)
    asked = journey.state.obligations[-1].id
    paid = c.ConfirmPayment(obligations=(asked,), method="transfer", receipt="0000127")
    journey.do(journey.at_the_counter("return_desk"), paid)
    assert journey.is_at(Stage.PROCESSING)


def consultation(journey: Journey) -> None:
    """Ask every partner that the procedure names at this step; each answers, the last one stays silent (R-A34)."""
    for place in _partners(journey):
        item = journey.item()
        (role, *_rest) = sorted(organization.roles_in(place.unit_id, journey.day(0)))
        ask = c.Consult(
            item=item.id,
            unit_id=place.unit_id,
            agency_id=place.agency_id,
            role=role,
            question="Đề nghị cho ý kiến",
            due_on=journey.day(2),
        )
        journey.do(journey.holder(item), ask)
        asked = next(i for i in journey.state.items if i.kind == ItemKind.CONSULTATION)
        answer = c.Answer(item=asked.id, opinion="Nhất trí", agrees=True)
        journey.do(journey.officer(asked.unit_id, asked.role), answer)
    assert not [item for item in journey.state.items if item.kind == ItemKind.CONSULTATION]


def _partners(journey: Journey) -> list[UnitAddress]:
    branches = journey.definition.branches_at(journey.step().id, BranchKind.CONSULTATION)
    named = [branch.unit for branch in branches if branch.unit] or [ANYBODY_TO_ASK]
    return [_unit_behind(journey, reference) for reference in named]


def _unit_behind(journey: Journey, reference: str) -> UnitAddress:
    agency, code = addresses.split(reference)
    if agency:
        return organization.addresses_by_key(agency)[code]
    return organization.address_of(organization.units_of(journey.counter.competent)[code])


def extension(journey: Journey) -> None:
    """Apologize once, and set a new day (R-A39)."""
    assert journey.state.due_at is not None
    journey.do(journey.leader(), c.Extend(new_due_on=journey.day(200), reason="Phải kiểm tra lại hồ sơ"))
    assert journey.state.extension is not None


def stop(journey: Journey) -> None:
    """Stop by decision and go on."""
    journey.do(journey.leader(), c.Stop(reason="Chờ ý kiến của Tòa án"))
    assert journey.is_at(Stage.STOPPED)
    journey.wait(days=2)
    journey.do(journey.leader(), c.Resume(reason="Đã có ý kiến"))
    assert journey.is_at(Stage.PROCESSING)


def assignment(journey: Journey) -> None:
    """Give the work to an officer of the unit, who takes it up."""
    item = journey.item()
    someone = journey.officer(item.unit_id, item.role)
    assert someone.account_id is not None
    journey.do(journey.holder(item), c.Assign(item=item.id, assignee=someone.account_id))
    journey.do(someone, c.Claim(item=item.id))


def send_back(journey: Journey, came_by: Action) -> None:
    """Return the dossier to whoever sent it, who sends it again."""
    item = journey.item()
    journey.do(journey.holder(item), c.SendBack(item=item.id, reason="Sai thể thức"))
    assert journey.item().step == item.from_step
    journey.take(came_by)
    assert journey.item().step == item.step


def recall(journey: Journey, went_by: Action) -> None:
    """Take back what was just sent, and send it again."""
    item = journey.item()
    assert item.from_account is not None
    journey.do(journey.account(item.from_account), c.Recall(item=item.id, reason="Gửi nhầm"))
    assert journey.item().step == item.from_step
    journey.take(went_by)


ACTS: Mapping[str, Callable[[Journey], None]] = {
    "may_request_supplement": supplement,
    "may_request_payment": payment,
    "may_consult": consultation,
    "may_stop": stop,
    "may_assign": assignment,
    "may_extend": extension,
}
"""Acts that begin and end at a step; sending back and recalling need the step before."""
