"""Accounts: one for each person, looked after by the administrator of the person's agency (R-S4, R-S10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from axes.utils import reset as forget_failures
from django.db import transaction
from django_otp import devices_for_user

from motcua.apps.audit.operations import record
from motcua.apps.organization import passwords, permissions, queries
from motcua.apps.organization.models import Account
from motcua.domain.access import Actor
from motcua.domain.errors import DomainError


class UsernameTaken(DomainError):
    """Another account, perhaps a closed one, has this name already."""

    code = "organization.username-taken"

    def __init__(self, *, username: str) -> None:
        super().__init__(username)
        self.username = username


class AccountClosed(DomainError):
    """The account is closed: open it again first."""

    code = "organization.account-closed"

    def __init__(self, *, username: str) -> None:
        super().__init__(username)
        self.username = username


@dataclass(frozen=True, slots=True)
class IssuedPassword:
    """What the administrator hands over once; it must be changed at the first sign-in (R-I11)."""

    account_id: int
    username: str
    password: str


@transaction.atomic
def create_account(
    *,
    username: str,
    full_name: str,
    agency_id: int,
    actor: Actor,
    at: datetime,
    kind: str = Account.Kind.PROFESSIONAL,
    email: str = "",
    phone: str = "",
) -> IssuedPassword:
    """Open an account for a person of an agency, with a temporary password.

    Only the province opens accounts for administrators. Raises NotPermitted, UsernameTaken.
    """
    permissions.require(actor, "create_account", agency_id)
    if kind != Account.Kind.PROFESSIONAL:
        permissions.require(actor, "create_account", None)
    name = username.strip().lower()
    if Account.objects.filter(username=name).exists():
        raise UsernameTaken(username=name)

    password = passwords.temporary()
    account = Account.objects.create_account(
        username=name,
        full_name=full_name,
        password=password,
        at=at,
        agency_id=agency_id,
        kind=kind,
        email=email,
        phone=phone,
    )
    _record("organization.account-created", account, {"kind": kind, "agency": agency_id}, actor, at)
    return IssuedPassword(account.pk, name, password)


@transaction.atomic
def change_account(
    *, account_id: int, full_name: str, email: str, phone: str, actor: Actor, at: datetime
) -> None:
    """Correct a person's name and how to reach the person. Raises NotPermitted."""
    account = _locked(account_id, actor, "change_account")
    before = {"full_name": account.full_name}
    account.full_name, account.email, account.phone = full_name.strip(), email, phone
    account.save(update_fields=["full_name", "email", "phone"])
    facts = {"before": before, "after": {"full_name": account.full_name}}
    _record("organization.account-changed", account, facts, actor, at)


@transaction.atomic
def reset_password(*, account_id: int, actor: Actor, at: datetime) -> IssuedPassword:
    """Give a person who forgot the password a temporary one. Raises NotPermitted, AccountClosed.

    Sessions of the person end.
    """
    account = _managed(account_id, actor, "reset_password")
    if not account.is_active:
        raise AccountClosed(username=account.username)
    password = passwords.temporary()
    account.former_passwords.create(password=account.password, replaced_at=at)
    account.set_password(password)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    account.sessions.all().delete()
    _record("organization.password-reset", account, {}, actor, at)
    return IssuedPassword(account.pk, account.username, password)


@transaction.atomic
def unlock_account(*, account_id: int, actor: Actor, at: datetime) -> None:
    """Let a person try again who was locked out after five failures (R-I14). Raises NotPermitted."""
    account = _managed(account_id, actor, "unlock_account")
    forgotten = forget_failures(username=account.username)
    _record("organization.account-unlocked", account, {"failures": forgotten}, actor, at)


@transaction.atomic
def remove_second_factor(*, account_id: int, reason: str, actor: Actor, at: datetime) -> None:
    """Let a person who lost the telephone set up codes again at the next sign-in.

    Whoever needs no codes chooses a new password then: the present one may be one that is strong enough only
    with codes (R-I10). Raises NotPermitted.
    """
    account = _managed(account_id, actor, "remove_second_factor")
    forget_devices(account)
    account.sessions.all().delete()
    _record("organization.second-factor-removed", account, {"reason": reason}, actor, at)


@transaction.atomic
def close_account(*, account_id: int, reason: str, actor: Actor, at: datetime) -> None:
    """Close an account; its traces stay (R-I17). Raises NotPermitted."""
    _close(_managed(account_id, actor, "close_account"), reason, actor, at)


@transaction.atomic
def reopen_account(*, account_id: int, reason: str, actor: Actor, at: datetime) -> None:
    """Open a closed account again; the idle time counts from now. Raises NotPermitted."""
    account = _managed(account_id, actor, "reopen_account")
    account.is_active, account.last_seen_at = True, at
    account.save(update_fields=["is_active", "last_seen_at"])
    _record("organization.account-reopened", account, {"reason": reason}, actor, at)


@transaction.atomic
def review_account(*, account_id: int, note: str, actor: Actor, at: datetime) -> None:
    """Confirm that a person still needs the account and every right it has (R-I17).

    Raises NotPermitted, RightsForOneself, AccountClosed.
    """
    account = _managed(account_id, actor, "review_account")
    if not account.is_active:
        raise AccountClosed(username=account.username)
    account.reviewed_at = at
    account.save(update_fields=["reviewed_at"])
    rights = [
        f"{post.role}@{post.unit_id}" for post in queries.actors_for([account_id], at)[account_id].posts
    ]
    _record("organization.account-reviewed", account, {"note": note, "rights": rights}, actor, at)


@transaction.atomic
def close_idle_accounts(*, actor: Actor, at: datetime) -> list[str]:
    """Close every account that nobody has used for 45 days (R-I17); return their names.

    Raises NotPermitted.
    """
    permissions.require(actor, "close_idle_accounts", None)
    idle = [account.id for account in queries.idle_accounts(at)]
    accounts = list(Account.objects.select_for_update(of=("self",)).filter(pk__in=idle).order_by("username"))
    for account in accounts:
        _close(account, "idle", actor, at)
    return [account.username for account in accounts]


def forget_devices(account: Account) -> None:
    """Forget every telephone of a person."""
    for device in devices_for_user(account, confirmed=None):
        device.delete()
    account.must_change_password = account.must_change_password or not account.is_administrator
    account.save(update_fields=["must_change_password"])


def _close(account: Account, reason: str, actor: Actor, at: datetime) -> None:
    account.is_active = False
    account.save(update_fields=["is_active"])
    account.sessions.all().delete()
    _record("organization.account-closed", account, {"reason": reason}, actor, at)


def _managed(account_id: int, actor: Actor, action: str) -> Account:
    """Lock another person's account that the actor looks after."""
    account = _locked(account_id, actor, action)
    permissions.require_somebody_else(actor, account_id)
    return account


def _locked(account_id: int, actor: Actor, action: str) -> Account:
    """Lock an account that the actor looks after; administrators are looked after by the province."""
    account = Account.objects.select_for_update(of=("self",)).get(pk=account_id)
    permissions.require(actor, action, None if account.is_administrator else account.agency_id)
    return account


def _record(action: str, account: Account, facts: Mapping[str, object], actor: Actor, at: datetime) -> None:
    payload = {"username": account.username, **facts}
    record(action=action, object_type="account", object_id=account.pk, payload=payload, actor=actor, at=at)
