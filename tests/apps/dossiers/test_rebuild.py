"""Projections thrown away or spoiled, and made anew from the journal."""

import pytest
from django.db import connection

from motcua.apps.dossiers import evidence
from motcua.apps.dossiers.models import Dossier, DossierEvent, StatusInterval, WorkItem
from motcua.apps.dossiers.rebuild import Rebuilt, rebuild, rebuild_all
from motcua.domain.dossier import commands as c
from tests.factories.dossiers import DossierWorld, only_item

pytestmark = pytest.mark.django_db


def rows(model):
    return list(model.objects.order_by("pk").values())


@pytest.fixture
def states():
    world = DossierWorld()
    state = world.at_step("appraise")
    ask = c.RequestSupplement(item=only_item(state).id, lines=("Bản vẽ",), reason="Thiếu kích thước")
    return [world.returned(), world.do("specialist", state, ask), world.lodged(), world.at_step("sign")]


def test_what_was_thrown_away_comes_back_to_the_last_letter(states):
    before = [rows(model) for model in (Dossier, WorkItem, StatusInterval)]
    journal = rows(DossierEvent)
    WorkItem.objects.all().delete()
    StatusInterval.objects.all().delete()
    Dossier.objects.update(
        state={}, stage=1, search="", units=[], agencies=[], version=0, head="", applicant_name="", due_at=None,
        accepted_at=None, code=None, procedure_key="", channel="", unpaid_vnd=7, papers_at=None, result="",
    )  # fmt: skip

    assert rebuild_all() == Rebuilt(folded=4, rewritten=4)

    assert [rows(model) for model in (Dossier, WorkItem, StatusInterval)] == before
    assert rows(DossierEvent) == journal


def test_what_agrees_is_left_alone(states):
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctid FROM dossiers_dossier ORDER BY id")
        places = cursor.fetchall()

        assert rebuild([state.id for state in states]) == Rebuilt(folded=4, rewritten=0)

        cursor.execute("SELECT ctid FROM dossiers_dossier ORDER BY id")
        assert cursor.fetchall() == places


@pytest.mark.parametrize(
    "spoil",
    [
        lambda key: Dossier.objects.filter(pk=key).update(search="u1"),
        lambda key: Dossier.objects.filter(pk=key).update(head="x"),
        lambda key: WorkItem.objects.filter(dossier_id=key, number=1).update(action=""),
        lambda key: StatusInterval.objects.filter(dossier_id=key, seq=1).delete(),
        lambda key: StatusInterval.objects.create(dossier_id=key, seq=99, stage=4, since="2026-01-01T00:00Z"),
    ],
    ids=["search", "head", "item", "interval gone", "interval too many"],
)
def test_only_what_differs_is_written(states, spoil):
    spoil(states[0].id)

    assert rebuild([state.id for state in states]) == Rebuilt(folded=4, rewritten=1)

    assert evidence.first_divergence([state.id for state in states])[1] is None


def test_a_dossier_that_does_not_exist_is_not_counted():
    state = DossierWorld().lodged()
    ids = [state.id, type(state.id)(int=1)]

    assert rebuild(ids) == Rebuilt(folded=1, rewritten=0)
