"""Templates: each is used, and none carries what the content security policy forbids."""

import re
from pathlib import Path

from motcua.project.paths import CHECKOUT
from tests.architecture.reading import SOURCE

FORBIDDEN = {
    "an inline style": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "an inline script": re.compile(
        r"<script(?![^>]*\bsrc\s*=)(?![^>]*type=\"application/(?:ld\+)?json\")[^>]*>", re.I
    ),
    "an event attribute": re.compile(
        r"<[^>]*\son(click|change|submit|load|input|key\w+|focus|blur)\s*=", re.I
    ),
    "a javascript address": re.compile(r"javascript:", re.I),
    "an address of another site": re.compile(r"(src|href)\s*=\s*[\"'](https?:)?//", re.I),
}
FOUND_BY_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}


def templates() -> dict[str, Path]:
    """Return every template by the name it is asked for."""
    return {
        str(path.relative_to(folder)): path
        for folder in SOURCE.glob("**/templates")
        for path in folder.glob("**/*.html")
    }


def unused(names: set[str], texts: list[str]) -> set[str]:
    """Return the templates that no text mentions, whole or by the folder before a `{`."""
    everything = "\n".join(texts)
    folders = tuple(re.findall(r"f\"([\w/]+/){", everything)) or ("\0",)
    return {name for name in names if not re.search(f"[\"']{re.escape(name)}[\"']", everything)
            and not name.startswith(folders)}  # fmt: skip


def refused(text: str) -> list[str]:
    """Return what a strict browser would not run."""
    text = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", text, flags=re.S)
    return [what for what, pattern in FORBIDDEN.items() if pattern.search(text)]


def test_every_template_is_used():
    texts = [path.read_text() for path in [*SOURCE.glob("**/*.py"), *templates().values()]]

    assert unused(set(templates()) - FOUND_BY_DJANGO, texts) == set()


def test_no_template_carries_what_the_policy_forbids():
    found = {
        str(path.relative_to(CHECKOUT)): problems
        for path in templates().values()
        if (problems := refused(path.read_text()))
    }

    assert found == {}


def test_planted_violations_are_found():
    planted = (
        '<p style="color:red">', "<style>p {}</style>", "<script>alert()</script>", '<a onclick="go()">',
        '<a href="javascript:go()">', '<img src="//elsewhere.example/x.png">',
    )  # fmt: skip

    assert [refused(text) for text in planted] == [[what] for what in FORBIDDEN]
    assert refused('<script src="{% static "ui/motcua.js" %}" type="module"></script>') == []
    assert unused({"a.html", "b.html", "c/d.html"}, ['{% extends "a.html" %}', 'f"c/{name}.html"']) == {
        "b.html"
    }
