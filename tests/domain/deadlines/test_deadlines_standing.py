from datetime import UTC, date, datetime

import pytest

from motcua.domain.deadlines import Standing, Timeliness, classify, standing

DUE = datetime(2026, 11, 9, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("finished_on", "expected"),
    [
        (date(2026, 11, 8), Timeliness.EARLY),
        (date(2026, 11, 9), Timeliness.ON_TIME),
        (date(2026, 11, 10), Timeliness.LATE),
    ],
)
def test_a_finished_dossier_is_classified_by_date(finished_on, expected):
    assert classify(date(2026, 11, 9), finished_on) is expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 11, 8, 10, 0, tzinfo=UTC), Standing.IN_TIME),
        (datetime(2026, 11, 9, 16, 59, tzinfo=UTC), Standing.IN_TIME),
        (datetime(2026, 11, 9, 17, 0, tzinfo=UTC), Standing.OVERDUE),
    ],
    ids=["before", "last local minute", "next local day"],
)
def test_a_running_dossier_is_overdue_from_the_local_day_after_the_due_day(now, expected):
    assert standing(DUE, now) is expected


def test_a_paused_dossier_is_paused_even_past_its_due_day():
    past = datetime(2026, 12, 1, tzinfo=UTC)

    assert standing(DUE, past, paused=True) is Standing.PAUSED
    assert standing(None, past) is Standing.PAUSED


@pytest.mark.parametrize(
    ("finished", "expected"),
    [
        (datetime(2026, 11, 8, 16, 59, tzinfo=UTC), Standing.EARLY),
        (datetime(2026, 11, 8, 17, 0, tzinfo=UTC), Standing.ON_TIME),
        (datetime(2026, 11, 9, 16, 59, tzinfo=UTC), Standing.ON_TIME),
        (datetime(2026, 11, 9, 17, 0, tzinfo=UTC), Standing.LATE),
    ],
)
@pytest.mark.parametrize("paused", [False, True])
def test_a_finished_dossier_stands_where_it_finished(finished, expected, paused):
    now = datetime(2026, 12, 1, tzinfo=UTC)

    assert standing(DUE, now, paused=paused, finished=finished) is expected


def test_to_finish_while_no_clock_runs_is_on_time():
    now = datetime(2026, 12, 1, tzinfo=UTC)

    assert standing(None, now, finished=now) is Standing.ON_TIME


def test_only_late_and_overdue_dossiers_are_outside_their_limit():
    assert {found for found in Standing if not found.within_limit} == {Standing.LATE, Standing.OVERDUE}
