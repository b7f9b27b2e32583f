"""What other sites embed: framed by them and by nobody else's leave, and no more told than on our own page (R-S19)."""

import re

import pytest
from django.urls import reverse

from tests.channels.portal.test_lookup_pages import words_of

FRAMED = ["/nhung/tra-cuu", "/nhung/thu-tuc"]
CLOSED = ["/", "/nhung", "/tra-cuu", "/thu-tuc", "/gioi-thieu"]


def ancestors(response):
    found = re.search(r"frame-ancestors ([^;]+)", response["Content-Security-Policy"])
    return found.group(1).split()


@pytest.mark.parametrize("address", FRAMED)
def test_other_sites_may_frame_a_widget_and_its_own_content_stays_strict(client, world, address):
    response = client.get(address)

    assert response.status_code == 200
    assert ancestors(response) == ["*"]
    assert "X-Frame-Options" not in response
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response.cookies == {}


@pytest.mark.parametrize("address", CLOSED)
def test_no_other_page_of_ours_may_be_framed(client, world, address):
    response = client.get(address)

    assert ancestors(response) == ["'none'"]
    assert response["X-Frame-Options"] == "DENY"


def test_a_province_may_say_which_sites_embed(client, world, settings):
    settings.MOTCUA_EMBEDDING_SITES = ["https://pho-hien.hungyen.gov.vn"]

    assert ancestors(client.get("/nhung/tra-cuu")) == ["https://pho-hien.hungyen.gov.vn"]


def test_a_code_asked_in_a_frame_tells_what_the_page_tells_and_no_more(client, world):
    state = world.at_step("appraise")

    framed = client.post("/nhung/tra-cuu", {"code": state.code})

    words = words_of(framed)
    assert framed.status_code == 200
    assert framed["Cache-Control"] == "no-store, private"
    assert "Đang xử lý, trong hạn" in words
    assert "Thứ Hai, 09/11/2026" in words
    for secret in ("Ánh", "0912", "0318", "An Tảo", "giấy phép", "Phòng Kinh tế", state.pin):
        assert secret not in framed.content.decode()


def test_a_proof_opens_the_same_facts_in_a_frame(client, world):
    state = world.at_step("appraise")

    framed = words_of(client.post("/nhung/tra-cuu", {"code": state.code, "proof": state.pin}))

    assert "giấy phép" in framed.lower()
    assert "Ánh" not in framed


def test_a_wrong_code_and_a_wrong_proof_get_one_answer_in_a_frame(client, world):
    state = world.accepted()
    wrong_proof = client.post("/nhung/tra-cuu", {"code": state.code, "proof": "000000"})
    wrong_code = client.post("/nhung/tra-cuu", {"code": "H31.999-261102-0001", "proof": "000000"})

    assert wrong_proof.status_code == wrong_code.status_code == 404
    same = words_of(wrong_proof).replace(state.code, "#")
    assert same == words_of(wrong_code).replace("H31.999-261102-0001", "#")
    assert "000000" not in wrong_proof.content.decode()


def test_questions_in_a_frame_count_like_all_others(client, world, settings):
    settings.MOTCUA_LOOKUP_LIMITS = "asks=4"
    state = world.accepted()

    answers = [client.get(reverse("portal:lookup_code", args=[state.code])).status_code for _ in range(2)]
    answers += [client.post("/nhung/tra-cuu", {"code": state.code}).status_code for _ in range(6)]

    assert answers[:2] == [200, 200]
    assert answers[-1] == 429


def test_another_site_cannot_send_the_form_for_its_visitor(client, world):
    response = client.post(
        "/nhung/tra-cuu", {"code": world.accepted().code}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert response.status_code == 403


def test_the_page_for_site_owners_gives_lines_with_this_sites_address(client, world):
    page = client.get("/nhung").content.decode()

    assert (
        "&lt;script src=&quot;http://testserver/nhung/motcua.js&quot; data-mc=&quot;tra-cuu&quot; async&gt;"
        in page
    )
    assert "&lt;iframe src=&quot;http://testserver/nhung/thu-tuc&quot;" in page


def test_the_script_may_be_kept_for_an_hour(client):
    response = client.get("/nhung/motcua.js")

    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=3600"
    assert "eval" not in response.content.decode()
    assert "innerHTML" not in response.content.decode()
