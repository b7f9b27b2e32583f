"""The chain of hashes that makes an edited journal visible.

hash = SHA-256(hash of the entry before + canonical JSON of the entry). Anyone with the entries and a
text editor can check it: the canonical form is plain JSON with sorted keys and no white space.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

GENESIS = "0" * 64
"""What stands in for the previous hash of a first entry."""


def canonical_json(value: Any) -> bytes:
    """Return the one JSON text of a value, in UTF-8.

    Instants are written in UTC with microseconds. Floats raise TypeError: a number that is read back
    differently would break the chain without anybody having touched it.
    """
    plain = _plain(value)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def json_ready(value: Any) -> Any:
    """Return the value as it will be read back from a JSON column, fit for `canonical_json`."""
    return _plain(value)


def link(prev_hash: str, envelope: Mapping[str, Any]) -> str:
    """Return the hash of an entry that follows the entry with `prev_hash`."""
    return hashlib.sha256(prev_hash.encode() + canonical_json(envelope)).hexdigest()


def link_plain(prev_hash: str, envelope: Mapping[str, Any]) -> str:
    """Return the same for an envelope whose texts and JSON are plain: `json_ready`, or read from a column."""
    return hashlib.sha256((prev_hash + plain_json(envelope)).encode()).hexdigest()


def plain_json(value: Any) -> str:
    """Return the one JSON text of a value that is plain already."""
    return _PLAIN_JSON.encode(value)


@dataclass(frozen=True, slots=True)
class Link:
    """One stored entry, as the verifier needs it. `position` names it for people."""

    position: int
    envelope: Mapping[str, Any]
    prev_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a chain no longer holds, and how."""

    position: int
    kind: str
    expected: str
    found: str


def first_break(links: Iterable[Link], *, after: str = GENESIS) -> Break | None:
    """Return where the chain first breaks; None when it holds.

    "unlinked": the entry does not follow the one before it (something was removed or inserted).
    "altered": the entry does not have the hash of its own content.
    """
    head = after
    for entry in links:
        if entry.prev_hash != head:
            return Break(entry.position, "unlinked", expected=head, found=entry.prev_hash)
        if entry.hash != link_plain(head, entry.envelope):
            expected = _expected(head, entry.envelope)
            if entry.hash != expected:
                return Break(entry.position, "altered", expected=expected, found=entry.hash)
        head = entry.hash
    return None


def _expected(prev_hash: str, envelope: Mapping[str, Any]) -> str:
    try:
        return link(prev_hash, envelope)
    except TypeError as error:  # Nothing of ours was ever written that has no canonical form.
        return f"({error})"


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind is str:
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if kind is dict:
        return {str(key): _plain(item) for key, item in value.items()}
    if kind is list:
        return [_plain(item) for item in value]
    return _plain_other(value)


def _plain_other(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(_plain(item) for item in value)
    return _plain_scalar(value)


def _plain_scalar(value: Any) -> str:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise TypeError("an instant without a time zone has no one canonical form")
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no canonical form")


_PLAIN_JSON = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain_scalar
)
