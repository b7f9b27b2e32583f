"""What was typed into the editor, as the data of a procedure. Nothing typed is refused here: what a value
cannot be read from stays as it was typed, and the domain says at its place what is wrong with it.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.http import QueryDict

from motcua.apps.catalog import registry
from motcua.channels.office.setup.catalog.schema import Input, Kind, Rows, Section
from motcua.domain.forms.numbers import parse_number
from motcua.domain.text import search_key

WHOLE: Final = re.compile(r"-?\d{1,3}(?:[. ]\d{3})+|-?\d+")
MOST_ROWS: Final = 200
KEY_LETTERS: Final = re.compile(r"[^a-z0-9]+")


def read(
    section: Section, post: QueryDict, data: Mapping[str, Any], *, blanks: bool = False
) -> dict[str, Any]:
    """Return the data with the parts of a section as they were typed; all else stays.

    `blanks` keeps rows that are wholly blank, so that the rows keep their places.
    """
    found = dict(data)
    for part in section.parts:
        if isinstance(part, Rows):
            typed_rows = rows(part, post)
            value: object = typed_rows if blanks else [one for one in typed_rows if one not in ({}, "", None)]
        else:
            value = typed(part, part.path, post)
        put(found, part.path, value)
    return found


def put(data: dict[str, Any], path: str, value: object) -> None:
    """Set a place of the data, or clear it when there is nothing to say."""
    first, _, rest = path.partition(".")
    if rest:
        inner = dict(data.get(first) or {})
        put(inner, rest, value)
        data[first] = inner
    elif value is None or value in ("", [], {}):
        data.pop(first, None)
    else:
        data[first] = value


def rows(part: Rows, post: QueryDict) -> list[Any]:
    """Return the rows of a table, wholly blank ones too."""
    count = min(_count(post.get(f"{part.path}:rows", "")), MOST_ROWS)
    return [row(part, f"{part.path}[{index}]", post) for index in range(count)]


def row(part: Rows, place: str, post: QueryDict) -> Any:
    """Return one row; nothing but ticks and ready-made choices makes a blank one."""
    if part.plain:
        return typed(part.columns[0], place, post)
    found: dict[str, Any] = {}
    for column in part.columns:
        put(found, column.path, typed(column, f"{place}.{column.path}", post))
    said = [column for column in part.columns if column.kind not in (Kind.FLAG, Kind.CHOICE)]
    if all(column.path not in found for column in said):
        return {}
    if part.path == "documents" and not found.get("id"):
        found["id"] = slug(str(found.get("name", "")))
    return found


def typed(part: Input, name: str, post: QueryDict) -> Any:
    """Return one value as it was typed."""
    if part.kind is Kind.FLAG:
        ticked = name in post
        return ticked if part.kept else (True if ticked else None)
    if part.kind is Kind.CHOICES:
        return post.getlist(name)
    if part.kind is Kind.LINES:
        return [line.strip() for line in post.get(name, "").splitlines() if line.strip()]
    if part.kind is Kind.ALLOWANCE:
        amount = post.get(f"{name}:amount", "").strip()
        return {post.get(f"{name}:unit", "working_days"): whole(amount)} if amount else None
    text = post.get(name, "").strip()
    if part.choices == "fields":
        return _field(post, name, text)
    return READERS.get(part.kind, str)(text) if text else None


def whole(text: str) -> int | str:
    """Return a number of one or more digits, grouped or not; what is none stays as it is."""
    return int(re.sub(r"[. ]", "", text)) if WHOLE.fullmatch(text) else text


def day(text: str) -> str:
    """Return a day in ISO form; what is none stays as it is."""
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    return text


def slug(text: str) -> str:
    """Return a name as the last part of an address."""
    return KEY_LETTERS.sub("-", search_key(text)).strip("-")[:60]


def decimal(text: str) -> int | str:
    """Return a number that may have a fraction; what is none stays as it is."""
    number = parse_number(text)
    if number is None:
        return text
    return int(number) if number == number.to_integral_value() else format(number, "f")


READERS: Final = {Kind.NUMBER: whole, Kind.DAY: day, Kind.DECIMAL: decimal}


def _field(post: QueryDict, name: str, key: str) -> dict[str, str] | None:
    """Return a field of work that is known, or a new one by its name."""
    if fresh := post.get(f"{name}:new", "").strip():
        return {"key": slug(fresh), "name": fresh}
    known = registry.field_data(key) if key else None
    return {name: value for name, value in known.items() if value} if known else None


def _count(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 5 else 0
