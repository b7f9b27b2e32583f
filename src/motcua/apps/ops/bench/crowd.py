"""The people who look and search: officers with work, signed in, and citizens with receipts in their hands."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import quote_plus

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.urls import reverse

from motcua.apps.ops.bench import wire
from motcua.apps.ops.bench.wire import Ask
from motcua.apps.organization import queries as organization
from motcua.apps.organization.models import Account
from motcua.apps.organization.sessions import SessionStore
from motcua.domain.calendar import TIMEZONE

CSRF: Final = "b" * 32
BACKEND: Final = "django.contrib.auth.backends.ModelBackend"
TRAYS: Final = 200
CODES: Final = 2_000

LOOKUP, WORK_LIST, DOSSIER, SEARCH = "lookup", "work list", "dossier page", "search"
MIX: Final[Mapping[str, int]] = {LOOKUP: 40, WORK_LIST: 25, DOSSIER: 20, SEARCH: 15}
"""How many of a hundred requests of a working day go where."""

# A tray as often as it holds work: busy officers look more often.
_OPEN_WORK = """
SELECT item.unit_id, item.role, item.assignee_id, item.dossier_id, dossier.applicant_name
FROM dossiers_workitem item JOIN dossiers_dossier dossier ON dossier.id = item.dossier_id
WHERE item.closed_at IS NULL AND item.kind = 'step'
ORDER BY md5(item.dossier_id::text || item.number) LIMIT %s
"""
_CODES = """
SELECT code FROM dossiers_dossier TABLESAMPLE SYSTEM (%s) WHERE code IS NOT NULL ORDER BY md5(code) LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Crowd:
    """Every request that the measurements send, by the page it asks for."""

    asks: Mapping[str, Sequence[Ask]]

    def mixed(self, count: int) -> Sequence[Ask]:
        """Return requests as they come on a working day; the same ones every time."""
        chance = random.Random(count)  # noqa: S311  # Repeatable, not secret.
        pages = chance.choices(list(MIX), weights=list(MIX.values()), k=count)
        return [chance.choice(self.asks[page]) for page in pages]


def cookies_of(account_id: int) -> dict[str, str]:
    """Sign an officer in; return the cookies of the browser."""
    account = Account.objects.get(pk=account_id)
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    return {settings.SESSION_COOKIE_NAME: str(session.session_key), settings.CSRF_COOKIE_NAME: CSRF}


def let_in() -> None:
    """Spare the officers of a scratch database the change of their first password."""
    Account.objects.filter(must_change_password=True).update(must_change_password=False)


def gather(at: datetime) -> Crowd:
    """Return a crowd drawn from the dossiers of the database; the same one every time."""
    let_in()
    cookies: dict[int, dict[str, str]] = {}
    lists, pages, searches = [], [], []
    for unit, role, assignee, dossier, name in _open_work():
        account = assignee or _holder(unit, role, at)
        if account is None:
            continue
        if account not in cookies:
            cookies[account] = cookies_of(account)
        lists.append(wire.get(WORK_LIST, reverse("office:worklist"), cookies[account]))
        pages.append(wire.get(DOSSIER, reverse("office:dossier", args=[dossier]), cookies[account]))
        words = quote_plus(" ".join(name.split()[-2:]))
        searches.append(wire.get(SEARCH, f"{reverse('office:search')}?q={words}", cookies[account]))
    lookups = [wire.get(LOOKUP, reverse("portal:lookup_code", args=[code])) for code in codes()]
    return Crowd({LOOKUP: lookups, WORK_LIST: lists, DOSSIER: pages, SEARCH: searches})


def codes() -> list[str]:
    """Return codes of dossiers from all over the table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT greatest(reltuples, 1) FROM pg_class WHERE relname = 'dossiers_dossier'")
        share = min(100.0, 300.0 * CODES / cursor.fetchone()[0])
        cursor.execute(_CODES, [share, CODES])
        return [code for (code,) in cursor.fetchall()]


def _open_work() -> list[tuple[int, str, int | None, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_OPEN_WORK, [TRAYS])
        return list(cursor.fetchall())


def _holder(unit_id: int, role: str, at: datetime) -> int | None:
    officers = organization.officers_in(unit_id, role, at.astimezone(TIMEZONE).date())
    return officers[0].account_id if officers else None
