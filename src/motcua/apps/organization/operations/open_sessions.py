"""Ending the sessions of a person: by the person, or by who looks after the account (R-I15, R-I17)."""

from datetime import datetime

from django.db import transaction

from motcua.apps.audit.operations import record
from motcua.apps.organization import permissions
from motcua.apps.organization.models import Account
from motcua.apps.organization.sessions import reference_of
from motcua.domain.access import Actor


@transaction.atomic
def end_sessions(
    *, account_id: int, actor: Actor, at: datetime, only: str = "", keep_key: str | None = None
) -> int:
    """End a person's sessions and return how many: the one with the reference `only`, else all.

    `keep_key` is the key of the session that the person is using. Raises NotPermitted.
    """
    account = Account.objects.select_for_update(of=("self",)).get(pk=account_id)
    if actor.account_id != account_id:
        permissions.require(actor, "end_sessions", None if account.is_administrator else account.agency_id)
    keys = account.sessions.order_by("session_key").values_list("session_key", flat=True)
    ending = [key for key in keys if key != keep_key and only in {"", reference_of(key)}]
    account.sessions.filter(pk__in=ending).delete()
    record(
        action="organization.sessions-ended", object_type="account", object_id=account_id,
        payload={"username": account.username, "sessions": len(ending)}, actor=actor, at=at,
    )  # fmt: skip
    return len(ending)
