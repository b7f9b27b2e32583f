"""What every request goes through."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
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


def backend(request):
    """Answer with the server process behind the connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return HttpResponse(str(cursor.fetchone()[0]))


@pytest.fixture
def asked(transactional_db, monkeypatch):
    """Begin a request on a connection that is known; return how often the database was asked whether it answers."""
    times = []
    usable = connection.is_usable
    connection.ensure_connection()
    monkeypatch.setattr(connection, "is_usable", lambda: times.append(1) or usable())
    monkeypatch.setattr(connection, "health_check_enabled", True)
    monkeypatch.setattr(connection, "health_check_done", False)
    return times


def test_a_silent_connection_is_not_asked_whether_it_lives(rf, asked):
    before = int(backend(None).content)
    asked.clear()
    connection.health_check_done = False

    answer = middleware.quiet_connection(backend)(rf.get("/"))

    assert int(answer.content) == before
    assert asked == []


def test_a_connection_that_the_server_ended_is_made_anew(rf, asked):
    before = int(backend(None).content)
    asked.clear()
    connection.health_check_done = False
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [before])
    other.close()

    answer = middleware.quiet_connection(backend)(rf.get("/"))

    assert int(answer.content) != before
    assert asked == [1]


def test_a_closed_connection_is_opened(rf, asked):
    connection.connection.close()
    connection.close_if_unusable_or_obsolete()

    assert middleware.quiet_connection(backend)(rf.get("/")).status_code == 200
