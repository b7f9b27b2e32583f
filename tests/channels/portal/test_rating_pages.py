"""Rating with the receipt alone, and the messages of one's own dossier."""

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from motcua.apps.feedback import queries
from motcua.apps.feedback.models import Rating
from tests.factories.citizens import PersonFactory, sign_in_citizen

pytestmark = pytest.mark.django_db
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cfc0000003010100"
    "c9fe92ef0000000049454e44ae426082"
)


def signed_in(number):
    """Return the browser of a person whose identity is proven."""
    client = Client()
    sign_in_citizen(client, PersonFactory(citizen_id=number, proven=True))
    return client


def ask(client, state, pin=None):
    return client.post("/danh-gia", {"code": state.code, "proof": pin or state.pin})


def token_in(response):
    return response.content.decode().partition('name="token" value="')[2].partition('"')[0]


def test_code_and_pin_open_the_questions_and_the_rating_is_kept(client, world):
    state = world.finished()

    asked = ask(client, state)
    assert "Bạn có hài lòng" in asked.content.decode()
    sent = {"token": token_in(asked), "satisfaction": "satisfied", "time": "2", "comment": "Nhanh"}
    answer = client.post("/danh-gia/phieu", sent)

    assert "Cảm ơn bạn đã đánh giá" in answer.content.decode()
    rating = Rating.objects.get()
    assert (rating.satisfaction, rating.time, rating.attitude, rating.comment) == (
        "satisfied",
        2,
        None,
        "Nhanh",
    )
    assert "Bạn đã đánh giá: Hài lòng" in ask(client, state).content.decode()


def test_a_wrong_code_and_a_wrong_pin_get_one_answer(client, world):
    state = world.finished()
    wrong = "000000" if state.pin != "000000" else "111111"

    pin = ask(client, state, wrong)
    code = client.post("/danh-gia", {"code": "H31.100-260410-0999", "proof": wrong})

    assert pin.status_code == code.status_code == 404
    ours = [
        r.content.decode().replace(state.code, "X").replace("H31.100-260410-0999", "X") for r in (pin, code)
    ]
    assert ours[0] == ours[1]
    assert wrong not in ours[0]
    assert Rating.objects.count() == 0


def test_the_end_of_a_phone_number_is_not_enough_to_rate(client, world):
    state = world.finished()

    page = ask(client, state, state.application.applicant.phone[-4:])

    assert "6 chữ số" in page.content.decode()
    assert 'name="token"' not in page.content.decode()


def test_before_the_result_the_page_says_when_to_come_back(client, world):
    page = ask(client, world.at_step("appraise"))

    assert page.status_code == 409
    assert "chưa có kết quả" in page.content.decode()


@pytest.mark.parametrize("token", ["", "x", "forged"])
def test_nobody_rates_without_a_proved_receipt(client, world, token):
    state = world.finished()
    token = signing.dumps(str(state.id), salt="other") if token == "forged" else token

    answer = client.post("/danh-gia/phieu", {"token": token, "satisfaction": "satisfied"})

    assert answer.status_code == 403
    assert Rating.objects.count() == 0


def test_a_rating_without_a_grade_keeps_what_was_typed(client, world):
    state = world.finished()

    answer = client.post("/danh-gia/phieu", {"token": token_in(ask(client, state)), "comment": "Nhanh gọn"})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Nhanh gọn</textarea>" in text
    assert "Hãy chọn “Bạn có hài lòng" in text


def test_the_form_of_another_site_is_refused(client, world):
    state = world.finished()
    answer = client.post(
        "/danh-gia", {"code": state.code, "proof": state.pin}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403


def test_an_applicant_writes_and_reads_on_the_own_dossier(world):
    state = world.at_step("appraise")
    citizen = signed_in("033591204716")
    url = reverse("portal:messages_of_dossier", args=[state.id])

    sent = citizen.post(
        url, {"text": "Bản vẽ đủ chưa?", "attachments": [SimpleUploadedFile("anh.png", PNG)]}, follow=True
    )

    text = sent.content.decode()
    assert "Bản vẽ đủ chưa?" in text
    assert "anh.png" in text
    file_url = text.partition(f'href="/ho-so/{state.id}/tin-nhan/tep/')[2].partition('"')[0]
    fetched = citizen.get(f"/ho-so/{state.id}/tin-nhan/tep/{file_url}")
    assert fetched.content == PNG
    assert fetched["Content-Disposition"].startswith("attachment")
    (row,) = queries.waiting_threads(world.officer("specialist"))
    assert row.excerpt == "Bản vẽ đủ chưa?"


def test_a_file_that_is_not_what_it_says_is_refused_and_the_words_stay(world):
    state = world.at_step("appraise")
    citizen = signed_in("033591204716")
    url = reverse("portal:messages_of_dossier", args=[state.id])

    answer = citizen.post(
        url, {"text": "Xin gửi", "attachments": [SimpleUploadedFile("anh.png", b"MZ tool")]}
    )

    assert answer.status_code == 422
    assert "Xin gửi</textarea>" in answer.content.decode()
    assert queries.waiting_threads(world.officer("specialist")) == []


def test_strangers_find_no_dossier_and_visitors_sign_in_first(world):
    state = world.finished()
    stranger = signed_in("033590000001")
    for name in ("messages_of_dossier", "rate_own"):
        url = reverse(f"portal:{name}", args=[state.id])
        assert stranger.post(url, {"text": "Chào", "satisfaction": "satisfied"}).status_code == 404
        assert Client().post(url, {"text": "Chào"})["Location"].startswith("/dang-nhap?")
    assert Rating.objects.count() == 0


def test_the_owner_rates_from_the_own_dossier(world):
    state = world.finished()

    answer = signed_in("033591204716").post(
        reverse("portal:rate_own", args=[state.id]), {"satisfaction": "very-satisfied"}
    )

    assert answer["Location"] == f"/ho-so/{state.id}"
    assert Rating.objects.get().satisfaction == "very-satisfied"
