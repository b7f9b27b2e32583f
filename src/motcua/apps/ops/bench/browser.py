"""What a browser would send: the fields of a form on a page, as they stand before anybody types."""

import http.client
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Final

from motcua.apps.ops.bench import wire

Fields = dict[str, str]
BUTTONS: Final = frozenset({"submit", "button", "reset", "image", "file"})
TICKED: Final = frozenset({"checkbox", "radio"})


class FormMissing(Exception):
    """The page has no form with this field; the message carries the address."""


def open_page(port: int, path: str, cookies: Mapping[str, str]) -> str:
    """Return a page as its text. Raises FormMissing when it does not answer."""
    connection = http.client.HTTPConnection(wire.HOST, port, timeout=wire.PATIENCE_SECONDS)
    try:
        connection.request("GET", path, headers={"Cookie": wire.cookie_line(cookies)})
        answer = connection.getresponse()
        text = answer.read().decode()
    finally:
        connection.close()
    if answer.status != 200:
        raise FormMissing(f"{path}: {answer.status}")
    return text


def form_with(field: str, html: str) -> Fields:
    """Return the fields of the form that has a field of this name. Raises FormMissing."""
    reader = _Reader()
    reader.feed(html)
    for fields in reader.forms.values():
        if field in fields:
            return fields
    raise FormMissing(field)


class _Reader(HTMLParser):
    """Gathers the fields of all forms of a page; a field may name its form from outside."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, Fields] = {}
        self.form = ""
        self.select: tuple[str, str] | None = None
        self.area: tuple[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = given.get("id") or f"form {len(self.forms)}"
            self.forms.setdefault(self.form, {})
        elif tag == "input":
            self._input(given)
        elif tag == "select":
            self.select = (given.get("form", self.form), given.get("name", ""))
        elif tag == "option" and self.select is not None:
            form, name = self.select
            if "selected" in given or name not in self.forms.get(form, {}):
                self._put(form, name, given.get("value", ""))
        elif tag == "textarea":
            self.area = (given.get("form", self.form), given.get("name", ""))
            self._put(*self.area, "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = ""
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            form, name = self.area
            self.forms[form][name] += data.removeprefix("\n")

    def _input(self, given: Mapping[str, str]) -> None:
        kind = given.get("type", "text")
        if kind in BUTTONS or (kind in TICKED and "checked" not in given):
            return
        value = given.get("value", "on" if kind in TICKED else "")
        self._put(given.get("form", self.form), given.get("name", ""), value)

    def _put(self, form: str, name: str, value: str) -> None:
        if name:
            self.forms.setdefault(form, {})[name] = value
