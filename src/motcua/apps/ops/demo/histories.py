"""The life of one dossier, from filing to the applicant's hands, told by whoever acts at each moment.

A history is a generator of moments: it is resumed when its moment has come, acts through the shell, and
says when it wants to be resumed next. So many histories run in the order of time, as days in an office do.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta

from motcua.apps.ops.demo import incidents
from motcua.apps.ops.demo.chances import around
from motcua.apps.ops.demo.handling import RUNNING, Handling, Over, Stays, minutes_of
from motcua.apps.ops.demo.plans import Hold, Where
from motcua.domain.access.policy import LEADER_ROLES
from motcua.domain.calendar import TIMEZONE
from motcua.domain.dossier import Stage
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.decide.movement import needs_draft
from motcua.domain.dossier.values import Channel, CollectBy, ObligationState, ResultKind, WorkItem
from motcua.domain.workflow import Action, ActionKind, Outcome, Step

STEP_SPREAD = 60
CHECK_MINUTES, CHECK_SPREAD = 120, 70
SPOT_MINUTES, SPOT_SPREAD = 7, 50
WAITING_SHARE = (0.55, 0.9)
"""How much of the time at a step passes before somebody takes the dossier up."""
ON_TIME_AT_COUNTER = 0.96
VERIFYING = frozenset({"site_visit", "council", "dialogue", "inquire"})


class History(Handling):
    """Everything that happens to one dossier."""

    def run(self) -> Iterator[datetime]:
        """Yield the moments at which the dossier wants to be seen to."""
        try:
            try:
                yield from self._come_in()
                if self.plan.on_spot:
                    yield from self._answer_on_the_spot()
                else:
                    yield from self._be_handled()
                    yield from self._be_collected()
            except Over:
                yield from self._give_papers_back()
        except Stays:
            return

    # At the counter

    def _come_in(self) -> Iterator[datetime]:
        filing, hold = self.filing, self.plan.hold
        yield from self.until(filing.at)
        if filing.channel == Channel.COUNTER or filing.assisted:
            reception = self.clerk_at_counter()
            if self.plan.refused_intake:
                self.do(reception, self.lodge, c.RefuseIntake(reason=self.text("refuse_intake")))
                raise Stays
            self._accept(self.lodge)
        else:
            yield from self._be_checked(hold)
        if hold is not None and hold.where is Where.RECEIVED:
            raise Stays

    def _be_checked(self, hold: Hold | None) -> Iterator[datetime]:
        """A filing that nobody brought in person waits until the counter has looked at it (R-A23)."""
        by_post = self.filing.channel == Channel.POST
        self.do(self.clerk_at_counter() if by_post else self.office.portal, self.lodge)
        if hold is not None and hold.where is Where.FILED:
            raise Stays
        seen = self.office.hours.after(self.now, around(self.chance, CHECK_MINUTES, CHECK_SPREAD))
        yield from self.until(self.office.hours.open_from(seen, self.chance))
        if self.plan.refused_intake:
            self.do(self.clerk_at_counter(), c.RefuseIntake(reason=self.text("refuse_intake")))
            raise Stays
        if self.plan.supplement_before:
            yield from incidents.supplement_before_acceptance(self)
        self._accept()

    def _accept(self, *before: c.Command) -> None:
        unpaid = not self.plan.on_spot and self.chance.random() * 1000 < self.office.habits.rate(
            "unpaid_at_filing"
        )
        definition = self.filing.offered.definition
        fees = self.office.lodgings.fees(self.lodge, definition, self.chance, self.now, paid=not unpaid)
        hold = self.plan.hold
        mine = hold is not None and hold.where is Where.RECEIVED and hold.account is not None
        clerk = self.office.world.actor(hold.account, self.now) if mine and hold and hold.account else self.clerk_at_counter()  # fmt: skip
        self.do(clerk, *before, c.Accept(fees=fees))
        incidents.plan_ahead(self)

    def _answer_on_the_spot(self) -> Iterator[datetime]:
        yield from self.until(
            self.office.hours.after(self.now, around(self.chance, SPOT_MINUTES, SPOT_SPREAD))
        )
        signer = self.leader().name
        finish = c.FinishOnSpot(summary=self._summary(), signer=signer)
        name = self.state.application.applicant.name
        self.do(self.clerk_at_counter(), finish, c.DeliverResult(receiver=name, identity=self._identity()))

    # At work

    def _be_handled(self) -> Iterator[datetime]:
        self.aim()
        while True:
            item = self.state.step_items()[0]
            step = self.process.step(item.step)
            if step.stage >= Stage.DONE:
                return
            hold = self.plan.hold
            if hold is not None and hold.step == step.id:
                yield from incidents.freeze(self, hold, item)
                raise Stays
            yield from self._work(item, step)

    def _work(self, item: WorkItem, step: Step) -> Iterator[datetime]:
        leave_at = self._leave_at(item, step)
        if item.claimed_at is None and not self.filing.offered.definition.same_day:
            wait = self.office.hours.minutes_between(self.now, leave_at) * self.chance.uniform(*WAITING_SHARE)
            yield from self.until(self.office.hours.after(self.now, wait))
            self.take_up(item.id)
        yield from incidents.at_step(self, item.id, step, leave_at)
        leave_at = max(leave_at, self.now) if self.now <= leave_at else self._leave_at(item, step)
        yield from self.until(leave_at)
        if self.state.item(item.id) is None or self.state.stage not in RUNNING:
            return
        self._pass_on(item.id, step)
        yield from incidents.recall(self, step)

    def _leave_at(self, item: WorkItem, step: Step) -> datetime:
        """Return when a step is done: its share of the time left, spread as people are."""
        hours, chance = self.office.hours, self.chance
        end = self.plan.hold.step if self.plan.hold else ""
        way = self.office.way(self.process, step.id, end)
        later = sum(minutes_of(other) for other in way[1:])
        mine = around(chance, minutes_of(step), STEP_SPREAD)
        left = hours.minutes_between(self.now, self.target)
        leave_at = self.target if not later else hours.after(self.now, left * mine / (mine + later))
        if leave_at <= self.now or left < len(way):
            leave_at = hours.after(self.now, chance.uniform(1, 4))
        late_at_counter = item.due_at and step.id == self.process.start and self.now < item.due_at < leave_at
        if late_at_counter and item.due_at and chance.random() < ON_TIME_AT_COUNTER:
            share = hours.minutes_between(self.now, item.due_at) * chance.uniform(0.1, 0.9)
            leave_at = hours.after(self.now, share)
        return self._at_signing_time(leave_at) if step.role in LEADER_ROLES else leave_at

    def _at_signing_time(self, at: datetime) -> datetime:
        """Leaders sign what has gathered twice a day, if that is not too late for this one."""
        local = at.astimezone(TIMEZONE)
        for text in self.office.habits.leaders_sign_at:
            signing = datetime.combine(local.date(), time.fromisoformat(text), tzinfo=TIMEZONE)
            signing += timedelta(minutes=self.chance.randrange(40), seconds=self.chance.randrange(60))
            if at <= signing <= self.target and self.office.hours.within(signing):
                return signing
        return at

    def _pass_on(self, number: int, step: Step) -> None:
        item = self.state.item(number)
        assert item is not None
        action = self._choose(step)
        holder = self.holder(item)
        commands = [*self.taking_up(item), *self._prepared(number, step, action)]
        commands.append(
            c.HandOver(
                item=number,
                action=action.id,
                note=self._note(step, action),
                assignee=self._assignee(step, action),
            )
        )
        self.do(holder, *commands)

    def _choose(self, step: Step) -> Action:
        """Return the way out of a step: a side way once, rework once, else what the plan says."""
        for action in step.actions:
            side = bool(action.when) and action.kind is ActionKind.FORWARD and action.id not in self.taken
            wanted = self.plan.paying if "tax" in action.id else self.plan.side_step
            if side and wanted and not self.plan.refused and self.plan.hold is None:
                self.taken.add(action.id)
                return action
        backwards = [a for a in step.actions if a.kind is ActionKind.RETURN]
        onward = [a for a in step.actions if a.kind is not ActionKind.RETURN]
        if not onward or (backwards and self.plan.rework and self.chance.random() < 0.5):
            self.plan = replace(self.plan, rework=False) if onward else self.plan
            return backwards[0]
        outcome = Outcome.REFUSE if self.plan.refused else Outcome.GRANT
        plain = [a for a in onward if not a.when] or onward
        return next((a for a in plain if a.outcome is outcome), plain[0])

    def _prepared(self, number: int, step: Step, action: Action) -> Iterator[c.Command]:
        """Yield what a step demands before it may be left."""
        draft = self.state.draft
        if step.id in VERIFYING and self.state.stage == Stage.PROCESSING:
            yield incidents.verification(self, number)
        if action.kind is ActionKind.RETURN:
            return
        kind = ResultKind.REFUSED if self.plan.refused else ResultKind.GRANTED
        drafts = action.outcome is not None or needs_draft(step, action) or step.switches.must_sign
        if drafts and (draft is None or draft.kind != kind):
            yield c.WriteDraft(item=number, kind=kind, summary=self._summary())
        if step.switches.must_sign and (draft is None or draft.signed_at is None):
            yield c.Sign(item=number)
        if step.switches.must_number and (draft is None or not draft.number):
            yield c.NumberResult(item=number)

    def _note(self, step: Step, action: Action) -> str:
        if action.kind is ActionKind.RETURN:
            onward = any(a.kind is not ActionKind.RETURN for a in step.actions)
            return self.text("rework") if onward else self.chance.choice(self.office.habits.findings)
        return self.chance.choice(self.office.habits.notes) if step.switches.must_note else ""

    def _assignee(self, step: Step, action: Action) -> int | None:
        hold = self.plan.hold
        if not step.switches.must_assign:
            return None
        target = self.process.step(action.targets[0])
        if hold is not None and hold.step == target.id and hold.account is not None:
            return hold.account
        unit = self.law.places[target.unit].unit_id
        return self.office.world.officer(self.chance, unit, target.role, self.now)

    def _summary(self) -> str:
        definition = self.filing.offered.definition
        if self.plan.refused:
            return self.text("refusal")
        result = definition.results[0].name if definition.results else definition.display_name
        return result if len(result) <= 120 else definition.display_name[:120]

    # Home again

    def _be_collected(self) -> Iterator[datetime]:
        """The result lies at the desk until somebody comes, or is sent."""
        hold, chance, hours = self.plan.hold, self.chance, self.office.hours
        way = self.state.application.collect_by
        if hold is not None or chance.random() * 1000 < self.office.habits.uncollected[way.value]:
            raise Stays
        if way == CollectBy.ELECTRONIC:
            at = hours.after(self.now, chance.uniform(3, 90))
        elif self.filing.offered.definition.same_day and chance.random() < 0.7:
            at = hours.after(self.now, chance.uniform(5, 120))
        else:
            at = hours.days_after(self.now, around(chance, *self.office.habits.collect_days), chance)
        yield from self.until(at)
        commands: list[c.Command] = []
        if due := tuple(o.id for o in self.state.obligations if o.state == ObligationState.DUE):
            receipt = f"{chance.randrange(10**7):07d}"
            commands.append(c.ConfirmPayment(obligations=due, method="cash", receipt=receipt))
        proxy = self.state.application.proxy
        commands.append(
            c.DeliverResult(
                receiver=(proxy or self.state.application.applicant).name,
                capacity="proxy" if proxy else "applicant",
                identity=self._identity(),
                method=way,
                slip=f"EH{chance.randrange(10**9):09d}VN" if way == CollectBy.POST else "",
                originals_returned=chance.random() < 0.3,
            )
        )
        self.do(self.clerk_at_counter("return_desk"), *commands)

    def _give_papers_back(self) -> Iterator[datetime]:
        hold = self.plan.hold
        if hold is not None or self.state.stage != Stage.STOPPED:
            raise Stays
        yield from self.until(
            self.office.hours.days_after(self.now, around(self.chance, 2, STEP_SPREAD), self.chance)
        )
        name = self.state.application.applicant.name
        self.do(
            self.clerk_at_counter("return_desk"), c.ReturnPapers(receiver=name, identity=self._identity())
        )

    def _identity(self) -> str:
        party = self.state.application.proxy or self.state.application.applicant
        return party.citizen_id or party.tax_code
