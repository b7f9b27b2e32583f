"""A province to look at: loaded from its folder, with the dossiers of half a year made up by the rules themselves."""

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from motcua.apps.audit.models import AuditEntry
from motcua.apps.audit.operations import record
from motcua.apps.catalog.adoption import folders_of
from motcua.apps.ops.demo import tables
from motcua.apps.ops.demo.generate import COUNT, GENERATOR, generate_chapters, generate_dossiers
from motcua.apps.ops.loading import load_province, procedures_beside
from motcua.apps.organization.loading import DemoAccount
from motcua.apps.organization.models import Account, Assignment
from motcua.apps.organization.roles import name_of

__all__ = ["ReadyAccount", "generate_dossiers", "prepare", "ready_accounts"]

PREPARED = "demo.prepared"

Step = Callable[[str], AbstractContextManager[Callable[[str], None]]]


@dataclass(frozen=True, slots=True)
class ReadyAccount:
    """An account with which one may sign in at once. `code_key` is the key of its codes, where it needs them."""

    role: str
    person: str
    place: str
    username: str
    password: str
    code_key: str = ""


def prepare(folder: Path, *, step: Step, until: datetime | None = None) -> None:
    """Load the province and make up its dossiers, up to now or another moment; what is there is left as it is.

    `step` shows a title while something is going on, and how far it is.
    """
    at = (until or timezone.now()).replace(microsecond=0)  # noqa: TID251  # Called by commands only, which have no other time than now.
    known = AuditEntry.objects.filter(action=PREPARED, object_id=folder.name).order_by("-id").first()
    digest = _digest(folder)
    if known is not None and known.payload["digest"] == digest:
        return
    load_province(folder, at=at, step=step)
    if known is None:
        chapters = tables.chapters(folder)
        if chapters:
            with step("Dossiers of years past") as tell:
                past = sum(chapter.dossiers for chapter in chapters)
                generate_chapters(folder, before=at, progress=lambda done: tell(f"{done:,} of {past:,}"))
        count = tables.latest(folder, COUNT)
        with step("Dossiers") as tell:
            generate_dossiers(
                count, until=at, folder=folder, progress=lambda done: tell(f"{done:,} of {count:,}")
            )
    _remember(folder, digest, at)


def _remember(folder: Path, digest: str, at: datetime) -> None:
    record(
        action=PREPARED,
        object_type="province",
        object_id=folder.name,
        payload={"digest": digest},
        actor=GENERATOR,
        at=at,
    )


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    procedures = procedures_beside(folder)
    folders = (folder, procedures, *folders_of(procedures))
    for file in sorted(file for each in folders for file in each.glob("*.yaml")):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def ready_accounts() -> list[ReadyAccount]:
    """Return one account for each role, in the order of the province's own list."""
    password, accounts = tables.ready(settings.MOTCUA_PROVINCE)
    people = {
        account.username: account
        for account in Account.objects.filter(username__in=[account.username for account in accounts])
    }
    return [
        _ready(account, people[account.username], password)
        for account in accounts
        if account.username in people
    ]


def _ready(account: DemoAccount, person: Account, password: str) -> ReadyAccount:
    posts = Assignment.objects.filter(account=person, role=account.role).select_related("unit__agency")
    post = posts.order_by("id").first()
    place = post.unit.agency.short_name if post else ""
    return ReadyAccount(
        role=name_of(account.role),
        person=person.full_name,
        place=place,
        username=account.username,
        password=password,
        code_key=account.code_key,
    )
