"""Security of people's accounts: fixation, enumeration, forced browsing, lock-out, redirects, guessing codes."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from motcua.apps.citizens import operations
from motcua.apps.citizens.models import AccountEvent, OneTimeCode, Person, SignedIn
from motcua.channels.portal.account import urls
from tests.architecture.test_ways_in_are_guarded import addresses
from tests.factories.citizens import PASSWORD, PersonFactory, last_code, sign_in_citizen
from tests.factories.organization import AccountFactory

pytestmark = pytest.mark.django_db
PHONE = "0912345678"
WRONG = "sai mật khẩu rồi"
OPEN_TO_ALL = {
    "sign_in", "sign_in_code", "passkey_ask", "passkey_enter", "identity", "identity_back", "sign_out", "sign_up",
    "sign_up_code", "sign_up_finish", "recover", "recover_code", "recover_finish",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _province(province):
    """The masthead names a province."""


def said(page) -> str:
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.content.decode())
    return " ".join(text.split())


def try_in(client, name=PHONE, password=WRONG):
    return client.post("/dang-nhap", {"name": name, "password": password})


def test_every_page_of_the_account_asks_who_is_there():
    unguarded = {one.name for one in urls.urlpatterns if not getattr(one.callback, "citizens_only", False)}

    assert unguarded == OPEN_TO_ALL
    assert {f"portal:{name}" for name in OPEN_TO_ALL} < {
        name for name, _ in addresses(get_resolver().url_patterns)
    }


@pytest.mark.parametrize(
    "address", ["/tai-khoan", "/tai-khoan/bao-mat", "/tai-khoan/ai-da-xem", "/tai-khoan/dong"]
)
def test_who_is_not_signed_in_is_sent_to_the_door(client, address):
    assert client.get(address)["Location"].startswith("/dang-nhap?next=")


def test_an_officer_is_no_citizen(client):
    client.force_login(AccountFactory(), backend="django.contrib.auth.backends.ModelBackend")

    assert client.get("/tai-khoan")["Location"].startswith("/dang-nhap")


def test_a_citizen_is_no_officer(client, settings):
    settings.ROOT_URLCONF = "motcua.project.urls"
    sign_in_citizen(client, PersonFactory())

    assert client.get("/office/")["Location"].startswith("/office/login")


def test_signing_in_begins_a_session_that_nobody_has_known_before(client):
    PersonFactory(phone=PHONE)
    client.post("/dang-ky", {"contact": "0987654321"})
    planted = client.cookies["motcua_session"].value

    try_in(client, password=PASSWORD)

    assert client.cookies["motcua_session"].value != planted
    attacker = Client()
    attacker.cookies["motcua_session"] = planted
    assert attacker.get("/tai-khoan").status_code == 302


def test_signing_in_puts_an_officer_out_of_this_browser(client):
    PersonFactory(phone=PHONE)
    client.force_login(AccountFactory(), backend="django.contrib.auth.backends.ModelBackend")

    try_in(client, password=PASSWORD)

    assert "_auth_user_id" not in client.session


def test_an_unknown_name_and_a_wrong_password_get_the_same_answer(client):
    PersonFactory(phone=PHONE)
    wrong = [said(try_in(client)).replace(PHONE, "") for _ in range(6)]

    unknown = [said(try_in(client, name="0999999999")).replace("0999999999", "") for _ in range(6)]

    assert [re.sub(r"\d\d:\d\d", "", page) for page in unknown] == [
        re.sub(r"\d\d:\d\d", "", page) for page in wrong
    ]


def test_asking_for_a_code_says_the_same_whether_or_not_there_is_an_account(client):
    PersonFactory(phone=PHONE)

    pages = []
    for contact in (PHONE, "0999999999"):
        browser = Client()
        answer = browser.post("/quen-mat-khau", {"contact": contact})
        page = said(browser.get(answer["Location"]))
        pages.append((answer.status_code, answer["Location"], page.replace(contact, "")))

    assert pages[0] == pages[1]
    assert OneTimeCode.objects.count() == 2


def test_five_failures_close_the_name_even_for_the_right_password(client, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    PersonFactory(phone=PHONE)
    for _ in range(5):
        try_in(client)

    answer = try_in(Client(), password=PASSWORD)

    assert answer.status_code == 429
    assert "Đã sai quá nhiều lần" in said(answer)
    time_machine.shift(timedelta(hours=11, minutes=59))
    assert try_in(client, password=PASSWORD).status_code == 429
    time_machine.shift(timedelta(minutes=2))
    assert try_in(client, password=PASSWORD).status_code == 302


def test_a_code_to_the_verified_phone_opens_a_closed_name(client):
    PersonFactory(phone=PHONE)
    for _ in range(5):
        try_in(client)
    client.post("/quen-mat-khau", {"contact": PHONE})
    client.post("/quen-mat-khau/ma", {"code": last_code(PHONE)})
    client.post("/quen-mat-khau/mat-khau", {"new": "một hai ba bốn năm", "again": "một hai ba bốn năm"})

    assert try_in(client, password="một hai ba bốn năm").status_code == 302


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "\t//evil.example",
        "evil",
    ],
)
def test_nobody_is_sent_elsewhere_after_signing_in(client, address):
    PersonFactory(phone=PHONE)

    answer = client.post("/dang-nhap", {"name": PHONE, "password": PASSWORD, "next": address})

    assert answer["Location"] == "/tai-khoan"


def test_five_wrong_codes_spend_the_code(client):
    client.post("/dang-ky", {"contact": PHONE})
    right = last_code(PHONE)
    wrong = "000000" if right != "000000" else "111111"
    for left in (4, 3, 2, 1, 0):
        assert f"còn {left} lần" in said(client.post("/dang-ky/ma", {"code": wrong}))

    page = client.post("/dang-ky/ma", {"code": right})

    assert "Mã đã hết hạn hoặc đã dùng" in said(page)
    assert client.get("/dang-ky/hoan-tat")["Location"] == "/dang-ky"


def test_a_code_is_good_for_ten_minutes_and_once(client, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    client.post("/dang-ky", {"contact": PHONE})
    time_machine.shift(timedelta(minutes=10))

    assert "Mã đã hết hạn" in said(client.post("/dang-ky/ma", {"code": last_code(PHONE)}))


def test_a_code_is_of_use_only_in_the_browser_that_asked(client):
    client.post("/dang-ky", {"contact": PHONE})

    assert Client().post("/dang-ky/ma", {"code": last_code(PHONE)})["Location"] == "/dang-ky"


def test_a_code_for_one_thing_is_none_for_another(client):
    PersonFactory(phone=PHONE)
    client.post("/dang-ky", {"contact": PHONE})
    client.post("/dang-ky/ma", {"code": last_code(PHONE)})

    assert client.get("/quen-mat-khau/mat-khau")["Location"] == "/quen-mat-khau"


def test_only_so_many_codes_go_to_one_phone(client):
    answers = [Client(REMOTE_ADDR=f"10.0.0.{n}").post("/dang-ky", {"contact": PHONE}) for n in range(6)]

    assert [answer.status_code for answer in answers] == [302] * 5 + [429]


def test_codes_and_passwords_are_kept_nowhere_in_the_clear(client):
    client.post("/dang-ky", {"contact": PHONE})
    code = last_code(PHONE)
    client.post("/dang-ky/ma", {"code": code})
    client.post("/dang-ky/hoan-tat", {"name": "Trần Thị Mẫu", "new": PASSWORD, "again": PASSWORD})

    rows = [*OneTimeCode.objects.values(), *AccountEvent.objects.values(), *Person.objects.values()]
    rows += list(SignedIn.objects.values())

    assert code not in str([row for row in rows if "digest" in row or "facts" in row])
    assert PASSWORD not in str(rows)
    assert client.session["citizen"]["token"] not in str(rows)


def test_a_contact_that_has_an_account_is_said_only_to_who_holds_it(client):
    PersonFactory(phone=PHONE)
    client.post("/dang-ky", {"contact": PHONE})
    client.post("/dang-ky/ma", {"code": last_code(PHONE)})

    page = client.post("/dang-ky/hoan-tat", {"name": "Ai Đó", "new": PASSWORD, "again": PASSWORD})

    assert "đã có tài khoản" in said(page)
    assert Person.objects.count() == 1


def test_a_session_left_alone_ends(client, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    sign_in_citizen(client, PersonFactory())
    time_machine.shift(timedelta(minutes=29))
    assert client.get("/tai-khoan").status_code == 200

    time_machine.shift(timedelta(minutes=30))

    assert client.get("/tai-khoan").status_code == 302


def test_nobody_acts_for_somebody_who_is_none_of_their_choices(client):
    other = PersonFactory()
    sign_in_citizen(client, PersonFactory())

    assert client.post("/tai-khoan/lam-thay", {"key": f"citizen:{other.pk}"}).status_code == 404


def test_a_key_in_the_session_that_is_no_choice_any_more_means_oneself(client):
    person = PersonFactory(name="Trần Thị Mẫu")
    sign_in_citizen(client, person, acting_for="company:77")

    assert "Đang làm thay" not in said(client.get("/tai-khoan"))


def test_one_does_not_end_sessions_of_others(client):
    other = PersonFactory()
    operations.begin(person_id=other.pk, method="password", at=timezone.now())
    sign_in_citizen(client, PersonFactory())

    client.post("/tai-khoan/phien", {"session": str(SignedIn.objects.get(person=other).pk)})

    assert SignedIn.objects.get(person=other).ended_at is None


def test_signing_out_by_a_link_does_nothing(client):
    sign_in_citizen(client, PersonFactory())

    assert client.get("/dang-xuat").status_code == 405
    assert client.get("/tai-khoan").status_code == 200


def test_forms_of_other_sites_are_refused():
    browser = Client(enforce_csrf_checks=True)
    PersonFactory(phone=PHONE)

    assert browser.post("/dang-nhap", {"name": PHONE, "password": PASSWORD}).status_code == 403
