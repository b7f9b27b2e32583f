"""Which passwords are accepted and how long they last (R-I10 to R-I12)."""

import secrets
from datetime import datetime

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from motcua.apps.organization.models import Account
from motcua.apps.organization.queries import LOCAL, months_later
from motcua.domain.errors import DomainError

REMEMBERED = 10
ADMINISTRATOR_MONTHS = 2
_TEMPORARY_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # Nothing that is misread from paper.


class PasswordRefused(DomainError):
    """The new password breaks the rules; `reasons` are codes of the validators, `sentences` their words."""

    code = "organization.password-refused"

    def __init__(self, *, reasons: tuple[str, ...], sentences: tuple[str, ...]) -> None:
        super().__init__(", ".join(reasons))
        self.reasons = reasons
        self.sentences = sentences


class PasswordReused(DomainError):
    """The new password is one of the latest; `remembered` says how many are compared."""

    code = "organization.password-reused"

    def __init__(self, *, remembered: int) -> None:
        super().__init__(str(remembered))
        self.remembered = remembered


def check_new(account: Account, password: str) -> None:
    """Raise PasswordRefused or PasswordReused for a password that this account may not take.

    Nobody may keep the current password; administrators may not return to any of the last ten (R-I12).
    """
    try:
        validate_password(password, account)
    except ValidationError as error:
        reasons = tuple(str(each.code) for each in error.error_list)
        raise PasswordRefused(reasons=reasons, sentences=tuple(error.messages)) from error
    remembered = REMEMBERED if account.is_administrator else 1
    if any(check_password(password, used) for used in _latest(account, remembered)):
        raise PasswordReused(remembered=remembered)


def expired(account: Account, at: datetime) -> bool:
    """Tell whether an administrator's password is two months old (R-I12); others' do not expire."""
    if not account.is_administrator or account.password_changed_at is None:
        return False
    changed_on = account.password_changed_at.astimezone(LOCAL).date()
    return at.astimezone(LOCAL).date() >= months_later(changed_on, ADMINISTRATOR_MONTHS)


def temporary() -> str:
    """Return a password to be handed over and changed at the first sign-in (R-I11)."""
    groups = ["".join(secrets.choice(_TEMPORARY_ALPHABET) for _ in range(4)) for _ in range(4)]
    return "-".join(groups)


def _latest(account: Account, count: int) -> list[str]:
    """Return the current hash and the ones before it, `count` in all."""
    former = account.former_passwords.order_by("-replaced_at", "-id").values_list("password", flat=True)
    return [account.password, *former[: count - 1]]
