"""Which carriers this installation has (`MOTCUA_CARRIERS`), in the order in which they are tried."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from motcua.apps.notifications.ports import Carrier
from motcua.domain.messages.routing import Way

Maker = Callable[[str, Way, Mapping[str, Any]], Carrier]
"""Makes a carrier of its name, its way and its words in the settings. Raises KeyError for one that is missing."""

_makers: Final[dict[str, Maker]] = {}
_made: Final[dict[str, tuple[Carrier, ...]]] = {}


def join(makers: Mapping[str, Maker]) -> None:
    """Make kinds of carriers known; called once, by the wiring."""
    _makers.update(makers)


def every() -> Sequence[Carrier]:
    """Return all carriers. Raises ImproperlyConfigured."""
    if "all" not in _made:
        _made["all"] = tuple(_made_of(settings.MOTCUA_CARRIERS))
    return _made["all"]


def of(ways: Iterable[str]) -> Sequence[Carrier]:
    """Return the carriers of some ways, the first way first."""
    return [carrier for way in ways for carrier in every() if carrier.way == way]


def only_on_trial() -> bool:
    """Tell whether no message leaves this machine: all lie in an outbox, for whoever tries the system."""
    kinds = {entry.get("kind") for entries in settings.MOTCUA_CARRIERS.values() for entry in entries}
    return kinds == {"outbox"}


@contextmanager
def these(*chosen: Carrier) -> Iterator[None]:
    """Use other carriers for the length of a block: for tests and trials."""
    before = dict(_made)
    _made["all"] = chosen
    try:
        yield
    finally:
        _made.clear()
        _made.update(before)


def _made_of(written: Mapping[str, Any]) -> list[Carrier]:
    made: list[Carrier] = []
    for way, entries in written.items():
        if way not in set(Way) - {Way.INBOX} or not isinstance(entries, list):
            raise ImproperlyConfigured(f"MOTCUA_CARRIERS: {way!r} is none of sms, email, zalo with a list")
        made += [_one(Way(way), entry) for entry in entries]
    names = [carrier.name for carrier in made]
    if len(names) != len(set(names)):
        raise ImproperlyConfigured("MOTCUA_CARRIERS: every carrier needs a name of its own")
    return made


def _one(way: Way, entry: Mapping[str, Any]) -> Carrier:
    kind = str(entry.get("kind", ""))
    if kind not in _makers:
        raise ImproperlyConfigured(f"MOTCUA_CARRIERS: kind {kind!r} is none of {', '.join(sorted(_makers))}")
    if kind == "outbox" and settings.PRODUCTION:
        raise ImproperlyConfigured("MOTCUA_CARRIERS: an outbox shows everybody's codes; never in production")
    try:
        return _makers[kind](str(entry.get("name") or f"{way}-{kind}"), way, entry)
    except KeyError as missing:
        raise ImproperlyConfigured(f"MOTCUA_CARRIERS: {way} {kind} lacks {missing}") from missing
