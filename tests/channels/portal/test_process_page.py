"""The public picture of a process (R-A60)."""

import pytest

from tests.channels.portal.test_lookup_pages import words_of

pytestmark = pytest.mark.django_db


def test_everybody_reads_the_steps_with_unit_role_and_time_beside_the_picture(client, world):
    page = client.get(f"/thu-tuc/{world.procedure.key}/quy-trinh")

    assert page.status_code == 200
    assert 'class="process-picture"' in page.content.decode()
    assert "Thẩm tra" in words_of(page)
    assert "Phòng Kinh tế" in words_of(page)


def test_the_page_of_the_procedure_leads_to_it(client, world):
    page = client.get(f"/thu-tuc/{world.procedure.key}")

    assert f"/thu-tuc/{world.procedure.key}/quy-trinh" in page.content.decode()


def test_a_procedure_that_is_not_in_force_has_no_picture(client, world):
    assert client.get("/thu-tuc/khong-co/quy-trinh").status_code == 404
