"""What happens by itself: timers set with the act that needs them, and what the worker does at night."""

from datetime import timedelta

import pytest
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.apps.audit.announce import only_these_reactions
from motcua.apps.audit.queries import root_of
from motcua.apps.catalog.models import ProcedureUse
from motcua.apps.dossiers import heads, jobs, timers, uses
from motcua.apps.dossiers.events import DueSoon
from motcua.apps.dossiers.models import Dossier, DossierEvent
from motcua.domain.catalog import Branch, BranchKind, OnSilence
from motcua.domain.deadlines import Allowance, Unit
from motcua.domain.dossier import Stage
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.refusals import TooManySupplements
from motcua.domain.dossier.values import ResultKind
from tests.factories.dossiers import DossierWorld, at, definition, only_item

pytestmark = pytest.mark.django_db

CLOSING = definition(
    branches=(
        Branch(
            id="bo-sung",
            kind=BranchKind.SUPPLEMENT,
            name="Bổ sung",
            within=Allowance(10, Unit.DAY),
            on_silence=OnSilence.CLOSES,
        ),
    )
)


def consulted(world, state=None):
    state = state or world.at_step("appraise")
    ask = c.Consult(
        item=only_item(state).id,
        unit_id=world.units["clerk"].pk,
        agency_id=world.agency.pk,
        question="Vị trí có trong hành lang bảo vệ đê không?",
        due_on=at("2026-11-04 08:00").date(),
    )
    return world.do("specialist", state, ask)


def asked(world, state=None, **changes):
    state = state or world.at_step("appraise")
    facts = {"item": only_item(state).id, "lines": ("Bản vẽ mặt bằng",), "reason": "Bản vẽ thiếu kích thước"}
    return world.do("specialist", state, c.RequestSupplement(**{**facts, **changes}))


def queued(name):
    return list(ProcrastinateJob.objects.filter(task_name=name).order_by("id"))


def test_a_consultation_sets_a_timer_for_the_moment_after_its_deadline():
    state = consulted(DossierWorld())

    (job,) = queued("dossiers.lapse_consultation")
    assert job.args == {"dossier_id": str(state.id), "item": state.consultations[0].item}
    assert job.scheduled_at == state.consultations[0].due_at + timedelta(seconds=1)


def test_a_command_that_is_undone_leaves_no_job():
    world = DossierWorld()
    state = world.at_step("appraise")

    with transaction.atomic():
        consulted(world, state)
        assert queued("dossiers.lapse_consultation")
        transaction.set_rollback(True)

    assert not queued("dossiers.lapse_consultation")
    assert not Dossier.objects.get(pk=state.id).state.get("consultations")


def test_a_command_that_the_rules_refuse_leaves_no_job():
    world = DossierWorld(procedure=CLOSING)
    state = asked(world, answer_by=at("2026-11-12 08:00").date())
    before = len(queued("dossiers.close_unsupplemented"))
    state = world.later(days=1).do("reception", state, c.Supplement())
    again = c.RequestSupplement(item=only_item(state).id, lines=("Nữa",), reason="Còn thiếu")

    with pytest.raises(TooManySupplements):
        world.do("specialist", state, c.AddNote(text="Sắp hỏi lại"), again)

    assert len(queued("dossiers.close_unsupplemented")) == before == 1
    assert not DossierEvent.objects.filter(dossier_id=state.id, type="NoteAdded").exists()


def test_silence_is_recorded_once_and_only_after_the_deadline():
    state = consulted(DossierWorld())
    key, item, deadline = state.id, state.consultations[0].item, state.consultations[0].due_at

    assert not timers.lapse_consultation(key, item, at=deadline)
    assert timers.lapse_consultation(key, item, at=deadline + timedelta(seconds=1))
    assert not timers.lapse_consultation(key, item, at=deadline + timedelta(days=1))

    (entry,) = DossierEvent.objects.filter(dossier_id=key, type="ConsultationLapsed")
    assert (entry.actor_kind, entry.actor_name, entry.account_id) == ("system", "timer", None)


def test_an_answer_in_time_leaves_the_timer_nothing_to_do():
    world = DossierWorld()
    clerk = world.hire("specialist", "clerk")
    world.accounts["answering"] = clerk
    state = consulted(world)
    item = state.consultations[0].item
    world.do("answering", state, c.Answer(item=item, opinion="Không", agrees=True))

    assert not timers.lapse_consultation(state.id, item, at=state.consultations[0].due_at + timedelta(days=1))


def test_a_dossier_that_is_not_supplemented_in_the_window_of_its_procedure_is_closed():
    world = DossierWorld(procedure=CLOSING)
    state = asked(world, answer_by=at("2026-11-10 08:00").date())
    window = timers.closes_at(state)

    assert window == at("2026-11-12 17:00")
    (job,) = queued("dossiers.close_unsupplemented")
    assert job.scheduled_at == window + timedelta(seconds=1)
    assert not timers.close_unsupplemented(state.id, at=window)
    assert timers.close_unsupplemented(state.id, at=window + timedelta(seconds=1))
    assert not timers.close_unsupplemented(state.id, at=window + timedelta(days=1))

    row = Dossier.objects.get(pk=state.id)
    assert (row.stage, row.result) == (Stage.STOPPED, ResultKind.RETURNED)
    assert "đến hết ngày 12/11/2026" in DossierEvent.objects.get(dossier=row, type="Closed").payload["reason"]


def test_a_later_date_given_to_the_applicant_is_kept():
    world = DossierWorld(procedure=CLOSING)

    state = asked(world, answer_by=at("2026-11-20 08:00").date())

    assert timers.closes_at(state) == at("2026-11-20 17:00")


def test_a_supplement_in_time_leaves_the_timer_nothing_to_do():
    world = DossierWorld(procedure=CLOSING)
    state = asked(world, answer_by=at("2026-11-12 08:00").date())
    world.later(days=2).do("reception", state, c.Supplement())

    assert not timers.close_unsupplemented(state.id, at=at("2027-01-01 08:00"))


def test_a_procedure_without_a_window_never_closes_by_itself():
    state = asked(DossierWorld(), answer_by=at("2026-11-10 08:00").date())

    assert timers.closes_at(state) is None
    assert not queued("dossiers.close_unsupplemented")
    assert not timers.close_unsupplemented(state.id, at=at("2027-06-01 08:00"))


def test_an_applicant_who_was_told_no_date_is_not_surprised_by_one():
    state = asked(DossierWorld(procedure=CLOSING))

    assert timers.closes_at(state) is None
    assert not timers.close_unsupplemented(state.id, at=at("2027-06-01 08:00"))


def test_the_half_hourly_round_does_what_lost_timers_should_have_done():
    world = DossierWorld(procedure=CLOSING)
    with only_these_reactions({}):
        silent = consulted(world)
        unanswered = asked(world, answer_by=at("2026-11-10 08:00").date())
        running = consulted(world)
    assert not queued("dossiers.lapse_consultation")

    done = timers.look_after(at=at("2026-11-12 17:01"))

    assert done == 3
    assert timers.look_after(at=at("2026-11-12 17:01")) == 0
    assert Dossier.objects.get(pk=unanswered.id).result == ResultKind.RETURNED
    for state in (silent, running):
        assert Dossier.objects.get(pk=state.id).state["consultations"][0]["silent"] is True


def test_what_is_due_on_the_next_working_day_is_announced():
    world = DossierWorld()
    state = world.accepted()
    assert state.due_at == at("2026-11-09 17:00")
    heard = []

    def hear(event, *, actor, at):
        heard.append(event)

    with only_these_reactions({DueSoon: (hear,)}):
        counts = [
            timers.remind(at=at(f"{day} 07:35"))
            for day in ("2026-11-05", "2026-11-06", "2026-11-07", "2026-11-09")
        ]

    assert counts == [0, 1, 0, 0]
    assert heard == [DueSoon(state.id, state.code, world.agency.pk, state.due_at)]


def test_nothing_is_announced_of_a_dossier_whose_clock_stands_still():
    world = DossierWorld()
    asked(world)

    assert timers.remind(at=at("2026-11-06 07:35")) == 0


def test_every_day_since_the_last_sealed_one_is_sealed():
    world = DossierWorld()
    world.accepted()

    def seal(now):
        return [heads.seal(day, actor=timers.TIMER, at=now) for day in heads.days_to_seal(now)]

    assert len(seal(at("2026-11-04 00:30"))) == 1
    assert seal(at("2026-11-04 12:00")) == []
    assert len(seal(at("2026-11-07 00:30"))) == 3
    assert None not in {root_of(at(f"2026-11-0{day} 08:00").date()) for day in (3, 4, 5, 6)}


def test_what_is_accepted_most_lately_leads_the_list_of_its_counter():
    world = DossierWorld()
    for _ in range(3):
        world.accepted()
    world.lodged()

    assert uses.count_uses(at=world.now) == 1
    assert uses.count_uses(at=world.now) == 1

    (use,) = ProcedureUse.objects.all()
    assert (use.agency_id, use.procedure.key, use.count) == (world.agency.pk, world.procedure.key, 3)


def test_every_periodic_job_of_ours_holds_a_lock_so_that_it_never_runs_twice():
    periodic = {key[0] for key in app.periodic_registry.periodic_tasks}

    ours = {name for name in periodic if name.startswith(("dossiers.", "ops."))}

    assert ours == {
        "dossiers.look_after_timers", "dossiers.remind", "dossiers.seal_days", "dossiers.count_uses",
        "dossiers.apply_reforms", "ops.close_idle_accounts",
    }  # fmt: skip
    assert all(app.tasks[name].queueing_lock == name for name in ours)


@pytest.mark.parametrize(
    "job", [jobs.look_after_timers, jobs.remind, jobs.seal_days, jobs.count_uses], ids=lambda job: job.name
)
def test_each_job_may_run_again_at_once(job):
    DossierWorld().accepted()

    first, again = job(timestamp=0), job(timestamp=0)

    assert again in (0, [], first)
