"""A page for every agency: what it decides, where and when, who is there, and how it keeps its promises."""

import json
import re
from datetime import timedelta

from motcua.apps.dossiers.queries import waits
from motcua.apps.organization.models import Agency
from tests.channels.portal.test_lookup_pages import words_of
from tests.factories.dossiers import PROCEDURE


def linked(response):
    return json.loads(
        re.search(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.S)[1]
    )


def test_an_agency_shows_what_it_decides_its_hours_and_its_people(client, world):
    Agency.objects.filter(pk=world.agency.pk).update(
        phone="0221 000 1001", street_address="Số 1, phường Phố Hiến"
    )

    response = client.get(f"/co-quan/{world.agency.key}")

    words = words_of(response)
    assert response.status_code == 200
    assert "1 thủ tục do cơ quan giải quyết" in words
    assert "Thứ Hai – thứ Sáu" in words
    assert "0221 000 1001" in words
    assert "Trung tâm Phục vụ hành chính công" in words
    assert "www.openstreetmap.org" in response.content.decode()
    assert linked(response)["@type"] == "GovernmentOffice"
    assert linked(response)["openingHoursSpecification"][0]["dayOfWeek"][0] == "Monday"


def test_the_electronic_identifier_leads_to_the_page(client, world):
    response = client.get(f"/co-quan/{world.agency.identifier}")

    assert response.status_code == 301
    assert response["Location"] == f"/co-quan/{world.agency.key}"
    assert client.get("/co-quan/khong-co").status_code == 404


def test_figures_stand_beside_their_base_and_late_ones_are_shown(client, world, time_machine):
    world.finished()
    world.accepted()
    time_machine.move_to(world.now + timedelta(hours=2))

    words = words_of(client.get(f"/co-quan/{world.agency.key}"))

    assert re.search(r"hồ sơ nhận trong tháng\s+2", words)
    assert "trong 2 hồ sơ nhận và từ trước chuyển sang" in words
    assert "0 xong trễ, 0 đang quá hạn, trong 2" in words


def test_agencies_are_found_without_marks(client, world):
    assert world.agency.name in words_of(client.get("/co-quan?q=uy ban"))
    assert "Không có cơ quan nào" in words_of(client.get("/co-quan?q=khongcoten"))


def test_a_name_cannot_leave_the_data_for_search_engines(client, world):
    Agency.objects.filter(pk=world.agency.pk).update(name="</script><b>Ủy ban & bạn")

    response = client.get(f"/co-quan/{world.agency.key}")

    assert linked(response)["name"] == "</script><b>Ủy ban & bạn"
    assert "</script><b>" not in response.content.decode()


def test_waits_are_told_from_twenty_returned_dossiers_on(client, world, monkeypatch):
    monkeypatch.setattr(waits, "FEWEST", 2)
    world.returned()
    waits.forget()
    assert "Một nửa xong" not in words_of(client.get(f"/thu-tuc/{PROCEDURE}"))

    world.returned()
    world.later(days=1)
    waits.forget()

    assert waits.waits(PROCEDURE, world.now)[world.agency.pk].dossiers == 2
    assert "Một nửa xong trong" in words_of(client.get(f"/thu-tuc/{PROCEDURE}"))


def test_few_dossiers_tell_nothing(world):
    world.returned()
    world.later(days=1)

    assert waits.waits(PROCEDURE, world.now) == {}


def test_a_procedure_says_where_it_is_taken_and_what_each_level_lacks(client, world):
    response = client.get(f"/thu-tuc/{PROCEDURE}")

    words = words_of(response)
    assert "Nộp ở đâu, giờ nào" in words
    assert "Thứ Hai – thứ Sáu" in words
    assert "Mức độ 1" in words
    assert "Mức độ 4" in words
    assert linked(response)["@type"] == "GovernmentService"


def test_agencies_are_on_the_map_for_search_engines(client, world):
    assert f"/co-quan/{world.agency.key}<" in client.get("/sitemap.xml").content.decode()
