"""Security of accounts: one test for each rule R-I10 to R-I17, fixation, enumeration, forced browsing."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from motcua.apps.dossiers import lawbook
from motcua.apps.organization import operations, passwords, queries
from motcua.apps.organization.models import Account, Session, SignIn
from motcua.domain.access import Actor
from tests.architecture.test_ways_in_are_guarded import OPEN_TO_ALL, SIGNED_IN_BUT_NOT_YET_IN, addresses
from tests.factories.deadlines import CalendarFactory
from tests.factories.organization import (
    PASSWORD,
    AccountFactory,
    AgencyFactory,
    AssignmentFactory,
    MandateFactory,
)

NEW = "đò dọc sông Hồng"
SYSTEM = Actor.system("cli")
SEARCH = "/office/search/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def calendar():
    """Pages count in the working days of a calendar."""
    lawbook.forget()
    CalendarFactory(national_days=True)


@pytest.fixture
def officer():
    return AssignmentFactory(
        account__username="tn.mau1", account__full_name="Đỗ Minh Khang", role="reception"
    ).account


@pytest.fixture
def administrator():
    account = AccountFactory(administrator=True, username="qt.mau1", password_changed_at=timezone.now())
    AssignmentFactory(account=account, role="province_admin")
    return account


def sign_in(client, username, password=PASSWORD):
    return client.post(reverse("office:login"), {"username": username, "password": password})


def give_code(client, device):
    device.refresh_from_db()
    code = f"{TOTP(device.bin_key, device.step, device.t0, device.digits).token():06d}"
    return client.post(reverse("office:second_factor"), {"code": code})


def device_of(account):
    return TOTPDevice.objects.create(user=account, confirmed=True)


def main(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


# --- R-I10 strength ---


@pytest.mark.parametrize(
    ("password", "codes", "good"),
    [
        ("a" * 13, False, False),
        ("mười bốn chữ đó", False, True),
        ("Aa1!aaaa", False, False),
        ("Aa1!xkqz", True, True),
        ("Aa1!xkq", True, False),
        ("aa1!xkqz", True, False),
        ("Aab!xkqz", True, False),
        ("Aa1bxkqz", True, False),
    ],
)
def test_r_i10_fourteen_characters_or_eight_of_four_kinds_with_codes(officer, password, codes, good):
    if codes:
        device_of(officer)
    try:
        passwords.check_new(officer, password)
    except passwords.PasswordRefused:
        assert not good
    else:
        assert good


# --- R-I11 first sign-in ---


def test_r_i11_a_temporary_password_opens_one_page_only(client, officer):
    issued = operations.reset_password(account_id=officer.pk, actor=SYSTEM, at=timezone.now())
    sign_in(client, "tn.mau1", issued.password)

    assert client.get(SEARCH).url == reverse("office:first_password")
    client.post(reverse("office:first_password"), {"new": NEW, "again": NEW})

    assert client.get(SEARCH).status_code == 200
    assert Account.objects.get(pk=officer.pk).check_password(NEW)


# --- R-I12 two months, ten passwords ---


def test_r_i12_an_administrators_old_password_is_replaced_and_not_by_one_of_the_last_ten(
    client, administrator
):
    device_of(administrator)
    Account.objects.filter(pk=administrator.pk).update(
        password_changed_at=timezone.now() - timedelta(days=62)
    )
    sign_in(client, "qt.mau1")
    page = reverse("office:first_password")
    assert client.get(SEARCH).url == page
    refused = client.post(page, {"new": PASSWORD, "again": PASSWORD})
    assert "10 lần gần nhất" in main(refused)


# --- R-I13 second factor ---


def test_r_i13_a_password_alone_opens_nothing_to_an_administrator(client, administrator):
    device = device_of(administrator)
    sign_in(client, "qt.mau1")
    for page in (SEARCH, reverse("office:accounts"), reverse("office:me"), reverse("office:change_password")):
        assert client.get(page).url.startswith(reverse("office:second_factor")), page
    assert give_code(client, device).status_code == 302
    assert client.get(reverse("office:accounts")).status_code == 200


def test_r_i13_an_officer_who_has_set_up_codes_cannot_walk_around_them(client, officer):
    device = device_of(officer)
    assert sign_in(client, "tn.mau1").url.startswith(reverse("office:second_factor"))
    assert client.get(SEARCH).url == reverse("office:second_factor")
    changed = client.post(reverse("office:change_password"), {"current": PASSWORD, "new": NEW, "again": NEW})
    assert changed.url == reverse("office:second_factor")
    assert Account.objects.get(pk=officer.pk).check_password(PASSWORD)
    give_code(client, device)
    assert client.get(SEARCH).status_code == 200


def test_r_i13_an_administrators_mandate_also_needs_the_second_factor(client, administrator):
    colleague = AccountFactory(administrator=True, username="qt.mau2", password_changed_at=timezone.now())
    MandateFactory(
        from_assignment=administrator.assignments.get(), to_account=colleague, valid_from=timezone.now().date() - timedelta(2),
        valid_to=None,
    )  # fmt: skip
    client.force_login(colleague, "django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("office:accounts")).url == reverse("office:second_factor")


# --- R-I14 lock-out ---


def test_r_i14_five_failures_lock_for_twelve_hours_whatever_the_address(client, officer):
    for number in range(5):
        client.post(
            reverse("office:login"),
            {"username": "tn.mau1", "password": "sai"},
            REMOTE_ADDR=f"203.0.113.{number}",
        )
    assert sign_in(Client(REMOTE_ADDR="198.51.100.9"), "tn.mau1").status_code == 429
    assert sign_in(client, "tn.mau1").status_code == 429
    with time_machine.travel(timezone.now() + timedelta(hours=11, minutes=59), tick=False):
        assert sign_in(Client(), "tn.mau1").status_code == 429
    with time_machine.travel(timezone.now() + timedelta(hours=24, minutes=1), tick=False):
        assert sign_in(Client(), "tn.mau1").status_code == 302


def test_r_i14_four_failures_do_not_lock(client, officer):
    for _ in range(4):
        sign_in(client, "tn.mau1", "sai")
    assert sign_in(client, "tn.mau1").status_code == 302


# --- R-I15 idle lock and sessions ---


@pytest.mark.parametrize(("minutes", "in_"), [(14, True), (16, False)])
def test_r_i15_an_officers_idle_session_is_locked_after_fifteen_minutes(client, officer, minutes, in_):
    began = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
    with time_machine.travel(began, tick=False):
        sign_in(client, "tn.mau1")
        client.get(SEARCH)
    with time_machine.travel(began + timedelta(minutes=minutes), tick=False):
        response = client.get(SEARCH)
    assert (response.status_code == 200) is in_
    if not in_:
        assert response.url.startswith(reverse("office:login"))


@pytest.mark.parametrize(("minutes", "in_"), [(4, True), (6, False)])
def test_r_i15_an_administrators_after_five(client, administrator, minutes, in_):
    began = timezone.now()
    device = device_of(administrator)
    with time_machine.travel(began, tick=False):
        sign_in(client, "qt.mau1")
        give_code(client, device)
        assert client.get(SEARCH).status_code == 200
    with time_machine.travel(began + timedelta(minutes=minutes), tick=False):
        assert (client.get(SEARCH).status_code == 200) is in_


def test_r_i15_a_person_sees_and_ends_sessions_elsewhere(client, officer):
    elsewhere = Client(HTTP_USER_AGENT="Trình duyệt ở quầy 2", REMOTE_ADDR="203.0.113.7")
    sign_in(client, "tn.mau1")
    sign_in(elsewhere, "tn.mau1")
    page = client.get(reverse("office:me"))
    assert "203.0.113.7" in main(page)
    assert "máy này" in main(page)
    assert elsewhere.session.session_key not in page.content.decode()
    reference = re.search(r'name="session" value="(\w+)"', page.content.decode())[1]

    client.post(reverse("office:me_sessions"), {"session": reference})

    assert elsewhere.get(SEARCH).url.startswith(reverse("office:login"))
    assert client.get(SEARCH).status_code == 200


# --- R-I16 personal accounts, administrators' rights ---


def test_r_i16_there_is_no_account_before_somebody_makes_one():
    assert not Account.objects.exists()


def test_r_i16_administrators_rights_need_an_administrators_account(officer):
    unit = officer.assignments.get().unit
    with pytest.raises(operations.AccountKindUnfit):
        operations.assign(
            account_id=officer.pk, unit_id=unit.pk, role="unit_admin", since=unit.valid_from, actor=SYSTEM,
            at=timezone.now(),
        )  # fmt: skip


# --- R-I17 idle and closed accounts ---


def test_r_i17_a_closed_account_is_out_at_once(client, officer):
    sign_in(client, "tn.mau1")
    assert client.get(SEARCH).status_code == 200

    operations.close_account(account_id=officer.pk, reason="Nghỉ việc", actor=SYSTEM, at=timezone.now())

    assert client.get(SEARCH).url.startswith(reverse("office:login"))
    assert sign_in(client, "tn.mau1").status_code == 200
    assert not Session.objects.filter(account=officer).exists()


def test_r_i17_forty_five_days_of_idleness_close_an_account(client, officer):
    later = timezone.now() + timedelta(days=46)
    sign_in(client, "tn.mau1")
    assert "tn.mau1" in operations.close_idle_accounts(actor=SYSTEM, at=later)
    assert queries.idle_accounts(later) == []


# --- Session fixation ---


def test_a_planted_session_does_not_become_a_signed_in_one(client, officer):
    client.get(reverse("office:login"))
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = planted

    sign_in(client, "tn.mau1")

    assert client.session.session_key != planted
    attacker = Client()
    attacker.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert attacker.get(SEARCH).status_code == 302


def test_the_key_changes_again_with_the_code_and_with_the_password(client, officer):
    device = device_of(officer)
    sign_in(client, "tn.mau1")
    half = client.session.session_key
    give_code(client, device)
    whole = client.session.session_key
    client.post(reverse("office:change_password"), {"current": PASSWORD, "new": NEW, "again": NEW})
    after = client.session.session_key
    assert len({half, whole, after}) == 3
    for old in (half, whole):
        attacker = Client()
        attacker.cookies[settings.SESSION_COOKIE_NAME] = old
        assert attacker.get(SEARCH).status_code == 302
    assert client.get(SEARCH).status_code == 200
    assert list(Session.objects.filter(account=officer).values_list("session_key", flat=True)) == [after]


def test_the_cookie_is_kept_from_scripts_and_other_sites(client, officer):
    sign_in(client, "tn.mau1")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


# --- User enumeration ---


def shape(response):
    """Return what an answer looks like once the typed name and the token are taken out."""
    text = re.sub(r'(value|content)="[^"]*"', "", response.content.decode())
    headers = {
        name: value
        for name, value in response.headers.items()
        if name not in {"X-Request-Reference", "Content-Length", "Expires"}
    }
    return response.status_code, text, headers


@pytest.fixture
def hashed(monkeypatch):
    """Count how often a password is hashed: what an answer costs."""
    made = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, *a, **k: made.append(1) or encode(self, *a, **k)
    )
    return made


def test_a_name_that_exists_a_closed_one_and_none_are_answered_alike_at_the_same_cost(officer, hashed):
    AccountFactory(username="da.dong", is_active=False)
    answers, costs = [], []
    for name in ("tn.mau1", "da.dong", "khong.co"):
        hashed.clear()
        answers.append(shape(sign_in(Client(), name, "sai hẳn rồi")))
        costs.append(len(hashed))
    assert answers[0] == answers[1] == answers[2]
    assert costs == [1, 1, 1]


def test_a_name_that_does_not_exist_locks_just_the_same(officer):
    for name in ("tn.mau1", "khong.co"):
        for _ in range(5):
            sign_in(Client(), name, "sai")
    assert shape(sign_in(Client(), "tn.mau1")) == shape(sign_in(Client(), "khong.co"))


def test_the_right_password_of_a_closed_account_says_no_more_than_a_wrong_one(officer):
    AccountFactory(username="da.dong", is_active=False)
    assert shape(sign_in(Client(), "da.dong")) == shape(sign_in(Client(), "khong.co", "sai"))


# --- Forced browsing ---


def pages():
    """Return an address for every page of the officers' web that is not part of signing in."""
    kinds = {"uuid": "00000000-0000-4000-8000-000000000000", "int": "1", "slug": "x", "str": "x", "path": "x"}
    for name, pattern in addresses(get_resolver().url_patterns):
        if name.startswith("office:") and name not in OPEN_TO_ALL | SIGNED_IN_BUT_NOT_YET_IN:
            found = pattern.pattern.converters
            values = {key: kinds[converter_name(converter)] for key, converter in found.items()}
            yield name, reverse(name, kwargs=values)


def converter_name(converter):
    return type(converter).__name__.removesuffix("Converter").replace("String", "str").lower()


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_page_answers_a_stranger_a_first_password_or_half_a_sign_in(client, officer, method):
    stranger, fresh, half = Client(), Client(), Client()
    AssignmentFactory(account__username="moi", account__fresh=True)
    coded = AssignmentFactory(account__username="co.ma", role="reception").account
    device_of(coded)
    sign_in(fresh, "moi")
    sign_in(half, "co.ma")
    found = list(pages())
    assert len(found) > 40
    for name, address in found:
        for who, way in ((stranger, "login"), (fresh, "first_password"), (half, "second_factor")):
            response = getattr(who, method)(address)
            if response.status_code == 405:  # The page is asked in another way only; that says nothing.
                continue
            assert response.status_code == 302, (name, way)
            assert response.url.startswith(reverse(f"office:{way}")), (name, way)


def test_an_officer_finds_no_page_of_the_setup(client, officer):
    sign_in(client, "tn.mau1")
    for name, address in pages():
        if address.startswith("/office/setup/"):
            for method in (client.get, client.post):
                assert method(address).status_code in {403, 404, 405}, name


def test_every_attempt_is_in_the_log(client, officer):
    """R-I18"""
    sign_in(client, "tn.mau1", "sai")
    sign_in(client, "tn.mau1")
    client.post(reverse("office:logout"))
    rows = SignIn.objects.order_by("id").values_list("username", "outcome", "address")
    assert list(rows) == [
        ("tn.mau1", "wrong_password", "127.0.0.1"), ("tn.mau1", "succeeded", "127.0.0.1"), ("tn.mau1", "signed_out", "127.0.0.1"),
    ]  # fmt: skip


# --- The own account ---


def test_an_officer_names_who_acts_in_the_own_unit_and_takes_it_back(client, officer):
    post = officer.assignments.get()
    colleague = AssignmentFactory(unit=post.unit, role="return_desk").account
    far = AssignmentFactory(unit__agency=post.unit.agency, role="clerk").account
    sign_in(client, "tn.mau1")
    page = reverse("office:me_absence", args=[post.pk])
    today = timezone.localdate()
    data = {
        "colleague": far.pk, "kind": "substitution", "signing_form": "KT", "basis": "Giấy nghỉ phép",
        "since": f"{today:%d/%m/%Y}", "until": "",
    }  # fmt: skip
    assert client.post(page, data).status_code == 422
    assert client.post(page, {**data, "colleague": colleague.pk}).status_code == 302
    mandate = colleague.mandates.get()
    assert "làm thay tôi" in main(client.get(reverse("office:me")))
    revoke = reverse("office:me_revoke", args=[mandate.pk])
    assert client.post(revoke, {"reason": "Đã về"}).status_code == 302
    assert client.get(revoke).status_code == 404
    assert client.get(reverse("office:me_absence", args=[far.assignments.get().pk])).status_code == 404


def test_an_officer_may_do_without_codes_but_not_an_administrator(client, officer, administrator):
    page = reverse("office:me_codes")
    sign_in(client, "tn.mau1")
    assert client.get(page).status_code == 404
    device = device_of(officer)
    wrong = client.post(page, {"current": "sai"})
    assert "Mật khẩu hiện tại chưa đúng" in main(wrong)
    assert client.post(page, {"current": PASSWORD}).status_code == 302
    assert not TOTPDevice.objects.filter(pk=device.pk).exists()
    assert client.get(SEARCH).url == reverse("office:first_password")
    chief = Client()
    own = device_of(administrator)
    sign_in(chief, "qt.mau1")
    give_code(chief, own)
    assert chief.post(page, {"current": PASSWORD}).status_code == 403
    assert TOTPDevice.objects.filter(pk=own.pk).exists()


def test_another_agencys_administrator_is_not_let_through_by_a_guessed_number(client):
    admin = AccountFactory(
        administrator=True, username="qt.xa", agency=AgencyFactory(), password_changed_at=timezone.now()
    )
    AssignmentFactory(account=admin, role="unit_admin", unit__agency=admin.agency)
    stranger = AccountFactory(agency=AgencyFactory())
    device = device_of(admin)
    sign_in(client, "qt.xa")
    give_code(client, device)
    assert client.get(reverse("office:account", args=[admin.pk])).status_code == 200
    assert client.get(reverse("office:account", args=[stranger.pk])).status_code == 404
    assert client.get(reverse("office:account", args=[10**9])).status_code == 404
