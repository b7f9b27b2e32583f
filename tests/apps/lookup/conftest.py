"""A commune at work, and nothing remembered from another test."""

import pytest

from motcua.apps.lookup import operations, ways
from tests.factories.dossiers import DossierWorld


@pytest.fixture(autouse=True)
def _nothing_is_remembered():
    ways.forget()
    operations.forget_askers()


@pytest.fixture
def world(db):
    return DossierWorld()
