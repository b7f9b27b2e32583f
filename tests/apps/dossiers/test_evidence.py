"""What the audit finds and what the rebuild repairs."""

import pytest
from django.db import connection

from motcua.apps.dossiers import evidence
from motcua.apps.dossiers.models import Dossier, StatusInterval, WorkItem
from motcua.apps.dossiers.rebuild import rebuild
from tests.factories.dossiers import DossierWorld

pytestmark = pytest.mark.django_db


def found(state):
    (kept,) = evidence.stored([state.id])
    return evidence.divergence(kept)


def test_what_the_shell_wrote_holds():
    world = DossierWorld()

    assert found(world.returned()) is None
    assert found(world.at_step("appraise")) is None
    assert found(world.lodged()) is None


def test_one_changed_letter_of_one_event_is_named():
    state = DossierWorld().returned()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # As the owner of the database can.
        cursor.execute(
            "UPDATE dossiers_dossierevent SET actor_name = actor_name || 'x' WHERE dossier_id = %s AND seq = 5",
            [state.id],
        )
        cursor.execute("SET session_replication_role = origin")

    divergence = found(state)

    assert (divergence.where, divergence.position, divergence.code) == ("event", 5, state.code)


@pytest.mark.parametrize(
    ("spoil", "where"),
    [
        (lambda key: Dossier.objects.filter(pk=key).update(stage=4), "row"),
        (lambda key: WorkItem.objects.filter(dossier_id=key, number=2).update(action="khac"), "work item"),
        (lambda key: WorkItem.objects.filter(dossier_id=key, number=6).delete(), "work item"),
        (lambda key: StatusInterval.objects.filter(dossier_id=key).update(until=None), "interval"),
    ],
    ids=["row", "item", "item gone", "interval"],
)
def test_a_spoiled_projection_is_found_and_rebuilt(spoil, where):
    state = DossierWorld().returned()
    spoil(state.id)
    assert found(state).where == where

    rebuild([state.id])

    assert found(state) is None
