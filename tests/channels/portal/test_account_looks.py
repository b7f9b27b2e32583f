"""Who looked at my dossiers: told with agency, unit and purpose, never with the officer's name (R-I36)."""

import re

import pytest

from motcua.apps.dossiers.queries.page import dossier_page
from motcua.domain.dossier.values import Party
from tests.factories.citizens import PersonFactory, sign_in_citizen

pytestmark = pytest.mark.django_db
NUMBER = "033591204716"


def said(page) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


@pytest.fixture
def looked_at(world):
    """A dossier that somebody filed at the counter with an identity number, and that an officer opened."""
    application = world.application(applicant=Party(name="Trần Thị Mẫu", citizen_id=NUMBER))
    state = world.accepted(application=application)
    world.officer_who_looked = world.officer("reception")
    dossier_page(state.id, actor=world.officer_who_looked, at=world.now)
    return state


def test_a_proven_person_sees_which_unit_looked_but_not_who(client, world, looked_at):
    sign_in_citizen(client, PersonFactory(citizen_id=NUMBER, proven=True))

    page = said(client.get("/tai-khoan/ai-da-xem"))

    assert "Trung tâm Phục vụ hành chính công" in page
    assert "Xem hồ sơ để giải quyết" in page
    assert looked_at.code in page
    assert world.officer_who_looked.name not in page


def test_a_number_that_is_only_declared_shows_nothing(client, looked_at):
    sign_in_citizen(client, PersonFactory(citizen_id=NUMBER))

    page = said(client.get("/tai-khoan/ai-da-xem"))

    assert "Chưa có cán bộ nào mở hồ sơ của bạn" in page
    assert looked_at.code not in page


def test_somebody_else_sees_nothing_of_it(client, looked_at):
    sign_in_citizen(client, PersonFactory(proven=True))

    assert looked_at.code not in said(client.get("/tai-khoan/ai-da-xem"))
