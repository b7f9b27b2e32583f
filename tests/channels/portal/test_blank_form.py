"""The form to be printed and filled in by hand."""

import pytest

from tests.apps.documents.pdfs import flat_text_of
from tests.factories.dossiers import PROCEDURE, DossierWorld, definition
from tests.factories.forms import SMALL_FORM

pytestmark = pytest.mark.django_db
ADDRESS = f"/thu-tuc/{PROCEDURE}/mau-don.pdf"


@pytest.fixture
def formal(province, time_machine):
    world = DossierWorld(procedure=definition(form=SMALL_FORM))
    time_machine.move_to(world.now, tick=False)
    return world


def test_everybody_prints_the_form_of_a_procedure(client, formal):
    answer = client.get(ADDRESS)

    assert answer["Content-Type"] == "application/pdf"
    assert "to-khai-" in answer["Content-Disposition"]
    assert "1. Họ và tên (*)" in flat_text_of(answer.content)


def test_whoever_has_it_already_gets_it_no_second_time(client, formal):
    tag = client.get(ADDRESS)["ETag"]

    assert client.get(ADDRESS, headers={"If-None-Match": tag}).status_code == 304


def test_the_page_of_the_procedure_leads_to_it(client, formal):
    assert ADDRESS in client.get(f"/thu-tuc/{PROCEDURE}").content.decode()


def test_a_procedure_without_a_form_offers_none(client, world):
    assert client.get(f"/thu-tuc/{world.procedure.key}/mau-don.pdf").status_code == 404
    assert "mau-don.pdf" not in client.get(f"/thu-tuc/{world.procedure.key}").content.decode()


def test_an_unknown_procedure_has_no_form(client, formal):
    assert client.get("/thu-tuc/khong-co/mau-don.pdf").status_code == 404
