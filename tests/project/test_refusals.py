"""What is answered instead of a page: in Vietnamese, in our frame, without asking the database."""

import pytest
from django.test import Client, RequestFactory

from motcua.project import refusals

HANDLERS = {400: refusals.bad_request, 403: refusals.forbidden, 404: refusals.not_found, 500: refusals.broken}


@pytest.mark.parametrize("status", HANDLERS)
@pytest.mark.parametrize(("path", "home"), [("/thu-tuc/la", "/"), ("/office/la/", "/office/")])
def test_people_read_what_is_wrong_and_find_the_way_on(status, path, home):
    answer = HANDLERS[status](RequestFactory().get(path))

    page = answer.content.decode()
    assert answer.status_code == status
    assert str(refusals.WORDS[status][0]) in page
    assert f'href="{home}"' in page
    assert 'lang="vi"' in page


def test_other_software_reads_problem_details():
    answer = refusals.broken(RequestFactory().get("/api/v1/procedures"))

    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert b"urn:motcua:problem:http.server-error" in answer.content


def test_they_are_in_use(db, settings):
    settings.DEBUG = False

    assert "Không có trang này" in Client().get("/khong-co").content.decode()
    forged = Client(enforce_csrf_checks=True).post("/dang-nhap", {"name": "a"})
    assert (forged.status_code, "Trang mở đã lâu" in forged.content.decode()) == (403, True)
