"""What one postman brings is registered as a whole, once (R-H5, R-H6)."""

import pytest

from motcua.apps.catalog.snapshot import ProcedureNotInForce
from motcua.apps.dossiers.bag import lodge_together
from motcua.apps.dossiers.models import Dossier
from motcua.domain.dossier.values import Channel
from tests.factories.dossiers import DossierWorld, at

pytestmark = pytest.mark.django_db
SIGNED = at("2026-11-02 07:45")


@pytest.fixture
def world() -> DossierWorld:
    return DossierWorld()


def bag(world, *slips, **changes):
    return [world.lodging(channel=Channel.POST, slip=slip, lodged_at=SIGNED, **changes) for slip in slips]


def test_all_are_lodged_at_the_moment_of_signing(world):
    states, repeated = lodge_together(
        bag(world, "CP1", "CP2"), actor=world.officer("reception"), at=world.now, key="bien-ban-1"
    )

    assert [(s.slip, s.lodged_at, s.stage) for s in states] == [("CP1", SIGNED, 1), ("CP2", SIGNED, 1)]
    assert not repeated


def test_sending_the_record_again_registers_nothing_more(world):
    actor = world.officer("reception")
    lodge_together(bag(world, "CP1"), actor=actor, at=world.now, key="bien-ban-1")

    states, repeated = lodge_together(bag(world, "CP1", "CP2"), actor=actor, at=world.now, key="bien-ban-1")

    assert repeated
    assert [s.slip for s in states] == ["CP1"]
    assert Dossier.objects.count() == 1


def test_one_that_cannot_be_lodged_keeps_all_out(world):
    lodgings = [*bag(world, "CP1"), *bag(world, "CP2", procedure="khong-co")]

    with pytest.raises(ProcedureNotInForce):
        lodge_together(lodgings, actor=world.officer("reception"), at=world.now, key="bien-ban-1")

    assert Dossier.objects.count() == 0
