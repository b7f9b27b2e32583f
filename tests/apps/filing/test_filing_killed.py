"""Web and worker are killed while people file: what was confirmed is there once, and nothing is there twice.

The real server runs on a database of its own. Citizens file over HTTP with files, and try again after every failure,
as browsers and people do; the whole process group gets SIGKILL at random moments and is started anew.
"""

import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from django.db import connections
from django.test import Client

from motcua.apps.catalog import snapshot
from motcua.apps.documents import contents
from motcua.apps.documents.models import StoredFile
from motcua.apps.dossiers import lawbook
from motcua.apps.dossiers.models import Dossier
from motcua.domain.dossier.codec import decode_state
from tests import database
from tests.factories.citizens import PersonFactory, sign_in_citizen
from tests.factories.filing import pdf

PROCEDURE = "tt-quy-hoach"
SECONDS = 240
NUMBER = re.compile(r"TT-[0-9A-Z]{4}-[0-9A-Z]{4}")


@dataclass
class Machine:
    """The web server and the worker in one process group."""

    port: int
    files: Path
    database: str
    process: "subprocess.Popen[bytes] | None" = None
    kills: int = 0

    def start(self) -> None:
        me = f"{sys.executable} -m motcua.project.cli"
        environment = os.environ | {
            "DATABASE_URL": self.database, "MOTCUA_FILES": str(self.files), "MOTCUA_LOG_LEVEL": "ERROR",
            "PYTHONPATH": "src",
        }  # fmt: skip
        self.process = subprocess.Popen(
            ["/bin/sh", "-c", f"{me} worker & exec {me} serve --port {self.port} --workers 2"],
            env=environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def kill(self) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.kills += 1


@dataclass
class Filer:
    """One citizen who does not give up."""

    address: str
    session: str
    number: int
    until: float
    confirmed: list[str] = field(default_factory=list)

    def run(self) -> "Filer":
        draft = self.insist(self.begin)
        for slug in ("nguoi-nop", "muc-1", "muc-2", "giay-to", "nhan-ket-qua"):
            self.insist(partial(self.page, draft, slug))
        for _press in range(2):  # People press twice.
            self.insist(lambda: self.file(draft))
        return self

    def insist(self, act: Callable[[], str]) -> str:
        while time.monotonic() < self.until:
            try:
                return act()
            except (httpx.HTTPError, Unfinished):
                time.sleep(random.uniform(0.1, 0.5))
        raise TimeoutError(self.number)

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.address, cookies={"motcua_session": self.session}, timeout=20)

    def begin(self) -> str:
        with self.client() as web:
            answer = self.post(web, f"/nop/{PROCEDURE}", {})
            return answer.headers["location"].rsplit("/", 1)[1]

    def page(self, draft: str, slug: str) -> str:
        with self.client() as web:
            address = f"/nop/ho-so/{draft}/{slug}"
            shown = expect(web.get(address), 200).text
            sent = {name: value for name, value in INPUT.findall(shown) if name != "csrfmiddlewaretoken"}
            files = None
            if slug == "giay-to":
                files = {"paper-d1": ("so-do.pdf", pdf(f"so do {self.number}"), "application/pdf")}
            answer = self.post(web, address, {**sent, **ENTERED.get(slug, {}), "act": "next"}, files)
            return answer.headers["location"]

    def file(self, draft: str) -> str:
        with self.client() as web:
            self.post(web, f"/nop/ho-so/{draft}/xem-lai", {"declared": "1"})
            proof = expect(web.get(f"/nop/ho-so/{draft}/da-nop"), 200).text
            self.confirmed.append(NUMBER.findall(proof)[0])
            return self.confirmed[-1]

    def post(self, web: httpx.Client, address: str, sent: dict[str, str], files=None) -> httpx.Response:
        if "csrftoken" not in web.cookies:
            expect(web.get(f"/nop/{PROCEDURE}"), 200)
        headers = {"X-CSRFToken": web.cookies["csrftoken"]}
        return expect(web.post(address, data=sent, files=files, headers=headers), 302)


class Unfinished(Exception):
    """The server answered otherwise than it should have; it may just be starting or ending."""


INPUT = re.compile(r'<input[^>]*name="([a-z_]+)"[^>]*value="([^"]*)"')
ENTERED = {
    "muc-1": {"gioi_tinh": "nu"},
    "muc-2": {
        "vi_tri": "TDP An Tảo", "to_thua": "Tờ 12, thửa 45", "dien_tich": "80", "noi_dung": "chuc_nang",
        "muc_dich": "Xây nhà",
    },
    "nhan-ket-qua": {"by": "electronic"},
}  # fmt: skip


def expect(answer: httpx.Response, status: int) -> httpx.Response:
    if answer.status_code != status:
        raise Unfinished(f"{answer.request.url}: {answer.status_code}")
    return answer


def url_of_database() -> str:
    facts = connections["default"].settings_dict
    login = (
        f"{quote(facts['USER'])}:{quote(facts['PASSWORD'])}" if facts["PASSWORD"] else quote(facts["USER"])
    )
    place = facts["HOST"] if not facts["HOST"].startswith("/") else ""
    port = f":{facts['PORT']}" if facts["PORT"] else ""
    host = f"?host={quote(facts['HOST'])}" if facts["HOST"].startswith("/") else ""
    return f"postgresql://{login}@{place}{port}/{facts['NAME']}{host}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def sessions(count: int) -> list[str]:
    found = []
    for _number in range(count):
        client = Client()
        sign_in_citizen(client, PersonFactory.create(proven=True))
        found.append(client.cookies["motcua_session"].value)
    return found


def file_under_fire(people: int, at_once: int, kills: int, files: Path) -> list[str]:
    """Let people file while the machine is killed; return every number that was confirmed, repeats included."""
    machine = Machine(free_port(), files, url_of_database())
    chance = random.Random(20261125)
    until = time.monotonic() + SECONDS
    filers = [
        Filer(f"http://127.0.0.1:{machine.port}", session, number, until)
        for number, session in enumerate(sessions(people))
    ]
    connections.close_all()
    machine.start()
    done = threading.Event()

    def killer() -> None:
        for _kill in range(kills):
            if done.wait(chance.uniform(4, 9)):
                return
            machine.kill()
            machine.start()

    hunter = threading.Thread(target=killer)
    hunter.start()
    try:
        with ThreadPoolExecutor(at_once) as pool:
            return [number for filer in pool.map(Filer.run, filers) for number in filer.confirmed]
    finally:
        done.set()
        hunter.join()
        machine.kill()


def check(confirmed: list[str], people: int) -> None:
    """Compare what people were told with the database, its journal and the files."""
    states = [decode_state(state) for state in Dossier.objects.order_by("id").values_list("state", flat=True)]
    assert Counter(state.slip for state in states) == Counter(set(confirmed))
    assert len(set(confirmed)) == people
    assert len({state.owner for state in states}) == people
    for state in states:
        (sha256,) = state.application.papers[0].files
        stored = StoredFile.objects.get(sha256=sha256)
        assert contents.fetch(path=stored.path, sha256=sha256).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("people", "at_once", "kills"),
    [
        pytest.param(8, 8, 1, id="a few, killed once"),
        pytest.param(200, 24, 8, id="two hundred, killed eight times", marks=pytest.mark.deep),
    ],
)
def test_no_confirmed_filing_is_lost_and_none_is_there_twice(
    people, at_once, kills, tmp_path, django_db_setup, django_db_blocker, settings
):
    files = tmp_path / "files"
    with django_db_blocker.unblock(), database.province_database():
        snapshot.forget()
        lawbook.forget()
        confirmed = file_under_fire(people, at_once, kills, files)
        settings.STORAGES = {
            **settings.STORAGES,
            "default": {
                "BACKEND": "motcua.connectors.storage.by_content.ContentStorage",
                "OPTIONS": {"root": str(files)},
            },
        }
        check(confirmed, people)
        snapshot.forget()
        lawbook.forget()
