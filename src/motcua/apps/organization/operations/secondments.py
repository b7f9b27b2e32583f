"""Officers lent to a one-stop unit for a time, each with a colleague who stands ready (R-A12)."""

from datetime import date, datetime

from django.db import transaction

from motcua.apps.organization.models import Account, Assignment
from motcua.apps.organization.operations.posts import assign
from motcua.domain.access import Actor
from motcua.domain.errors import DomainError


class ReserveUnfit(DomainError):
    """Who stands ready is another officer of the agency that sends."""

    code = "organization.reserve-unfit"

    def __init__(self, *, full_name: str) -> None:
        super().__init__(full_name)
        self.full_name = full_name


@transaction.atomic
def second(
    *,
    account_id: int,
    reserve_id: int,
    unit_id: int,
    role: str,
    since: date,
    until: date,
    title: str = "",
    actor: Actor,
    at: datetime,
) -> int:
    """Second an officer to a unit and return the post; the sending agency names who stands ready (R-A12).

    The reserve acts only once a mandate says so. Raises what `assign` raises, and ReserveUnfit.
    """
    sent = Account.objects.get(pk=account_id)
    reserve = Account.objects.get(pk=reserve_id)
    if reserve_id == account_id or reserve.agency_id != sent.agency_id:
        raise ReserveUnfit(full_name=reserve.full_name)
    post_id = assign(
        account_id=account_id, unit_id=unit_id, role=role, since=since, until=until, title=title,
        kind=Assignment.Kind.SECONDMENT, actor=actor, at=at,
    )  # fmt: skip
    ready_id = assign(
        account_id=reserve_id, unit_id=unit_id, role=role, since=since, until=until, title=title,
        kind=Assignment.Kind.RESERVE, actor=actor, at=at,
    )  # fmt: skip
    Assignment.objects.filter(pk=ready_id).update(reserve_for_id=post_id)
    return post_id
