"""The JSON Schema of a form, at an address that anybody may read."""

import pytest
from jsonschema import Draft202012Validator

from tests.factories.dossiers import PROCEDURE, DossierWorld, definition
from tests.factories.forms import SMALL_FORM

pytestmark = pytest.mark.django_db
ADDRESS = f"/api/v1/procedures/{PROCEDURE}/form.schema.json"


@pytest.fixture
def world(settings, time_machine):
    world = DossierWorld(procedure=definition(form=SMALL_FORM))
    time_machine.move_to(world.now, tick=False)
    return world


def test_software_reads_what_an_answer_must_look_like(client, world):
    answer = client.get(ADDRESS)

    schema = answer.json()
    assert answer["Content-Type"] == "application/schema+json"
    assert schema["title"] == world.procedure.name
    assert schema["x-procedure"] == {"key": PROCEDURE, "code": "1.999001", "version": 1}
    Draft202012Validator.check_schema(schema)
    assert Draft202012Validator(schema).is_valid({"ho_ten": "Lê Thị Mẫu", "dien_tich": 118.4})
    assert not Draft202012Validator(schema).is_valid({"dien_tich": 118.4})


def test_whoever_has_it_already_is_told_so(client, world):
    tag = client.get(ADDRESS)["ETag"]

    again = client.get(ADDRESS, headers={"If-None-Match": tag})

    assert again.status_code == 304


def test_an_unknown_procedure_has_no_schema(client, world):
    assert client.get("/api/v1/procedures/khong-co/form.schema.json").status_code == 404


def test_a_procedure_without_a_form_has_no_schema(client, time_machine):
    world = DossierWorld()
    time_machine.move_to(world.now, tick=False)

    assert client.get(ADDRESS).status_code == 404
