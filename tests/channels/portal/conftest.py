"""Citizens before a commune at work; nothing remembered from another test."""

import pytest

from motcua.apps.dossiers.queries import waits
from motcua.apps.lookup import agencies, month, operations, ways
from motcua.channels.portal import frame, mould
from tests.factories.dossiers import DossierWorld
from tests.factories.organization import AgencyFactory


@pytest.fixture(autouse=True)
def _nothing_is_remembered(settings):
    settings.ROOT_URLCONF = "tests.channels.portal.site"
    ways.forget()
    operations.forget_askers()
    frame.forget_province()
    mould.forget()
    agencies.forget()
    month.forget()
    waits.forget()


@pytest.fixture
def province(db):
    return AgencyFactory(kind="province_committee", short_name="Tỉnh Hưng Yên")


@pytest.fixture
def world(db, province, time_machine):
    world = DossierWorld()
    time_machine.move_to(world.now, tick=False)
    return world
