"""Starting the identity provider of the tests, and being somebody who signs in there."""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from urllib.parse import urljoin

import httpx

from motcua.connectors.identity.oidc import Client

SCRIPT = Path(__file__).with_name("identity_provider.mjs")
SECRET = "a-secret-of-the-tests"


@contextmanager
def running(redirect_uri: str) -> Iterator[Client]:
    """Run a provider for the length of a block, and return how it knows us."""
    port = _free_port()
    node = which("node") or str(Path(sys.executable).with_name("node"))
    process = subprocess.Popen(
        [node, str(SCRIPT), str(port), redirect_uri],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    try:
        for line in process.stdout:
            if line.strip() == "ready":
                break
        yield Client(issuer=f"http://127.0.0.1:{port}", client_id="motcua", client_secret=SECRET)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def walk(place: str, login: str) -> str:
    """Sign in at the provider as a browser does, and return the address to which it sends the browser back."""
    with httpx.Client(trust_env=False, timeout=10) as browser:
        answer = browser.get(place)
        for _ in range(12):
            if answer.is_redirect:
                place = urljoin(str(answer.url), answer.headers["Location"])
                if "/dang-nhap/dinh-danh/ve" in place:
                    return place
                answer = browser.get(place)
                continue
            form = re.search(r'<form[^>]*action="([^"]+)"', answer.text)
            assert form, answer.text
            prompt = re.search(r'name="prompt" value="(\w+)"', answer.text)
            assert prompt, answer.text
            said = {"prompt": prompt[1], "login": login, "password": "bất kỳ"}
            answer = browser.post(urljoin(str(answer.url), form[1]), data=said)
    raise AssertionError("the provider never came back")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
