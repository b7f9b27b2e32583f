"""Other software before a commune at work; nothing remembered from another test."""

import pytest

from motcua.apps.lookup import agencies, operations, ways
from tests.factories.dossiers import DossierWorld
from tests.factories.organization import AgencyFactory


@pytest.fixture(autouse=True)
def _nothing_is_remembered():
    ways.forget()
    operations.forget_askers()
    agencies.forget()


@pytest.fixture
def world(db, time_machine):
    AgencyFactory(kind="province_committee", short_name="Tỉnh Hưng Yên", level="province")
    world = DossierWorld()
    time_machine.move_to(world.now, tick=False)
    return world
