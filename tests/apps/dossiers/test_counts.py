"""The red counts of the rail."""

import pytest

from motcua.apps.dossiers.queries.counts import TrayCounts, tray_counts
from tests.factories.dossiers import DossierWorld

pytestmark = pytest.mark.django_db


def test_a_late_tray_counts_for_whoever_holds_it_and_an_open_one_for_everybody_who_may_take_it():
    world = DossierWorld()
    world.at_step("assign")
    world.at_step("appraise")
    colleague = world.hire("specialist", "kinh-te")
    world.later(days=60)

    def overdue(role: str) -> int:
        return tray_counts(world.officer(role), world.now).overdue

    assert (overdue("division_head"), overdue("specialist"), overdue("leader")) == (1, 1, 0)
    world.accounts["specialist"] = colleague
    assert overdue("specialist") == 0


def test_nothing_is_late_before_its_time():
    world = DossierWorld()
    world.at_step("appraise")

    assert tray_counts(world.officer("specialist"), world.now).overdue == 0


def test_the_counter_sees_how_many_results_wait_and_how_many_filings_must_be_checked():
    world = DossierWorld()
    world.finished()
    world.lodged()

    counts = tray_counts(world.officer("reception"), world.now)

    assert counts == TrayCounts(overdue=0, consultations=0, to_return=1, to_check=1)
    assert tray_counts(world.officer("leader"), world.now) == TrayCounts(0, 0, 0, 0)
