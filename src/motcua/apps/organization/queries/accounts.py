"""Accounts, for the administrators who look after them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models.functions import Coalesce
from django_otp.plugins.otp_totp.models import TOTPDevice

from motcua.apps.organization.models import Account

IDLE = timedelta(days=45)
PERSONAL_KINDS = (Account.Kind.ADMINISTRATION, Account.Kind.PROFESSIONAL)


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """One account for the administrator's list."""

    id: int
    username: str
    full_name: str
    kind: str
    is_active: bool
    agency_id: int | None
    last_seen_at: datetime | None


def idle_accounts(at: datetime) -> list[AccountFacts]:
    """Return the open accounts that nobody has used for 45 days, the longest idle first (R-I17)."""
    accounts = Account.objects.filter(is_active=True, kind__in=PERSONAL_KINDS)
    used = accounts.annotate(used_at=Coalesce("last_seen_at", "created_at"))
    idle = used.filter(used_at__lt=at - IDLE).order_by("used_at", "username")
    return [_account(account) for account in idle]


def accounts_of(agency_id: int) -> list[AccountFacts]:
    """Return the accounts that an agency's administrator looks after, in the order of their names."""
    return [_account(account) for account in Account.objects.filter(agency_id=agency_id).order_by("username")]


def has_second_factor(account_id: int) -> bool:
    """Tell whether a person confirms signing in with codes."""
    return bool(TOTPDevice.objects.filter(user_id=account_id, confirmed=True).exists())


def _account(account: Account) -> AccountFacts:
    return AccountFacts(
        account.pk,
        account.username,
        account.full_name,
        account.kind,
        account.is_active,
        account.agency_id,
        account.last_seen_at,
    )
