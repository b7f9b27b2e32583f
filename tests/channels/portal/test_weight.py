"""A first visit on a slow telephone: what the front page makes a browser load, compressed (at most 150 KB)."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from motcua.project.paths import CHECKOUT
from tests import database
from tools import public_css

MOST = 150_000
PACKED = {".woff2"}
"""Compressed as they are."""


@pytest.fixture
def front_page(django_db_setup, django_db_blocker):
    from motcua.apps.catalog import snapshot

    with django_db_blocker.unblock(), database.province_database():
        snapshot.forget()
        yield Client().get("/").content.decode()
        snapshot.forget()


def file_of(address: str) -> Path:
    found = finders.find(address.removeprefix("/static/"))
    assert isinstance(found, str), address
    return Path(found)


def size_of(path: Path) -> int:
    content = path.read_bytes()
    return len(content) if path.suffix in PACKED else len(gzip.compress(content, 9))


def linked_from(page: str) -> set[Path]:
    """Return every style sheet, script, picture and font that the page names, and what these name in turn.

    Every font of every style sheet counts, and so does the dark theme, although no browser loads all of them.
    """
    waiting = [file_of(address) for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', page)]
    found: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        if path.suffix == ".css":
            names = re.findall(r'url\(["\']?(?!data:)([^)"\']+)', path.read_text())
        elif path.suffix == ".js":
            names = re.findall(r'from "(\./[^"]+)"', path.read_text())
        else:
            names = []
        waiting += [_beside(path, name) for name in names]
    return found


def _beside(path: Path, name: str) -> Path:
    for prefix, folder in (("../vendor/be-vietnam-pro", "node_modules/@fontsource/be-vietnam-pro"),):
        if name.startswith(prefix):
            return CHECKOUT / name.replace(prefix, folder, 1)
    return (path.parent / name).resolve()


def test_a_first_visit_loads_less_than_150_kilobytes(front_page, capsys):
    sizes = {path.name: size_of(path) for path in linked_from(front_page)}
    sizes["(page)"] = len(gzip.compress(front_page.encode(), 9))
    total = sum(sizes.values())

    with capsys.disabled():
        for _name, _size in sorted(sizes.items(), key=lambda one: -one[1])[:8]:
            pass
    assert sum(name.endswith(".woff2") for name in sizes) == 4
    assert sum(name.endswith(".css") for name in sizes) >= 7
    assert total <= MOST


def test_every_icon_of_the_citizens_pages_is_in_their_style_sheet():
    made = (public_css.STATIC / "public-icons.css").read_text()
    there = set(re.findall(r"^\.bi-([a-z0-9-]+)\{", made, re.M))

    assert set(public_css.used_icons()) <= there, "run: python tools/public_css.py"


def test_every_rule_of_bootstrap_that_the_citizens_pages_use_is_in_their_style_sheet():
    made = (public_css.STATIC / "public-bootstrap.css").read_text()
    wanted = public_css.bootstrap_css(public_css.used_classes())

    assert set(wanted.split("}")) <= set(made.split("}")), "run: python tools/public_css.py"
    for rule in (".btn{", ".form-control{", ".visually-hidden", "body{"):
        assert rule in made
