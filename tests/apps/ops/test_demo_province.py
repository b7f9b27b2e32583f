"""The dossiers of the demonstration province: made by the rules, like life, and true to their journals."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from math import sqrt

import pytest
from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.db import connection, transaction
from django.db.models import Q

from motcua.apps.documents.models import Sequence as DocumentSequence
from motcua.apps.dossiers import lawbook
from motcua.apps.dossiers.batch import Batch, CountedNumbers
from motcua.apps.dossiers.models import Dossier, DossierEvent, WorkItem
from motcua.apps.ops import demo
from motcua.apps.ops.demo import generate, plans
from motcua.apps.ops.demo.hours import Hours
from motcua.apps.ops.demo.tables import LATE
from motcua.apps.ops.loading import load_province
from motcua.apps.organization.models import Account
from motcua.domain.calendar import TIMEZONE, vietnam_calendar
from motcua.domain.dossier import Stage
from motcua.project.paths import CHECKOUT
from tests.apps.ops.proving import assert_numbers_have_no_gaps, divergences, misfiled

HUNG_YEN = CHECKOUT / "demo" / "hung-yen"
UNTIL = datetime(2026, 11, 25, 7, 30, tzinfo=UTC)
DOSSIERS = 700
HOURS = Hours(vietnam_calendar())


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_province(HUNG_YEN, at=UNTIL)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def generated(loaded, django_db_blocker) -> Iterator[int]:
    with transaction.atomic():
        yield generate.generate_dossiers(DOSSIERS, until=UNTIL, folder=HUNG_YEN, processes=1)
        transaction.set_rollback(True)


@pytest.fixture
def province(generated, db):
    return generated


def test_as_many_dossiers_as_asked_for_and_each_true_to_its_journal(province):
    assert province == Dossier.objects.count() == DOSSIERS
    assert list(divergences()) == []
    assert misfiled() == {}


def test_numbers_have_no_gaps_and_grow_with_time(province):
    assert_numbers_have_no_gaps()
    accepted = Dossier.objects.filter(code__isnull=False).order_by("receiving_agency_id", "accepted_at")
    days = defaultdict(list)
    for code, agency in accepted.values_list("code", "receiving_agency_id"):
        days[agency, code.rsplit("-", 2)[1]].append(code)
    assert all(codes == sorted(codes) for codes in days.values())
    assert DocumentSequence.objects.exists()


def test_no_citizen_id_belongs_to_this_or_the_last_century(province):
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT substr(m[1], 4, 1) FROM dossiers_dossier, "
                       "regexp_matches(state::text, '\"citizen_id\": \"([0-9]{12})\"', 'g') AS m")  # fmt: skip
        assert {row[0] for row in cursor.fetchall()} == {"4", "5"}


def test_nothing_happens_outside_office_hours_but_filing_from_home(province):
    events = DossierEvent.objects.order_by("dossier_id", "seq").values_list("type", "actor_kind", "at")
    odd = [
        (name, at)
        for name, kind, at in events
        if not HOURS.within(at) and (name, kind) != ("Lodged", "system")
    ]
    assert odd == []
    evenings = DossierEvent.objects.filter(type="Lodged", actor_kind="system")
    assert any(not HOURS.within(at) for at in evenings.order_by("at").values_list("at", flat=True))


def test_every_dossier_has_one_end_or_one_open_tray(province):
    open_trays = Counter(
        WorkItem.objects.filter(closed_at__isnull=True, kind="step").values_list("dossier_id", flat=True)
    )
    for row in Dossier.objects.order_by("pk"):
        at_counter = row.stage in {Stage.LODGED, Stage.NOT_ACCEPTED} or row.accepted_at is None
        ended = row.stage == Stage.RETURNED or (row.stage == Stage.STOPPED and row.result)
        assert open_trays[row.pk] == (0 if at_counter or ended else 1), row.code


def test_officers_act_only_under_posts_they_hold(province):
    acts = DossierEvent.objects.filter(actor_kind="officer")
    assert not acts.filter(Q(post_id__isnull=True) | Q(account_id__isnull=True)).exists()
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(*) FROM dossiers_dossierevent event JOIN organization_assignment post ON post.id = post_id
            WHERE event.mandate_id IS NULL AND (post.account_id <> event.account_id OR post.unit_id <> event.unit_id
                OR NOT daterange(post.valid_from, post.valid_to) @> (event.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)"""
        )
        assert cursor.fetchone()[0] == 0


def test_channels_and_lateness_are_those_of_the_table(province):
    """The plans of many more filings than are made up here: shares within three standard errors."""
    with lawbook.held():
        scene = generate.prepare_scene(HUNG_YEN, until=UNTIL, seed="shares", count=6000)
        drawn = [(f, p) for f, p in generate.planned(scene, 6000) if p.hold is None]
    habits = scene.world.habits
    free = [f for f, _ in drawn if f.offered.definition.field.key not in habits.counter_only
            and len(f.offered.definition.channels) == 3]  # fmt: skip
    for channel in habits.channels.values:
        share = sum(f.channel == channel for f in free) / len(free)
        assert share == pytest.approx(habits.channels.share(channel), abs=0.03)
    by_class = defaultdict(list)
    for filing, plan in drawn:
        by_class[plans.class_of(habits, filing)].append(plan.punctuality == LATE)
    for name, late in by_class.items():
        wanted = habits.punctuality[name].share(LATE)
        assert sum(late) / len(late) == pytest.approx(wanted, abs=3 * sqrt(0.25 / len(late)) + 0.005), name


def test_as_many_are_late_as_were_meant_to_be(province):
    late, finished = defaultdict(int), defaultdict(int)
    rows = Dossier.objects.filter(result__in=["granted", "refused"], competent_agency__isnull=False)
    for kind, done, due in rows.values_list("competent_agency__kind", "finished_at", "original_due_at"):
        group = "land" if kind == "land_branch" else "commune" if kind.startswith("commune") else "other"
        finished[group] += 1
        late[group] += done.astimezone(TIMEZONE).date() > due.astimezone(TIMEZONE).date()
    assert late["commune"] / finished["commune"] < 0.06
    assert 0.12 < late["land"] / finished["land"] < 0.5


def test_much_happens_beside_the_straight_way(province):
    names = set(DossierEvent.objects.values_list("type", flat=True))
    assert {
        "SupplementAsked", "Supplemented", "Consulted", "PaymentAsked", "PaymentConfirmed", "WithdrawalAsked",
        "WithdrawalDecided", "Extended", "IntakeRefused", "ResultDelivered", "PapersReceived", "NoteAdded",
    } <= names  # fmt: skip


def test_ready_accounts_find_work_of_every_kind(province):
    now = UNTIL
    mine = {
        username: WorkItem.objects.filter(closed_at__isnull=True, assignee__username=username)
        for username in ("cv.phohien3", "cv.soxd2", "dk.cnvpdk11")
    }
    for username, items in mine.items():
        dues = [due for due in items.order_by("due_at").values_list("due_at", flat=True) if due]
        today = [due for due in dues if due.astimezone(TIMEZONE).date() == now.astimezone(TIMEZONE).date()]
        assert dues[0] < now, username
        assert today, username
        assert dues[-1] > max(today), username
    assert mine["cv.phohien3"].filter(dossier__stage=Stage.SUPPLEMENT_ASKED).exists()
    asked = WorkItem.objects.filter(closed_at__isnull=True, kind="consultation")
    assert asked.filter(agency__key="so-xd").exists()
    here = Dossier.objects.filter(receiving_agency__key="phuong-pho-hien")
    for stage in (Stage.LODGED, Stage.ACCEPTED, Stage.SUPPLEMENT_ASKED, Stage.WITHDRAWAL_ASKED, Stage.DONE):
        assert here.filter(stage=stage).exists(), stage


def test_each_role_has_an_account_that_signs_in(province, monkeypatch):
    monkeypatch.setattr(settings, "MOTCUA_PROVINCE", HUNG_YEN)

    accounts = demo.ready_accounts()

    assert len(accounts) >= 15
    for account in accounts:
        assert account.person
        assert account.place
        secret = Account.objects.get(username=account.username).password
        assert check_password(account.password, secret)
    assert any(account.code_key for account in accounts)


def test_calling_again_adds_nothing(province):
    assert generate.generate_dossiers(DOSSIERS, until=UNTIL, folder=HUNG_YEN, processes=1) == 0


def test_the_same_seed_tells_the_same_histories(loaded, db):
    def told():
        with lawbook.held():
            scene = generate.prepare_scene(HUNG_YEN, until=UNTIL, seed="hai-lan", count=60)
            areas = defaultdict(list)
            for filing, plan in generate.planned(scene, 60):
                areas[filing.area].append((filing, plan))
            batch = Batch(CountedNumbers(generate.dice("pins")))
            for area in sorted(areas):
                generate.run(scene, areas[area][:20], batch)
        return [entry.hash for kept in batch.kept.values() for entry in kept.entries]

    assert told() == told()


def test_what_is_prepared_already_is_left_alone(loaded, db, monkeypatch):
    asked = []
    monkeypatch.setattr(demo, "generate_dossiers", lambda count, **_: asked.append(count) or 0)

    @contextmanager
    def step(title):
        asked.append(title)
        yield lambda how_far: None

    demo.prepare(HUNG_YEN, step=step)
    first = list(asked)
    demo.prepare(HUNG_YEN, step=lambda title: nullcontext(asked.append))

    assert first == ["Agencies and people", "Calendars", "Procedures", "Dossiers", generate.COUNT]
    assert asked == first
