"""Dossiers at the hands of chance: whatever officers do in whatever order, the laws of a dossier hold.

The laws, checked after every command:
- no invariant is broken, and stages follow each other only as the national list allows (R-A90);
- folding the journal gives the state; journal and state survive being written down;
- the rows kept step by step are those that the whole journal gives;
- what is refused changes nothing, and what was offered is not refused for rights, stage or switches;
- a number is taken when, and only when, it is used (R-B23);
- somebody can act on every tray of a dossier that runs, or give it to somebody who can;
- the terms under which it was accepted never change (R-0.1);
- the due time, once promised, never gets earlier: no stop, no payment, no supplement, no time left out and no
  re-appointment brings it forward. One exception is the law's own: a month that restarts may be shorter than
  the month it replaces. The first promise behaves alike and is never later (R-D15, R-D17, R-A46);
- a due time moves only by a stop that ends, time left out, or the one re-appointment (R-A46).
"""

import json
from dataclasses import replace
from datetime import time, timedelta
from random import Random

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from motcua.domain.access import Right, find_post
from motcua.domain.deadlines import Allowance, DayMode, StopRule, Unit
from motcua.domain.dossier import RULES, Recorded, Stage
from motcua.domain.dossier import commands as c
from motcua.domain.dossier import events as e
from motcua.domain.dossier.codec import decode_event, decode_state, encode_event, encode_state
from motcua.domain.dossier.decide.checks import places_of
from motcua.domain.dossier.evolve import evolve, fold
from motcua.domain.dossier.invariants import broken
from motcua.domain.dossier.offers import acts_for
from motcua.domain.dossier.stages import FINAL, NEXT
from motcua.domain.dossier.trace import Trace, trace
from motcua.domain.errors import DomainError
from tests.domain.dossier.filling import PEOPLE, Form
from tests.domain.dossier.processes import building_permit, land_division
from tests.domain.dossier.situations import COMMANDS
from tests.domain.dossier.world import (
    RECEPTION,
    TIMER,
    World,
    at,
    lodging,
)

PAPERWORK = {c.Correct, c.AddNote, c.AttachFiles, c.ReceivePapers, c.Claim, c.Assign}
ENDINGS = {c.RequestWithdrawal, c.RefuseIntake, c.Close, c.FinishOnSpot}
LATER = {
    "dossier.step-unfinished", "dossier.fees-unpaid", "dossier.consultation-open", "dossier.draft-says-otherwise",
    "dossier.too-many-supplements", "dossier.date-not-later", "dossier.nothing-asked",
}  # fmt: skip
"""Why an act on offer may still be refused: it lacks something, or comes too early."""

ALLOWANCES = st.one_of(
    st.builds(Allowance, st.integers(0, 20), st.sampled_from([Unit.WORKING_DAY, Unit.DAY, Unit.HOUR])),
    st.builds(Allowance, st.integers(1, 2), st.just(Unit.MONTH)),
)


class Life(RuleBasedStateMachine):
    """One dossier after the other, many hands."""

    @initialize(
        process=st.sampled_from([building_permit(), land_division()]),
        regime=st.sampled_from(["REG-2007", "REG-2015", "REG-2018", "REG-2025"]),
        allowance=ALLOWANCES,
        day_mode=st.sampled_from(DayMode),
        cutoff=st.sampled_from([None, time(15)]),
        immediate=st.booleans(),
        max_supplements=st.sampled_from([None, 2]),
        seed=st.integers(0, 10**9),
    )
    def begin(self, seed, **facts):
        """One chance chooses for the whole life: it walks further than choices drawn one by one."""
        self.chance = Random(seed)
        self.facts = facts
        self.lodge()

    def lodge(self):
        self.world = World(now=at("2024-03-04 09:00"), **self.facts)
        self.rows = {}
        self.promise = self.first_promise = None
        self.carry_out(RECEPTION, lodging())

    @rule()
    def act(self):
        """Half of the time somebody does the next thing the screen proposes, else something else on offer."""
        if self.world.state.stage in FINAL:
            self.lodge()
        elif self.chance.random() < 0.5:
            self.choose([(a, offers[0]) for a, offers in self.on_offer() if offers and offers[0].primary])
        else:
            unwanted = PAPERWORK if self.chance.random() < 0.1 else {*PAPERWORK, *ENDINGS}
            self.choose(self.offers_of(lambda kind: kind not in unwanted))

    @rule()
    def act_three_times(self):
        for _ in range(3):
            self.act()

    @rule()
    def do_paperwork(self):
        self.choose(self.offers_of(lambda kind: kind in PAPERWORK))

    @rule()
    def try_anything(self):
        """Commands out of the blue are refused for a reason or lawful."""
        command = COMMANDS[self.chance.choice(sorted(RULES, key=str))](self.world)
        if getattr(command, "item", None) is not None:
            numbers = [99, *(item.id for item in self.world.state.items)]
            command = replace(command, item=self.chance.choice(numbers))
        self.carry_out(self.chance.choice([*PEOPLE, TIMER]), command)

    @rule()
    def recount(self):
        """Under a calendar that has not changed there is nothing to count again (R-D18)."""
        refusal = self.carry_out(TIMER, COMMANDS[c.Recount](self.world))
        assert refusal is not None

    @rule(minutes=st.sampled_from([1, 60, 300, 1440, 4320, 10080]))
    def wait(self, minutes):
        self.world.now += timedelta(minutes=minutes)

    # ---- acting ----

    def on_offer(self):
        world = self.world
        process = world.process if world.state.accepted else None
        for actor in PEOPLE:
            yield actor, acts_for(world.state, actor, process, immediate=world.immediate)

    def offers_of(self, wanted):
        return [
            (actor, offer) for actor, offers in self.on_offer() for offer in offers if wanted(offer.command)
        ]

    def choose(self, found):
        """Choose what to do before who does it, so that what many may do is not done all the time."""
        kinds = sorted({offer.command for _, offer in found}, key=lambda kind: kind.__name__)
        if kinds:
            kind = self.chance.choice(kinds)
            self.take_up(*self.chance.choice([one for one in found if one[1].command is kind]))

    def take_up(self, actor, offer):
        refusal = self.carry_out(actor, Form(self.world, self.chance).filled(offer))
        if set(offer.missing) - {"note", "assignee"}:
            assert refusal is not None, offer
        assert refusal is None or refusal.code in LATER, (refusal.code, offer)

    def carry_out(self, actor, command):
        """Do it and check what follows; return why it was refused."""
        before, told = self.world.state, len(self.world.journal)
        try:
            self.world.do(actor, command)
        except DomainError as refusal:
            assert self.world.state is before
            assert len(self.world.journal) == told
            return refusal
        entries = self.world.journal[told:]
        assert entries
        self.stages_follow(before, entries)
        self.rows_are_kept(before, entries)
        if before is not None and before.accepted:
            self.terms_stay(before)
            self.dues_move_by_law(before, entries)
        self.promises_hold()
        return None

    # ---- laws of one step ----

    def stages_follow(self, before, entries: list[Recorded]):
        state = before
        for entry in entries:
            after = evolve(state, entry)
            if state is not None and after.stage != state.stage:
                assert after.stage in NEXT[state.stage]
                assert (after.stage_since, after.stage_seq) == (entry.at, entry.seq)
            state = after

    def rows_are_kept(self, before, entries):
        kept = Trace() if before is None else Trace.resume(before)
        for entry in entries:
            kept.add(entry)
        self.rows |= {("item", number): kept.items[number] for number in kept.touched_items}
        self.rows |= {("stage", seq): kept.intervals[seq] for seq in kept.touched_intervals}

    def terms_stay(self, before):
        names = ("regime", "allowance", "day_mode", "cutoff", "accepted_at", "code", "pin", "procedure_version",
                 "process_version", "receiving_unit", "competent_agency")  # fmt: skip
        for name in names:
            assert getattr(self.world.state, name) == getattr(before, name)

    def dues_move_by_law(self, before, entries):
        after = self.world.state
        if before.due_at is None or after.due_at in {before.due_at, None}:
            return
        (moving,) = [x.event for x in entries if isinstance(x.event, e.Extended | e.HandedOver)]
        if isinstance(moving, e.Extended):
            assert after.original_due_at == before.original_due_at
            assert after.due_at == moving.extension.new_due_at > before.due_at
        else:
            assert moving.excluded is not None

    def promises_hold(self):
        state = self.world.state
        if state.due_at is None:
            return
        assert state.original_due_at <= state.due_at
        months_restart = state.allowance.unit is Unit.MONTH and any(
            s.rule is StopRule.RESTART for s in state.stops
        )
        if self.promise is not None and not months_restart:
            assert state.due_at >= self.promise
            assert state.original_due_at >= self.first_promise
        self.promise, self.first_promise = state.due_at, state.original_due_at

    # ---- laws of every state ----

    @invariant()
    def nothing_is_broken(self):
        state = self.world.state
        assert broken(state) == ()
        assert (state.finished_at is not None) == (state.result is not None)
        assert (state.stage == Stage.RETURNED) == (state.returned_at is not None)

    @invariant()
    def the_journal_is_the_truth(self):
        assert fold(self.world.journal) == self.world.state
        whole = trace(self.world.journal)
        rows = {("item", number): item for number, item in whole.items.items()}
        assert self.rows == rows | {("stage", seq): interval for seq, interval in whole.intervals.items()}

    @invariant()
    def all_of_it_can_be_written_down(self):
        state = self.world.state
        assert decode_state(json.loads(json.dumps(encode_state(state)))) == state
        name, version, payload = encode_event(self.world.journal[-1].event)
        again = decode_event(name, version, json.loads(json.dumps(payload)))
        assert encode_event(again) == (name, version, payload)

    @invariant()
    def somebody_can_act(self):
        state = self.world.state
        if state.ended or not state.accepted:
            return
        for item in state.items:
            places = places_of(state, item)
            assert any(find_post(actor, (Right.HOLDER, Right.HEAD), places) for actor in PEOPLE), item


TestLife = Life.TestCase
TestLife.settings = settings(stateful_step_count=50, max_examples=settings().max_examples // 5)
