"""Many hands at once: threads on one dossier, processes at one counter."""

import threading
from collections.abc import Callable
from contextlib import contextmanager

import pytest
from django.db import connection, connections

from motcua.apps.dossiers import audit, evidence
from motcua.apps.dossiers.models import CodeCounter, Dossier, DossierEvent, WorkItem
from motcua.apps.dossiers.operations import Outcome, StaleVersion, execute
from motcua.apps.dossiers.parallel import in_order
from motcua.apps.dossiers.rebuild import Rebuilt, rebuild_all
from motcua.apps.organization.queries import actor_for
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.refusals import NoSuchItem
from motcua.domain.errors import DomainError
from motcua.domain.numbering import parse_dossier_code
from tests.factories.dossiers import DossierWorld, only_item

pytestmark = pytest.mark.django_db(transaction=True)

PROCESSES, EACH = 8, 25
ROUND_TRIPS = 8


def at_the_same_time(*acts: Callable[[], object]) -> list[object]:
    """Run acts in threads that start together; return what each returned or was told."""
    gate = threading.Barrier(len(acts))
    told: list[object] = [None] * len(acts)

    def run(place: int) -> None:
        gate.wait()
        try:
            told[place] = acts[place]()
        except DomainError as error:
            told[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[place]) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_of_two_officers_who_act_on_the_same_version_one_is_told():
    world = DossierWorld()
    state = world.at_step("appraise")

    def note(role):
        return lambda: execute(
            c.AddNote(text=f"Của {role}"),
            dossier_id=state.id,
            actor=actor_for(world.accounts[role], world.now),
            at=world.now,
            seen_version=state.version,
        )

    told = at_the_same_time(note("specialist"), note("leader"))

    (refused,) = [each for each in told if isinstance(each, StaleVersion)]
    assert sum(isinstance(each, Outcome) for each in told) == 1
    assert (refused.seen, refused.current) == (state.version, state.version + 1)
    assert DossierEvent.objects.filter(dossier_id=state.id, type="NoteAdded").count() == 1


def test_a_tray_is_claimed_by_one_of_many_who_reach_for_it():
    world = DossierWorld()
    state = world.at_step("assign")
    item = only_item(state).id
    send = c.HandOver(item=item, action="assign", assignee=world.accounts["specialist"])

    def hand_over():
        actor = actor_for(world.accounts["division_head"], world.now)
        return execute(send, dossier_id=state.id, actor=actor, at=world.now)

    told = at_the_same_time(*[hand_over] * 4)

    assert sum(isinstance(each, Outcome) for each in told) == 1
    assert sum(isinstance(each, NoSuchItem) for each in told) == 3
    assert WorkItem.objects.filter(dossier_id=state.id, closed_at__isnull=True).count() == 1


def test_the_same_click_from_two_windows_is_done_once():
    world = DossierWorld()

    def accept():
        actor = actor_for(world.accounts["reception"], world.now)
        return execute(world.lodging(), c.Accept(), actor=actor, at=world.now, key="mot-lan-bam")

    told = at_the_same_time(accept, accept, accept)

    assert [each.repeated for each in told].count(False) == 1
    assert len({each.state.code for each in told}) == 1
    assert Dossier.objects.count() == 1


def test_two_hundred_acceptances_by_eight_processes_take_the_numbers_1_to_200():
    world = DossierWorld()
    batches = [
        (world.accounts["reception"], [world.lodging() for _ in range(EACH)]) for _ in range(PROCESSES)
    ]

    codes = [code for batch in in_order(accept_all, batches, jobs=PROCESSES) for code in batch]

    numbers = sorted(parse_dossier_code(code).sequence for code in codes)
    assert numbers == list(range(1, PROCESSES * EACH + 1))
    assert CodeCounter.objects.get().last == PROCESSES * EACH
    verdict = audit.verify_all(jobs=2, days=0)
    assert (verdict.dossiers, verdict.wrong) == (PROCESSES * EACH, None)


def accept_all(batch: tuple[int, list[c.Lodge]]) -> list[str]:
    """Accept what one officer has before her, in a process of its own."""
    account, lodgings = batch
    actor = actor_for(account, lodgings[0].lodged_at)

    return [execute(lodge, c.Accept(), actor=actor, at=lodge.lodged_at).state.code for lodge in lodgings]


def test_several_processes_verify_and_rebuild_what_one_does():
    world = DossierWorld()
    for _ in range(3):
        world.returned()
    Dossier.objects.update(stage=1, papers_at=None)

    assert rebuild_all(jobs=2) == Rebuilt(folded=3, rewritten=3)

    assert audit.verify_dossiers(evidence.all_ids(), jobs=2).wrong is None


@contextmanager
def counted():
    """Yield the statements sent to the database."""
    sent: list[str] = []

    def note(execute, sql, params, many, context):
        sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield sent


def test_no_command_takes_more_than_eight_round_trips():
    world = DossierWorld()
    world.returned()  # What each process keeps of the catalog has been read.
    taken: dict[str, int] = {}
    officers = {role: actor_for(account, world.now) for role, account in world.accounts.items()}
    world.officer = officers.__getitem__

    def outcome(role, state, *commands):
        with counted() as sent:
            done = execute(*commands, dossier_id=state.id, actor=officers[role], at=world.now)
        name = "+".join(type(command).__name__ for command in commands)
        taken[name] = max(taken.get(name, 0), len(sent))
        return done

    world.outcome = outcome
    with counted() as sent:
        state = execute(world.lodging(), c.Accept(), actor=officers["reception"], at=world.now).state
    taken["Lodge+Accept"] = len(sent)
    state = world.at_step("appraise", state)
    ask = c.RequestSupplement(item=only_item(state).id, lines=("Bản vẽ",), reason="Thiếu kích thước")
    state = world.later(hours=1).do(
        "specialist", world.do("specialist", state, ask), c.AddNote(text="Đã gọi")
    )
    state = world.do("reception", state, c.Supplement())
    consult = c.Consult(
        item=only_item(state).id, unit_id=world.units["clerk"].pk, agency_id=world.agency.pk, question="Có vướng?",
        due_on=world.now.date().replace(day=10), blocking=False,
    )  # fmt: skip
    state = world.at_step("return", world.do("specialist", state, consult))
    world.do("return_desk", state, c.DeliverResult(receiver="Đặng Thị Ngọc Ánh"))

    assert len(taken) >= 10
    assert {name: count for name, count in taken.items() if count > ROUND_TRIPS} == {}
