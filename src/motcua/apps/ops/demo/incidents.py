"""What comes in between: supplements, consultations, payments, withdrawals, stops, apologies, slips of the pen."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from motcua.apps.ops.demo.chances import around
from motcua.apps.ops.demo.handling import RUNNING, Handling, Over, Stays
from motcua.apps.ops.demo.plans import Hold, Where
from motcua.domain.calendar import TIMEZONE
from motcua.domain.catalog import BranchKind
from motcua.domain.deadlines import Unit
from motcua.domain.dossier import Stage
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import ItemKind, WorkItem
from motcua.domain.workflow import Step

ANSWER_WINDOW_DAYS = 30
CONSULTED_ROLES = ("specialist", "land_officer", "police_officer", "clerk", "leader", "chairman")
AMOUNT_STEP_VND, AMOUNT_STEPS = 50_000, (8, 400)
DAY_MINUTES = 480


def _local_day(h: Handling) -> date:
    return h.now.astimezone(TIMEZONE).date()


# --- Once accepted: what is already under way ---


def plan_ahead(h: Handling) -> None:
    """Put on the agenda what may happen at any time while a dossier is handled."""
    plan, due = h.plan, h.state.due_at
    if due is None or plan.hold is not None:
        return
    span = h.office.hours.minutes_between(h.now, due)
    for wanted, act, earliest, latest in (
        (plan.withdrawn, _ask_for_it_back, 0.1, 0.6),
        (plan.stopped, _stop, 0.3, 0.7),
        (plan.corrected, _correct, 0.02, 0.5),
        (plan.noted, _note, 0.05, 0.8),
    ):
        if wanted and span > DAY_MINUTES / 2:
            at = h.office.hours.after(h.now, span * h.chance.uniform(earliest, latest))
            h.plan_act(at, lambda act=act: act(h))  # type: ignore[misc]
    if plan.extended and span > 2 * DAY_MINUTES:
        before = span - h.chance.uniform(0.4, 1.4) * DAY_MINUTES
        h.plan_act(h.office.hours.after(h.now, before), lambda: _extend(h))


def _ask_for_it_back(h: Handling) -> None:
    if h.state.stage not in RUNNING:
        return
    h.do(h.clerk_at_counter(), c.RequestWithdrawal(reason=h.text("withdrawal")))
    granted = h.chance.random() < 0.85
    decided = h.office.hours.days_after(h.now, 1, h.chance)
    reason = h.text("withdrawal") if granted else "Hồ sơ đã có kết quả thẩm định, đề nghị nhận kết quả"

    def decide() -> None:
        h.do(h.leader(), c.DecideWithdrawal(granted=granted, reason=reason))

    h.plan_act(decided, decide)


def _stop(h: Handling) -> None:
    if h.state.stage != Stage.PROCESSING:
        return
    h.do(h.leader(), c.Stop(reason=h.text("stop")))
    resumed = h.office.hours.days_after(h.now, h.chance.randint(4, 15), h.chance)

    def resume() -> None:
        h.do(h.leader(), c.Resume(reason=h.text("resume")))
        h.aim()

    h.plan_act(resumed, resume)


def _extend(h: Handling) -> None:
    """Apologize before the date has passed, with a new one that mostly holds (form 04)."""
    due = h.state.due_at
    if h.state.stage not in RUNNING or due is None or h.state.extension is not None or due <= h.now:
        return
    day = max(h.target, due).astimezone(TIMEZONE).date()
    new = h.office.hours.calendar.add_working_days(day, h.chance.choice((1, 1, 2, 3)))
    h.do(h.leader(), c.Extend(new_due_on=new, reason=h.text("extension")))


def _correct(h: Handling) -> None:
    application = h.state.application
    phone = h.office.lodgings.crowd.phone(h.chance)
    corrected = replace(application, applicant=replace(application.applicant, phone=phone))
    h.do(h.clerk_at_counter(), c.Correct(application=corrected, reason=h.text("correction")))


def _note(h: Handling) -> None:
    h.do(h.clerk_at_counter(), c.AddNote(text=h.chance.choice(h.office.habits.notes)))


# --- Before acceptance ---


def supplement_before_acceptance(h: Handling) -> Iterator[datetime]:
    """Ask a filing that came from afar to be completed before it is accepted (R-A22a)."""
    h.do(h.clerk_at_counter(), _request(h, None))
    hold = h.plan.hold
    if not h.plan.answered or (hold is not None and hold.where is Where.FILED_SUPPLEMENT):
        raise Stays
    days = around(h.chance, *h.office.habits.answer_days)
    yield from h.until(h.office.hours.days_after(h.now, min(days, ANSWER_WINDOW_DAYS / 2), h.chance))
    h.do(h.clerk_at_counter(), c.Supplement(note=h.chance.choice(h.office.habits.notes)))


def _request(h: Handling, item: int | None) -> c.RequestSupplement:
    window = h.filing.offered.definition.supplement_within
    days = window.amount if window and window.unit is Unit.DAY else ANSWER_WINDOW_DAYS
    papers = h.state.application.papers
    lines = h.chance.sample([paper.name for paper in papers], min(len(papers), h.chance.randint(1, 2)))
    return c.RequestSupplement(
        lines=tuple(f"Bổ sung, hoàn thiện: {name}" for name in lines) or ("Bổ sung thông tin trong đơn",),
        reason=h.text("supplement"),
        item=item,
        answer_by=_local_day(h) + timedelta(days=days),
    )


# --- At a step ---


def at_step(h: Handling, number: int, step: Step, leave_at: datetime) -> Iterator[datetime]:
    """Let happen at a step what the plan has for it, each thing once."""
    if h.state.item(number) is None or h.plan.hold is not None or h.state.stage != Stage.PROCESSING:
        return
    if h.plan.supplement and step.switches.may_request_supplement and step.id != h.process.start:
        yield from _supplement(h, number, leave_at)
    if h.plan.consult and step.switches.may_consult and h.state.item(number) is not None:
        yield from _consult(h, number, step)
    pays_here = "tax" in step.id or not any("tax" in other.id for other in h.process.steps)
    if h.plan.paying and step.switches.may_request_payment and pays_here and h.state.item(number) is not None:
        yield from _pay(h, number)


def _supplement(h: Handling, number: int, leave_at: datetime) -> Iterator[datetime]:
    minutes = h.office.hours.minutes_between(h.now, leave_at) * h.chance.uniform(0.1, 0.5)
    yield from h.until(h.office.hours.after(h.now, minutes))
    item = h.state.item(number)
    if item is None or h.state.stage != Stage.PROCESSING:
        return
    h.plan = replace(h.plan, supplement=False)
    h.do(h.holder(item), _request(h, number))
    if not h.plan.answered:
        yield from _close(h)
    days = min(around(h.chance, *h.office.habits.answer_days), ANSWER_WINDOW_DAYS / 2)
    yield from h.until(h.office.hours.days_after(h.now, days, h.chance))
    h.do(h.clerk_at_counter(), c.Supplement(note=h.chance.choice(h.office.habits.notes)))
    h.aim()


def _close(h: Handling) -> Iterator[datetime]:
    asked = h.state.open_round()
    assert asked is not None
    assert asked.answer_by is not None
    yield from h.until(h.office.hours.days_after(asked.answer_by, 1, h.chance))
    h.do(h.clerk_at_counter(), c.Close(reason=h.text("close")))
    raise Over


def _consult(h: Handling, number: int, step: Step) -> Iterator[datetime]:
    item, asked = h.state.item(number), _partner(h, step)
    days = int(h.office.hours.minutes_between(h.now, h.target) / DAY_MINUTES) - 1
    if item is None or asked is None or days < 1:
        return
    h.plan = replace(h.plan, consult=False)
    due_on = h.office.hours.calendar.add_working_days(_local_day(h), min(days, 5))
    h.do(h.holder(item), _question(h, number, asked, due_on))
    opened = h.state.items[-1]
    assert opened.due_at is not None
    if h.plan.silent:
        ready = h.office.hours.after(opened.due_at, h.chance.uniform(5, 200))
    else:
        span = h.office.hours.minutes_between(h.now, opened.due_at)
        ready = h.office.hours.after(h.now, span * h.chance.uniform(0.3, 0.95))
        h.plan_act(ready, lambda: _answer(h, opened.id))
    yield from h.until(ready + timedelta(seconds=1))


def _question(h: Handling, number: int, asked: tuple[int, str], due_on: date) -> c.Consult:
    unit, role = asked
    agency, _ = h.office.world.place_of(unit)
    return c.Consult(
        item=number,
        unit_id=unit,
        agency_id=h.office.world.bodies[agency].id,
        question=h.chance.choice(h.office.habits.questions),
        due_on=due_on,
        role=role,
    )


def _answer(h: Handling, number: int) -> None:
    item = h.state.item(number)
    if item is not None and item.kind == ItemKind.CONSULTATION:
        opinion = h.chance.choice(h.office.habits.opinions)
        h.do(h.holder(item), c.Answer(item=number, opinion=opinion, agrees=h.chance.random() < 0.93))


def _partner(h: Handling, step: Step) -> tuple[int, str] | None:
    """Return the unit and role that a question goes to: the process's own, else a usual one."""
    world, competent = h.office.world, h.filing.offered.competent
    named = [
        b.unit for b in h.filing.offered.definition.branches_at(step.id, BranchKind.CONSULTATION) if b.unit
    ]
    usual = [f"agency:{competent.area}/dang-ky-dat-dai"] if competent.area else []
    usual += ["agency:so-xd/quy-hoach-kien-truc", "agency:so-nnmt/quan-ly-dat-dai"]
    for reference in h.chance.sample(named, len(named)) + usual:
        unit = world.unit_behind(h.filing.offered, reference, h.filing.receiving_unit)
        if unit is None or world.place_of(unit)[0] == competent.key:
            continue
        role = next((role for role in CONSULTED_ROLES if world.holds(unit, role)), None)
        if role is not None:
            return unit, role
    return None


def _pay(h: Handling, number: int) -> Iterator[datetime]:
    item = h.state.item(number)
    if item is None or h.state.stage != Stage.PROCESSING:
        return
    h.plan = replace(h.plan, paying=False)
    h.do(h.holder(item), _claim_of(h, number))
    days = min(around(h.chance, *h.office.habits.payment_days), ANSWER_WINDOW_DAYS)
    yield from h.until(h.office.hours.days_after(h.now, days, h.chance))
    last = h.state.obligations[-1].id
    receipt = f"{h.chance.randrange(10**7):07d}"
    h.do(h.clerk_at_counter(), c.ConfirmPayment(obligations=(last,), method="transfer", receipt=receipt))
    h.aim()


def _claim_of(h: Handling, number: int) -> c.RequestPayment:
    return c.RequestPayment(
        item=number,
        label=h.office.habits.obligation,
        amount_vnd=AMOUNT_STEP_VND * h.chance.randint(*AMOUNT_STEPS),
    )


def verification(h: Handling, number: int) -> c.RecordVerification:
    """Return the record of a visit or meeting held a little earlier."""
    return c.RecordVerification(
        item=number,
        held_at=h.now - timedelta(minutes=h.chance.randint(40, 90)),
        place=h.state.application.subject or h.filing.offered.competent.name,
        participants=f"{h.filing.offered.competent.name}; {h.state.application.applicant.name}",
        findings=h.chance.choice(h.office.habits.findings),
    )


def recall(h: Handling, left: Step) -> Iterator[datetime]:
    """Sometimes what was sent is taken back at once, while nobody has taken it up."""
    items = h.state.step_items()
    if (
        not h.plan.recalled
        or h.state.stage != Stage.PROCESSING
        or not items
        or items[0].claimed_at is not None
    ):
        return
    item = items[0]
    if item.from_step != left.id or item.from_account is None:
        return
    h.plan = replace(h.plan, recalled=False)
    sender = h.office.world.actor(item.from_account, h.now)
    yield from h.until(h.office.hours.after(h.now, h.chance.uniform(1, 6)))
    if h.state.item(item.id) is not None and h.state.stage == Stage.PROCESSING:
        h.do(sender, c.Recall(item=item.id, reason=h.text("recall")))


# --- What waits when the history ends ---


def freeze(h: Handling, hold: Hold, item: WorkItem) -> Iterator[datetime]:
    """Bring about the situation in which a dossier is left."""
    if h.now < hold.arrive_at and hold.claimed:
        yield from h.until(hold.arrive_at)
    if hold.claimed and item.claimed_at is None and item.assignee in {None, hold.account}:
        yield from h.until(h.office.hours.after(h.now, h.chance.uniform(2, 30)))
        holder = h.holder(item) if hold.account is None else h.office.world.actor(hold.account, h.now)
        h.do(holder, *h.taking_up(item))
    held = h.state.item(item.id)
    assert held is not None
    if hold.where is Where.SUPPLEMENT:
        h.do(h.holder(held), _request(h, item.id))
    elif hold.where is Where.PAYMENT:
        h.do(h.holder(held), _claim_of(h, item.id))
    elif hold.where is Where.CONSULTATION and hold.asked is not None:
        due_on = h.office.hours.calendar.add_working_days(_local_day(h), h.chance.choice((1, 2, 3, 5)))
        h.do(h.holder(held), _question(h, item.id, hold.asked, due_on))
    elif hold.where in {Where.WITHDRAWAL, Where.PAPERS}:
        h.do(h.clerk_at_counter(), c.RequestWithdrawal(reason=h.text("withdrawal")))
        if hold.where is Where.PAPERS:
            yield from h.until(h.office.hours.after(h.now, h.chance.uniform(10, 60)))
            h.do(h.leader(), c.DecideWithdrawal(granted=True, reason=h.text("withdrawal")))
