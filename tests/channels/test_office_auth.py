"""Signing in: personal accounts, first password, lock-out, codes of administrators (R-S4, R-I10 to R-I18)."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from motcua.apps.audit import queries as audit
from motcua.apps.organization import operations
from motcua.apps.organization.models import SignIn
from motcua.domain.access import Actor
from tests.factories.organization import PASSWORD, AccountFactory, AgencyFactory

NEW = "đò dọc sông Hồng"
HOME = "/office/"

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.channels.office_auth_site")]


def sign_in(client, username, password=PASSWORD, **more):
    return client.post(reverse("office:login"), {"username": username, "password": password, **more})


def code_of(device):
    return f"{TOTP(device.bin_key, device.step, device.t0, device.digits).token():06d}"


def outcomes():
    return list(SignIn.objects.order_by("id").values_list("username", "outcome"))


@pytest.fixture
def officer():
    return AccountFactory(username="tn.mau1", full_name="Đỗ Minh Khang")


@pytest.fixture
def administrator():
    return AccountFactory(administrator=True, password_changed_at=timezone.now())


def test_an_officer_signs_in_and_the_log_says_from_where(client, officer):
    AgencyFactory(kind="province_committee", short_name="Tỉnh Hưng Yên")
    page = client.get(reverse("office:login")).content.decode()
    assert "Tỉnh Hưng Yên" in page
    assert "Đăng nhập" in page

    response = sign_in(client, " TN.Mau1 ")

    assert (response.status_code, response.url) == (302, HOME)
    assert client.get(HOME).content.decode() == "tn.mau1 False"
    attempt = SignIn.objects.get()
    assert (attempt.account, attempt.outcome, attempt.address) == (officer, "succeeded", "127.0.0.1")
    officer.refresh_from_db()
    assert officer.last_seen_at == attempt.at
    assert client.get(reverse("office:login")).url == HOME


def test_the_wanted_page_follows_but_only_one_of_ours(client, officer):
    assert sign_in(client, "tn.mau1", next="/office/work/").url == "/office/work/"
    client.post(reverse("office:logout"))
    assert sign_in(client, "tn.mau1", next="https://example.com/x").url == HOME


def test_wrong_names_and_wrong_passwords_get_the_same_words(client, officer):
    wrong_name = sign_in(client, "khong.co", "sai").content.decode()
    wrong_password = sign_in(client, "tn.mau1", "sai").content.decode()

    words = "Tên đăng nhập hoặc mật khẩu chưa đúng"
    assert words in wrong_name
    assert words in wrong_password
    assert outcomes() == [("khong.co", "wrong_password"), ("tn.mau1", "wrong_password")]
    assert SignIn.objects.filter(account=None).count() == 2


def test_a_closed_account_does_not_get_in(client, officer):
    officer.is_active = False
    officer.save()
    assert "chưa đúng" in sign_in(client, "tn.mau1").content.decode()


def test_five_failures_lock_until_the_administrator_unlocks(client, officer):
    for _attempt in range(5):
        sign_in(client, "tn.mau1", "sai")

    locked = sign_in(client, "tn.mau1")
    assert locked.status_code == 429
    assert "đang bị khóa vì nhập sai 5 lần" in locked.content.decode()
    assert outcomes()[-1] == ("tn.mau1", "locked")

    operations.unlock_account(account_id=officer.pk, actor=Actor.system("cli"), at=timezone.now())

    assert sign_in(client, "tn.mau1").url == HOME
    assert [act.action for act in audit.acts_on(object_type="account", object_id=officer.pk)] == [
        "organization.account-unlocked"
    ]


def test_leaving_is_logged_and_ends_the_session(client, officer):
    sign_in(client, "tn.mau1")
    assert client.get(reverse("office:logout")).status_code == 405

    response = client.post(reverse("office:logout"), follow=True)

    assert "Đã đăng xuất." in response.content.decode()
    assert outcomes() == [("tn.mau1", "succeeded"), ("tn.mau1", "signed_out")]
    assert client.get(HOME).content.decode() == "AnonymousUser False"


@pytest.mark.parametrize(
    "name", ["first_password", "change_password", "second_factor", "second_factor_setup"]
)
def test_the_other_pages_need_a_password_first(client, name):
    response = client.get(reverse(f"office:{name}"))
    assert response.status_code == 302
    assert response.url.startswith(reverse("office:login"))


def test_a_temporary_password_must_be_replaced_at_once(client, officer):
    issued = operations.reset_password(account_id=officer.pk, actor=Actor.system("cli"), at=timezone.now())
    officer.password_changed_at = None
    officer.save(update_fields=["password_changed_at"])
    first = sign_in(client, "tn.mau1", issued.password)
    assert first.url == f"{reverse('office:first_password')}?next={HOME}"
    assert "Chào Đỗ Minh Khang" in client.get(first.url).content.decode()

    different = client.post(first.url, {"new": NEW, "again": "khác"}).content.decode()
    assert "Chưa khớp với mật khẩu ở trên" in different
    weak = client.post(first.url, {"new": "ngắn", "again": "ngắn"}).content.decode()
    assert "Mật khẩu có ít nhất 14 ký tự" in weak
    same = client.post(first.url, {"new": issued.password, "again": issued.password}).content.decode()
    assert "error-summary" in same
    response = client.post(first.url, {"new": NEW, "again": NEW})

    assert response.url == HOME
    assert client.get(HOME).content.decode() == "tn.mau1 False"
    assert client.get(reverse("office:first_password")).url == HOME
    client.post(reverse("office:logout"))
    assert sign_in(client, "tn.mau1", NEW).url == HOME


def test_changing_the_password_ends_sessions_elsewhere(client, officer, django_test_client_elsewhere):
    elsewhere = django_test_client_elsewhere
    sign_in(client, "tn.mau1")
    sign_in(elsewhere, "tn.mau1")
    page = reverse("office:change_password")
    wrong = client.post(page, {"current": "sai", "new": NEW, "again": NEW}).content.decode()
    assert "Mật khẩu hiện tại chưa đúng" in wrong

    response = client.post(page, {"current": PASSWORD, "new": NEW, "again": NEW})

    assert response.url == HOME
    assert client.get(HOME).content.decode() == "tn.mau1 False"
    assert elsewhere.get(HOME).content.decode() == "AnonymousUser False"
    acts = audit.acts_on(object_type="account", object_id=officer.pk)
    assert [(act.action, act.actor_name) for act in acts] == [
        ("organization.password-changed", "Đỗ Minh Khang")
    ]


@pytest.fixture
def django_test_client_elsewhere():
    from django.test import Client

    return Client()


def test_an_administrator_sets_up_codes_before_anything_else(client, administrator):
    wanted = sign_in(client, administrator.username)
    assert wanted.url == f"{reverse('office:second_factor')}?next={HOME}"
    setup = client.get(wanted.url)
    assert setup.url.startswith(reverse("office:second_factor_setup"))
    page = client.get(setup.url).content.decode()
    device = TOTPDevice.objects.get()
    assert not device.confirmed
    assert "<svg" in page
    key = "".join(re.findall(r'<strong translate="no">([A-Z2-7 ]+)</strong>', page)[0].split())
    assert key == device.config_url.partition("secret=")[2].partition("&")[0]

    wrong = client.post(setup.url, {"code": "000000"}).content.decode()
    assert "Mã xác thực chưa đúng" in wrong
    device.refresh_from_db()
    device.throttle_reset()
    response = client.post(setup.url, {"code": code_of(device)})

    assert response.url == HOME
    assert client.get(HOME).content.decode() == f"{administrator} True"
    acts = audit.acts_on(object_type="account", object_id=administrator.pk)
    assert [act.action for act in acts] == ["organization.second-factor-set"]


def test_an_administrator_confirms_with_a_code_that_works_once(client, administrator):
    device = TOTPDevice.objects.create(user=administrator, confirmed=True)
    page = sign_in(client, administrator.username).url
    assert client.get(page).status_code == 200
    assert client.get(HOME).content.decode() == f"{administrator} False"
    code = code_of(device)

    assert client.post(page, {"code": f"{code[:3]} {code[3:]}"}).url == HOME
    assert client.get(HOME).content.decode() == f"{administrator} True"
    assert client.get(page).url == HOME

    client.post(reverse("office:logout"))
    page = sign_in(client, administrator.username).url
    again = client.post(page, {"code": code})
    assert "chưa đúng hoặc đã dùng" in again.content.decode()
    assert outcomes()[-1] == (administrator.username, "wrong_code")


def test_wrong_codes_slow_down(client, administrator):
    device = TOTPDevice.objects.create(user=administrator, confirmed=True)
    page = sign_in(client, administrator.username).url
    client.post(page, {"code": "000000"})

    refused = client.post(page, {"code": code_of(device)})

    assert refused.status_code == 200
    assert client.get(HOME).content.decode() == f"{administrator} False"


def test_a_stolen_password_cannot_replace_the_codes(client, administrator):
    TOTPDevice.objects.create(user=administrator, confirmed=True)
    sign_in(client, administrator.username)

    response = client.get(reverse("office:second_factor_setup"))

    assert response.url == reverse("office:second_factor")
    assert TOTPDevice.objects.count() == 1


def test_an_administrators_password_lasts_two_months(client, administrator):
    administrator.password_changed_at = timezone.now() - timedelta(days=62)
    administrator.save()

    page = sign_in(client, administrator.username).url

    assert page.startswith(reverse("office:first_password"))
    assert "Đã đến lúc đổi mật khẩu" in client.get(page).content.decode()
    assert client.post(page, {"new": NEW, "again": NEW}).url.startswith(reverse("office:second_factor"))


def test_pages_with_secrets_are_not_kept_by_browsers(client, officer):
    assert "no-store" in client.get(reverse("office:login"))["Cache-Control"]
    sign_in(client, "tn.mau1")
    assert "no-store" in client.get(reverse("office:change_password"))["Cache-Control"]
