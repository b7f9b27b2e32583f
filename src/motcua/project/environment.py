"""Read settings from environment variables, and refuse to guess in production."""

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = {"1", "true", "yes", "on"}
FALSE_WORDS = {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    """Return a variable, or the default when it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool = False) -> bool:
    """Return a yes-or-no variable. Raises ImproperlyConfigured for any other word."""
    word = os.environ.get(name)
    if word is None:
        return default
    if word.strip().lower() in TRUE_WORDS | FALSE_WORDS:
        return word.strip().lower() in TRUE_WORDS
    raise ImproperlyConfigured(f"{name}={word!r}: write 1 or 0")


def number(name: str, default: int) -> int:
    """Return a whole number. Raises ImproperlyConfigured when it is none."""
    value = text(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name}={value!r}: write a whole number")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """Return a list written with commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def mapping(name: str) -> Mapping[str, Any]:
    """Return a JSON object, `{}` when unset. Raises ImproperlyConfigured when it is none."""
    written = text(name, "{}")
    try:
        found = json.loads(written)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: no JSON ({error})") from error
    if not isinstance(found, dict):
        raise ImproperlyConfigured(f'{name}={written!r}: write a JSON object such as {{"fees": false}}')
    return found


def database(url: str, *, pool: int) -> dict[str, Any]:
    """Return Django's settings of a database given as `postgresql://user:password@host:port/name?option=value`.

    A pool of 0 opens one connection per thread and keeps it; any other number is the most
    connections one process holds.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql://")
    options: dict[str, Any] = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    host = options.pop("host", parts.hostname or "")
    if pool:
        options["pool"] = {"min_size": min(2, pool), "max_size": pool, "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0 if pool else None,
        "CONN_HEALTH_CHECKS": not pool,
        "OPTIONS": options,
    }


def secret_key(name: str, *, file: Path, required: bool) -> str:
    """Return the signing key: from the environment, else from a file made on first use.

    Raises ImproperlyConfigured when it is required and not set.
    """
    if value := text(name):
        return value
    if required:
        raise ImproperlyConfigured(f"{name} must be set in production")
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48))
    return file.read_text()
