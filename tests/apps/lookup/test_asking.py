"""How often one may ask, and how often a proof may be tried."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from motcua.apps.audit.models import AccessLog
from motcua.apps.lookup import jobs, limits, operations
from motcua.apps.lookup.answers import NoMatch
from motcua.apps.lookup.levels import Level
from motcua.apps.lookup.limits import Quota, Scope, TooManyQuestions
from motcua.apps.lookup.models import Attempts
from motcua.apps.lookup.operations import ask, charge
from tests.factories.dossiers import MONDAY

HOME = "203.0.113.7"
MINUTE = timedelta(minutes=1)
QUOTA = Quota(Scope.PROOFS, 3, timedelta(minutes=60), timedelta(hours=12))


def asking(world, code, proof=None, *, asker=HOME, later=timedelta()):
    return ask(code, proof=proof, asker=asker, channel="portal", address=asker, at=world.now + later)


def ask_often(world, code, *, times):
    """Return how often one was answered, and the refusal that ended it."""
    for number in range(times):
        try:
            asking(world, code)
        except TooManyQuestions as refused:
            return number, refused
        except NoMatch:
            continue
    return times, None


def test_the_quota_holds_within_its_window_and_begins_anew_after_it(db):
    for _ in range(3):
        charge(QUOTA, "k", at=MONDAY)
    charge(QUOTA, "other", at=MONDAY)

    charge(QUOTA, "k", at=MONDAY + 60 * MINUTE)

    with pytest.raises(TooManyQuestions) as refused:
        charge(QUOTA, "k", at=MONDAY + 61 * MINUTE, cost=3)
    assert refused.value.until == MONDAY + 61 * MINUTE + timedelta(hours=12)


def test_a_lock_is_not_prolonged_by_those_who_go_on(db):
    refusals = []
    for minute in range(6):
        try:
            charge(QUOTA, "k", at=MONDAY + minute * MINUTE)
        except TooManyQuestions as refused:
            refusals.append(refused.until)

    assert refusals == [MONDAY + 3 * MINUTE + timedelta(hours=12)] * 3
    charge(QUOTA, "k", at=refusals[0])


@pytest.mark.django_db(transaction=True)
def test_many_at_once_pass_the_quota_no_more_often_than_one():
    def attempt(_):
        try:
            charge(QUOTA, "k", at=MONDAY)
        except TooManyQuestions:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        passed = list(threads.map(attempt, range(24)))

    assert passed.count(True) == 3
    Attempts.objects.all().delete()


def test_a_citizens_few_questions_cost_no_statement_beyond_the_answer(world, django_assert_num_queries):
    state = world.accepted()
    asking(world, state.code)

    with django_assert_num_queries(9):
        for _ in range(9):
            asking(world, state.code)
    with django_assert_num_queries(2):
        asking(world, state.code)


def test_who_walks_through_codes_is_stopped_and_another_address_is_not(world, settings):
    settings.MOTCUA_LOOKUP_LIMITS = "asks=40"
    state = world.accepted()

    answered, refused = ask_often(world, state.code, times=100)

    assert answered == 40
    assert refused.until == world.now + timedelta(minutes=10)
    with pytest.raises(TooManyQuestions):
        asking(world, state.code, later=9 * MINUTE)
    asking(world, state.code, asker="203.0.113.8")
    asking(world, state.code, later=10 * MINUTE)


def test_another_process_learns_of_the_lock_with_its_first_batch(world, settings):
    settings.MOTCUA_LOOKUP_LIMITS = "asks=40"
    state = world.accepted()
    ask_often(world, state.code, times=100)

    operations.forget_askers()  # As another process, which has only the database.

    answered, refused = ask_often(world, state.code, times=100)
    assert answered == 10
    assert refused is not None


def test_wrong_codes_count_as_questions_too(world, settings):
    settings.MOTCUA_LOOKUP_LIMITS = "asks=4"

    answered, refused = ask_often(world, "H31.999-261102-0001", times=10)

    assert answered == 4
    assert refused is not None


@pytest.mark.parametrize("known", [True, False], ids=["a code that exists", "a code that does not"])
def test_five_wrong_proofs_close_a_code_to_proofs_from_every_address_but_not_to_the_code(world, known):
    state = world.accepted()
    code = state.code if known else "H31.999-261102-0001"
    for number in range(5):
        with pytest.raises(NoMatch):
            asking(world, code, "9999", asker=f"203.0.113.{number}")

    with pytest.raises(TooManyQuestions) as refused:
        asking(world, code.lower().replace("-", " "), state.pin, asker="203.0.113.99")

    assert refused.value.until == world.now + timedelta(hours=12)
    assert asking(world, state.code).level is Level.CODE
    if known:
        assert asking(world, code, state.pin, later=timedelta(hours=12)).level is Level.PROOF


def test_one_address_may_not_try_proofs_on_many_codes(world, settings):
    settings.MOTCUA_LOOKUP_LIMITS = "tries=3"
    codes = [world.accepted().code for _ in range(4)]
    for code in codes[:3]:
        with pytest.raises(NoMatch):
            asking(world, code, "9999")

    with pytest.raises(TooManyQuestions):
        asking(world, codes[3], "9999")


def test_a_right_proof_is_not_held_against_anybody_and_is_logged(world):
    state = world.accepted()

    for _ in range(8):
        assert asking(world, state.code, state.pin).level is Level.PROOF

    assert set(Attempts.objects.values_list("count", flat=True)) == {0}
    log = AccessLog.objects.order_by("id").first()
    assert (log.action, log.subject_type, log.subject_id) == ("lookup", "dossier", str(state.id))
    assert (log.actor_kind, log.channel, log.address) == ("citizen", "portal", HOME)
    assert AccessLog.objects.count() == 8


def test_neither_addresses_nor_codes_can_be_read_from_the_counts(world):
    state = world.accepted()
    with pytest.raises(NoMatch):
        asking(world, state.code, "9999")

    kept = str(list(Attempts.objects.order_by("scope").values()))

    assert HOME not in kept
    assert state.code not in kept


def test_nonsense_with_a_proof_matches_nothing_and_counts_nothing(world):
    with pytest.raises(NoMatch):
        asking(world, "không phải mã", "9999")

    assert not Attempts.objects.exists()


def test_limits_may_be_switched_off(world, settings):
    settings.MOTCUA_LOOKUP_LIMITS = "asks=0, tries=0, proofs=0"
    state = world.accepted()

    for _ in range(30):
        asking(world, state.code)
        with pytest.raises(NoMatch):
            asking(world, state.code, "9999")

    assert not Attempts.objects.exists()


def test_an_asker_without_a_name_is_not_counted_among_others(world, settings):
    settings.MOTCUA_LOOKUP_LIMITS = "asks=4"
    state = world.accepted()

    for _ in range(30):
        asking(world, state.code, asker="")


def test_counts_that_are_over_are_deleted(db):
    charge(QUOTA, "old", at=MONDAY)
    charge(QUOTA, "new", at=MONDAY + 30 * MINUTE)

    assert operations.forget_attempts(at=MONDAY + 60 * MINUTE) == 1
    assert operations.forget_attempts(at=MONDAY + 60 * MINUTE) == 0


@pytest.mark.parametrize(
    ("address", "asker"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("", ""),
        ("not:an:address", "not:an:address"),
    ],
)
def test_an_asker_is_an_address_or_a_network_of_version_six(address, asker):
    assert limits.by_address(address) == asker


@pytest.mark.parametrize("text", ["asks", "asks=many", "pages=3", "asks=-1"])
def test_limits_that_cannot_be_understood_stop_the_process(text):
    with pytest.raises(ImproperlyConfigured):
        limits.parse(text)


def test_a_process_does_not_remember_more_askers_than_it_has_room_for(monkeypatch):
    monkeypatch.setattr(limits, "KEPT_ASKERS", 3)
    meter = limits.Meter(lambda quota, key, *, at, cost=1: None)

    for number in range(10):
        meter.note(f"203.0.113.{number}", at=MONDAY)

    assert len(meter._tallies) <= 3


def test_the_nightly_job_deletes_what_is_over(db, time_machine):
    charge(QUOTA, "k", at=MONDAY)
    time_machine.move_to(MONDAY + timedelta(days=1), tick=False)

    assert jobs.forget_attempts(int((MONDAY + timedelta(days=1)).timestamp())) == 1
    assert not Attempts.objects.exists()
