"""Posts and mandates: who may act where, from when to when, and for whom (R-A12, R-B22)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from motcua.apps.audit.operations import record
from motcua.apps.organization import permissions
from motcua.apps.organization.models import Account, Assignment, Mandate, Unit
from motcua.apps.organization.operations.accounts import AccountClosed
from motcua.apps.organization.queries import valid_on
from motcua.apps.organization.roles import ADMINISTRATORS
from motcua.domain.access import Actor
from motcua.domain.errors import DomainError

ONE_DAY = timedelta(days=1)
SECONDMENT_MONTHS = (6, 24)


class AccountKindUnfit(DomainError):
    """Administrators' rights go to administrators' accounts only (R-I16)."""

    code = "organization.account-kind-unfit"

    def __init__(self, *, username: str, role: str) -> None:
        super().__init__(f"{username}: {role}")
        self.username = username
        self.role = role


class AlreadyAssigned(DomainError):
    """The person holds this post already on some day of the period."""

    code = "organization.already-assigned"

    def __init__(self, *, since: date) -> None:
        super().__init__(since.isoformat())
        self.since = since


class AlreadyEnded(DomainError):
    """The post or mandate ended earlier."""

    code = "organization.already-ended"

    def __init__(self, *, ended_on: date) -> None:
        super().__init__(ended_on.isoformat())
        self.ended_on = ended_on


class SecondmentLengthUnlawful(DomainError):
    """A secondment to the one-stop unit lasts six to twenty-four months (R-A12)."""

    code = "organization.secondment-length-unlawful"

    def __init__(self, *, shortest_months: int, longest_months: int) -> None:
        super().__init__(f"{shortest_months} to {longest_months} months")
        self.shortest_months = shortest_months
        self.longest_months = longest_months


class MandateToOneself(DomainError):
    """Nobody stands in for oneself."""

    code = "organization.mandate-to-oneself"


class MandateToOutsider(DomainError):
    """The person holds no post in the agency on the first day of the mandate."""

    code = "organization.mandate-to-outsider"

    def __init__(self, *, full_name: str) -> None:
        super().__init__(full_name)
        self.full_name = full_name


class MandateNeedsEnd(DomainError):
    """A sub-delegation (TUQ.) is limited in time (R-B22)."""

    code = "organization.mandate-needs-end"


class UnitNotThere(DomainError):
    """The unit does not exist on the first day of the post."""

    code = "organization.unit-not-there"

    def __init__(self, *, name: str, since: date, until: date | None) -> None:
        super().__init__(name)
        self.name = name
        self.since = since
        self.until = until


@transaction.atomic
def assign(
    *,
    account_id: int,
    unit_id: int,
    role: str,
    since: date,
    until: date | None = None,
    kind: str = Assignment.Kind.REGULAR,
    title: str = "",
    actor: Actor,
    at: datetime,
) -> int:
    """Give a person a role in a unit and return the post.

    Raises NotPermitted, RightsForOneself, AccountClosed, AccountKindUnfit, UnitNotThere,
    SecondmentLengthUnlawful, AlreadyAssigned.
    """
    unit = Unit.objects.get(pk=unit_id)
    permissions.require(actor, "assign", unit.agency_id)
    permissions.require_role_to_give(actor, role)
    permissions.require_somebody_else(actor, account_id)
    _check_unit(unit, since)
    account = Account.objects.select_for_update(of=("self",)).get(pk=account_id)
    _check_account(account, role)
    if kind == Assignment.Kind.SECONDMENT:
        _check_secondment(since, until)
    _check_free(account, unit, role, since, until)

    post = Assignment.objects.create(
        account=account, unit=unit, role=role, kind=kind, title=title, valid_from=since, valid_to=until
    )
    facts = {"account": account.username, "unit": unit_id, "role": role, "kind": kind}
    _record("organization.assigned", post, {**facts, "since": since, "until": until}, actor, at)
    return post.pk


@transaction.atomic
def end_assignment(*, assignment_id: int, on: date, reason: str, actor: Actor, at: datetime) -> None:
    """Let a post end before the day `on`, but not before its own first day is over.

    Mandates over the post end with it, and so does the post of who stands ready for it.
    Raises NotPermitted, AlreadyEnded.
    """
    post = Assignment.objects.select_for_update(of=("self",)).select_related("unit").get(pk=assignment_id)
    permissions.require(actor, "end_assignment", post.unit.agency_id)
    permissions.require_role_to_give(actor, post.role)
    if post.valid_to is not None and post.valid_to <= on:
        raise AlreadyEnded(ended_on=post.valid_to)

    ready = post.reserves.select_for_update(of=("self",)).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    )
    for ending in (post, *ready.order_by("id")):
        ending.valid_to = max(on, ending.valid_from + ONE_DAY)
        ending.save(update_fields=["valid_to"])
        _record("organization.assignment-ended", ending, {"on": ending.valid_to, "reason": reason}, actor, at)


@transaction.atomic
def grant_mandate(
    *,
    from_assignment_id: int,
    to_account_id: int,
    kind: str,
    signing_form: str,
    basis: str,
    since: date,
    until: date | None,
    actor: Actor,
    at: datetime,
) -> int:
    """Let a colleague exercise a post for a time; return the mandate.

    The administrator of the agency or the holder of the post grants it. What one holds under a
    mandate cannot be passed on: a mandate starts from a post (R-B22).
    Raises NotPermitted, RightsForOneself, MandateToOneself, MandateToOutsider, AccountKindUnfit,
    MandateNeedsEnd, AlreadyAssigned.
    """
    post = (
        Assignment.objects.select_for_update(of=("self",)).select_related("unit").get(pk=from_assignment_id)
    )
    _require_over(actor, "grant_mandate", post)
    colleague = Account.objects.get(pk=to_account_id)
    _check_colleague(post, colleague, since)
    permissions.require_somebody_else(actor, to_account_id)
    if signing_form == Mandate.SigningForm.SUB_DELEGATED and until is None:
        raise MandateNeedsEnd
    standing = Mandate.objects.filter(from_assignment=post, to_account=colleague, revoked_at__isnull=True)
    if earlier := _overlapping(standing, since, until):
        raise AlreadyAssigned(since=earlier)

    mandate = Mandate.objects.create(
        from_assignment=post,
        to_account=colleague,
        kind=kind,
        signing_form=signing_form,
        basis=basis,
        valid_from=since,
        valid_to=until,
    )
    facts = {"from": post.pk, "to": colleague.username, "form": signing_form, "basis": basis}
    _record("organization.mandate-granted", mandate, {**facts, "since": since, "until": until}, actor, at)
    return mandate.pk


@transaction.atomic
def revoke_mandate(*, mandate_id: int, reason: str, actor: Actor, at: datetime) -> None:
    """End a mandate at once. Raises NotPermitted, AlreadyEnded."""
    mandate = (
        Mandate.objects.select_for_update(of=("self",))
        .select_related("from_assignment__unit")
        .get(pk=mandate_id)
    )
    _require_over(actor, "revoke_mandate", mandate.from_assignment)
    if mandate.revoked_at is not None:
        raise AlreadyEnded(ended_on=mandate.revoked_at.date())
    mandate.revoked_at = at
    mandate.save(update_fields=["revoked_at"])
    _record("organization.mandate-revoked", mandate, {"reason": reason}, actor, at)


def _require_over(actor: Actor, action: str, post: Assignment) -> None:
    """Let the holder of a post decide over it, and whoever might give it."""
    if actor.account_id is not None and actor.account_id == post.account_id:
        return
    permissions.require(actor, action, post.unit.agency_id)
    permissions.require_role_to_give(actor, post.role)


def _check_account(account: Account, role: str) -> None:
    if not account.is_active:
        raise AccountClosed(username=account.username)
    if role in ADMINISTRATORS and not account.is_administrator:
        raise AccountKindUnfit(username=account.username, role=role)


def _check_unit(unit: Unit, since: date) -> None:
    if since < unit.valid_from or (unit.valid_to is not None and unit.valid_to <= since):
        raise UnitNotThere(name=unit.name, since=unit.valid_from, until=unit.valid_to)


def _check_secondment(since: date, until: date | None) -> None:
    shortest, longest = SECONDMENT_MONTHS
    if until is None or not (shortest, 0) <= _months_and_days(since, until) <= (longest, 0):
        raise SecondmentLengthUnlawful(shortest_months=shortest, longest_months=longest)


def _months_and_days(since: date, until: date) -> tuple[int, int]:
    """Return the length of a period in whole months; the second number tells whether days remain."""
    months = (until.year - since.year) * 12 + until.month - since.month
    days = until.day - since.day
    return (months, days) if days >= 0 else (months - 1, 1)


def _check_free(account: Account, unit: Unit, role: str, since: date, until: date | None) -> None:
    held = Assignment.objects.filter(account=account, unit=unit, role=role)
    if earlier := _overlapping(held, since, until):
        raise AlreadyAssigned(since=earlier)


def _check_colleague(post: Assignment, colleague: Account, since: date) -> None:
    if colleague.pk == post.account_id:
        raise MandateToOneself
    if post.role in ADMINISTRATORS and not colleague.is_administrator:
        raise AccountKindUnfit(username=colleague.username, role=post.role)
    in_agency = Assignment.objects.filter(
        valid_on(since), account=colleague, unit__agency_id=post.unit.agency_id
    )
    if not colleague.is_active or not in_agency.exists():
        raise MandateToOutsider(full_name=colleague.full_name)


def _overlapping(
    rows: QuerySet[Assignment] | QuerySet[Mandate], since: date, until: date | None
) -> date | None:
    """Return the first day of the first row that shares a day with a period."""
    overlapping = Q(valid_to__isnull=True) | Q(valid_to__gt=since)
    if until is not None:
        overlapping &= Q(valid_from__lt=until)
    return rows.filter(overlapping).order_by("valid_from").values_list("valid_from", flat=True).first()


def _record(
    action: str, row: Assignment | Mandate, facts: Mapping[str, object], actor: Actor, at: datetime
) -> None:
    record(
        action=action,
        object_type=type(row).__name__.lower(),
        object_id=row.pk,
        payload=facts,
        actor=actor,
        at=at,
    )
