"""Every page that a role can reach by its links answers, in the demonstration province with dossiers in every tray."""

from collections import Counter, deque
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
import time_machine
from django.test import Client
from django.urls import resolve
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from motcua.apps.catalog import snapshot
from motcua.apps.dossiers import lawbook
from motcua.apps.ops.demo import generate
from motcua.apps.organization.models import Account, Assignment
from motcua.apps.organization.roles import ADMINISTRATORS, Role
from motcua.project.paths import CHECKOUT
from tests import database

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
EACH = 2
"""Pages looked at of one address, such as two dossiers."""

LEAVE_ALONE = {"logout", "language"}
BACKEND = "django.contrib.auth.backends.ModelBackend"


class Links(HTMLParser):
    """Gather the addresses that a page links to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        with closing(self):
            self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an anchor's address."""
        address = dict(attrs).get("href")
        if tag == "a" and address:
            self.found.append(address)


@pytest.fixture(scope="module")
def province(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), database.province_database():
        snapshot.forget()
        lawbook.forget()
        generate.generate_dossiers(120, until=NOW, folder=CHECKOUT / "demo" / "hung-yen", processes=1)
        yield
        snapshot.forget()
        lawbook.forget()


def officer(role: str) -> Client:
    """Return the browser of somebody with a role, who has chosen a password and, where needed, confirmed a code."""
    posts = Assignment.objects.filter(role=role, account__is_active=True).exclude(kind="reserve")
    account = posts.select_related("account").order_by("unit__agency__key", "account_id")[0].account
    Account.objects.filter(pk=account.pk).update(must_change_password=False, password_changed_at=NOW)
    client = Client(raise_request_exception=False)
    client.force_login(account, BACKEND)
    if role in ADMINISTRATORS:
        device, _ = TOTPDevice.objects.get_or_create(user=account, name="thu", confirmed=True)
        session = client.session
        session[DEVICE_ID_SESSION_KEY] = device.persistent_id
        session.save()
    return client


def broken_pages(client: Client, start: str) -> tuple[Counter[str], dict[str, int]]:
    """Walk along the links; return how often each address was looked at, and which page failed with what."""
    seen: Counter[str] = Counter()
    wrong: dict[str, int] = {}
    known, waiting = {start}, deque([start])
    while waiting:
        url = waiting.popleft()
        name = resolve(urlsplit(url).path).url_name or ""
        if name in LEAVE_ALONE or seen[name] >= EACH:
            continue
        seen[name] += 1
        response = client.get(url)
        if response.status_code >= 400:
            wrong[url] = response.status_code
        for target in _targets(response, url):
            if target not in known:
                known.add(target)
                waiting.append(target)
    return seen, wrong


def _targets(response, url: str) -> list[str]:
    if response.status_code == 302:
        links = [response["Location"]]
    elif response.get("Content-Type", "").startswith("text/html"):
        links = Links(response.content.decode()).found
    else:
        links = []
    absolute = [urljoin(url, link).partition("#")[0] for link in links]
    return [link for link in absolute if link.startswith("/") and not link.startswith("/static/")]


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_every_page_of_every_role_answers(province, django_db_blocker, role):
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False):
        seen, wrong = broken_pages(officer(role), "/office/")

    assert wrong == {}
    assert len(seen) >= 3, seen


def test_every_page_of_the_citizens_answers(province, django_db_blocker):
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False):
        seen, wrong = broken_pages(Client(raise_request_exception=False), "/")

    assert wrong == {}
    assert len(seen) >= 8, seen
