"""Histories told many times are as true as those told once."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from motcua.apps.dossiers.models import CodeCounter, Dossier
from motcua.apps.ops.demo import bulk
from motcua.apps.ops.demo.hours import Hours
from motcua.apps.ops.loading import load_province
from motcua.domain.calendar import TIMEZONE, vietnam_calendar
from motcua.project.paths import CHECKOUT
from tests.apps.ops.proving import assert_numbers_have_no_gaps, divergences, misfiled

HUNG_YEN = CHECKOUT / "demo" / "hung-yen"
UNTIL = datetime(2026, 11, 25, 7, 30, tzinfo=UTC)
COPIES = 900
HOURS = Hours(vietnam_calendar())


@pytest.fixture(scope="module")
def province(django_db_setup, django_db_blocker) -> Iterator[int]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_province(HUNG_YEN, at=UNTIL)
        yield bulk.generate(COPIES, until=UNTIL, folder=HUNG_YEN, processes=1)
        transaction.set_rollback(True)


@pytest.fixture
def copied(province, db):
    return province


def test_copies_are_true_to_their_journals(copied):
    assert copied == Dossier.objects.count() == COPIES
    assert list(divergences()) == []
    assert misfiled() == {}
    assert_numbers_have_no_gaps()


def test_copies_are_of_different_people_on_different_days(copied):
    rows = Dossier.objects.order_by("pk").values_list("applicant_name", "lodged_at")
    names, days = {name for name, _ in rows}, {at.date() for _, at in rows}
    assert len(names) > COPIES / 3
    assert len(days) > 60
    assert all("\ue000" not in name for name in names)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM dossiers_dossierevent WHERE payload::text ~ '[\ue000\ue001]'")
        assert cursor.fetchone()[0] == 0


def test_copies_go_on_with_the_numbers_that_were_given(copied):
    before = {(c.agency_id, c.day): c.last for c in CodeCounter.objects.order_by("day")}

    bulk.generate(150, seed="thêm", until=UNTIL, folder=HUNG_YEN, processes=1)

    after = {(c.agency_id, c.day): c.last for c in CodeCounter.objects.order_by("day")}
    assert all(after[key] >= last for key, last in before.items())
    assert sum(after.values()) > sum(before.values())
    assert_numbers_have_no_gaps()


def test_a_due_day_of_a_copy_is_still_the_one_that_the_law_wants(copied):
    for row in Dossier.objects.filter(due_at__isnull=False).order_by("pk")[:300]:
        assert HOURS.calendar.is_working_day(row.due_at.astimezone(TIMEZONE).date())
