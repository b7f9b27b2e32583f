"""The catalog for other software: the procedures and agencies of today, as the portal shows them."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Final, TypeVar

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.apps.catalog.snapshot import ProcedureNotInForce
from motcua.apps.lookup import agencies as public_agencies
from motcua.apps.lookup import procedures as public
from motcua.apps.lookup import selection
from motcua.apps.lookup.agencies import Register
from motcua.apps.lookup.selection import Wanted
from motcua.apps.organization.queries import AgencyNotFound
from motcua.channels.api import representations as show
from motcua.channels.api.access import readable
from motcua.channels.api.problems import Problem
from motcua.domain.calendar import TIMEZONE
from motcua.domain.catalog import Level, OnlineScope, ServiceLevel, Subject

A_PAGE: Final = 50
LONGEST_PAGE: Final = 200
LONGEST_QUERY: Final = 200
E = TypeVar("E", bound=Enum)


@readable
def procedures(request: HttpRequest) -> Mapping[str, object]:
    """List the procedures in force: all, or those that fit `q`, `field`, `agency`, `tier`, `subject`, `scope`, `level`."""
    asked = request.GET
    wanted = Wanted(
        query=asked.get("q", "").strip()[:LONGEST_QUERY],
        field=asked.get("field", ""),
        agency=asked.get("agency", ""),
        tier=_one_of(Level, asked.get("tier", ""), "tier"),
        subject=_one_of(Subject, asked.get("subject", ""), "subject"),
        scope=_one_of(OnlineScope, asked.get("scope", ""), "scope"),
        level=_level(asked.get("level", "")),
    )
    cards = selection.select(public.directory(_today()), wanted)
    return _paged(request, [show.card(request, card) for card in cards])


@readable
def procedure(request: HttpRequest, key: str) -> Mapping[str, object]:
    """Tell everything of one procedure: papers, fees, limits, form, way, who decides."""
    found = public.procedure(key, _today())
    if not found.definition.accepts:
        raise ProcedureNotInForce(procedure_key=key, on=_today())
    return show.procedure(request, found)


@readable
def agencies(request: HttpRequest) -> Mapping[str, object]:
    """List the agencies of today: all, or those of a `tier` or a `kind`."""
    register = public_agencies.register(_today())
    tier, kind = request.GET.get("tier", ""), request.GET.get("kind", "")
    entries = [one for one in register.entries if tier in {"", one.level} and kind in {"", one.kind}]
    return _paged(request, [show.agency(request, entry) for entry in entries])


@readable
def agency(request: HttpRequest, key: str) -> Mapping[str, object]:
    """Tell one agency with the keys of what it decides; `key` is its own or its electronic identifier."""
    register = public_agencies.register(_today())
    entry = _found(register, key)
    decided = public.directory(_today()).of_keys(public.decided_by(entry.key, _today()))
    return {
        **show.agency(request, entry),
        "decides": [{"key": card.key, "name": card.name} for card in decided],
    }


def _found(register: Register, key: str) -> public_agencies.AgencyEntry:
    entry = register.by_key.get(key) or register.by_identifier.get(key)
    if entry is None:
        raise AgencyNotFound(key=key)
    return entry


def _paged(request: HttpRequest, items: list[dict[str, object]]) -> Mapping[str, object]:
    per_page = _number(request.GET.get("per_page", ""), "per_page", A_PAGE)
    number = _number(request.GET.get("page", ""), "page", 1)
    if not 1 <= per_page <= LONGEST_PAGE:
        raise Problem("api.bad-parameter", 400, _("per_page từ 1 đến %d.") % LONGEST_PAGE, "per_page")
    pages = Paginator(items, per_page)
    if not 1 <= number <= pages.num_pages:
        raise Problem("api.bad-parameter", 400, _("page từ 1 đến %d.") % pages.num_pages, "page")
    page = pages.page(number)
    return {
        "total": pages.count, "page": number, "pages": pages.num_pages, "per_page": per_page,
        "items": list(page.object_list),
    }  # fmt: skip


def _number(text: str, name: str, usual: int) -> int:
    if not text:
        return usual
    if not (text.isascii() and text.isdecimal() and len(text) <= 6):
        raise Problem("api.bad-parameter", 400, _("%s phải là một số.") % name, name)
    return int(text)


def _one_of(kind: type[E], text: str, name: str) -> E | None:
    if not text:
        return None
    try:
        return kind(text)
    except ValueError:
        known = ", ".join(str(one.value) for one in kind)
        words = _("%(name)s là một trong: %(known)s.") % {"name": name, "known": known}
        raise Problem("api.bad-parameter", 400, words, name) from None


def _level(text: str) -> ServiceLevel | None:
    number = _number(text, "level", 0)
    if number not in {0, *ServiceLevel}:
        raise Problem("api.bad-parameter", 400, _("level từ 1 đến 4."), "level")
    return ServiceLevel(number) if number else None


def _today() -> date:
    return timezone.now().astimezone(TIMEZONE).date()
