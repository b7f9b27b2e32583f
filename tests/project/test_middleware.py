"""What every request goes through."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.urls import path
from django.utils import timezone

from motcua.project import middleware
from tests.factories.organization import AccountFactory

NOON = datetime(2026, 3, 9, 5, 0, tzinfo=timezone.get_fixed_timezone(0))


def hello(request):
    return HttpResponse(f"{request.reference} {request.user.is_authenticated}")


urlpatterns = [
    path("hello/", hello, name="hello"),
    path("login/", hello, name="login"),
]


@pytest.fixture(autouse=True)
def addresses(settings):
    settings.ROOT_URLCONF = __name__
    settings.LOGIN_URL = "login"


@pytest.fixture
def officer(client, db):
    account = AccountFactory()
    client.force_login(account)
    return account


def test_every_answer_carries_a_reference_and_the_headers_that_protect(client):
    answer = client.get("/hello/")

    assert answer["X-Request-Reference"] in answer.content.decode()
    assert "camera=(self)" in answer["Permissions-Policy"]
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(("minutes", "still_in"), [(1, True), (14, True), (16, False)])
def test_a_session_left_alone_for_a_quarter_of_an_hour_is_locked(client, officer, minutes, still_in):
    with time_machine.travel(NOON, tick=False) as clock:
        client.get("/hello/")
        clock.shift(timedelta(minutes=minutes))
        answer = client.get("/hello/?page=2")

    assert (answer.status_code == 200) is still_in
    if not still_in:
        assert answer["Location"] == "/login/?next=%2Fhello%2F%3Fpage%3D2"


def test_somebody_who_keeps_working_is_never_locked_out(client, officer):
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(10):
            clock.shift(timedelta(minutes=5))
            assert client.get("/hello/").status_code == 200


def test_a_fragment_of_a_page_sends_the_whole_page_to_the_login(client, officer):
    with time_machine.travel(NOON, tick=False) as clock:
        client.get("/hello/")
        clock.shift(timedelta(minutes=16))
        answer = client.post("/hello/", headers={"HX-Request": "true"})

    assert answer["HX-Redirect"].startswith("/login/?next=")


def test_an_administrator_is_locked_after_five_minutes(settings):
    session = SessionStore()
    session[middleware.SEEN_AT] = int(NOON.timestamp())
    request = SimpleNamespace(session=session, user=SimpleNamespace(is_administrator=True))

    assert not middleware._left_alone(request, NOON + timedelta(minutes=5))
    assert middleware._left_alone(request, NOON + timedelta(minutes=5, seconds=1))


def test_the_session_is_written_once_a_minute_at_most(client, officer, django_assert_num_queries):
    with time_machine.travel(NOON, tick=False) as clock:
        client.get("/hello/")
        clock.shift(timedelta(seconds=30))
        with django_assert_num_queries(2):  # The session and the account are read.
            client.get("/hello/")
