"""What a person does for the own account: sign in, change the password, set up codes."""

from datetime import datetime

from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from motcua.apps.audit.operations import record
from motcua.apps.organization import passwords
from motcua.apps.organization.models import Account, SignIn
from motcua.apps.organization.operations.accounts import forget_devices
from motcua.domain.access import Actor, ActorKind
from motcua.domain.access.policy import NotPermitted
from motcua.domain.errors import DomainError


class WrongPassword(DomainError):
    """The current password is not the one that was typed."""

    code = "organization.wrong-password"


class WrongCode(DomainError):
    """The code does not fit, was used before, or came too soon after a wrong one."""

    code = "organization.wrong-code"


@transaction.atomic
def note_sign_in(
    *, username: str, account_id: int | None, address: str | None, outcome: str, at: datetime
) -> None:
    """Log an attempt to sign in, or leaving (R-I18).

    Success also ends the idle time (R-I17), and asks an administrator whose password is two months old
    for a new one (R-I12).
    """
    SignIn.objects.create(
        username=username[:150], account_id=account_id, address=address, outcome=outcome, at=at
    )
    if account_id is not None and outcome == SignIn.Outcome.SUCCEEDED:
        account = Account.objects.select_for_update(of=("self",)).get(pk=account_id)
        account.last_seen_at = at
        account.must_change_password = account.must_change_password or passwords.expired(account, at)
        account.save(update_fields=["last_seen_at", "must_change_password"])


@transaction.atomic
def change_password(*, account_id: int, current: str, new: str, at: datetime) -> None:
    """Replace the own password. Raises WrongPassword, PasswordRefused, PasswordReused."""
    account = Account.objects.select_for_update(of=("self",)).get(pk=account_id)
    if not account.check_password(current):
        raise WrongPassword
    _replace_password(account, new, at)


@transaction.atomic
def choose_password(*, account_id: int, new: str, at: datetime) -> None:
    """Replace the temporary or outworn password with which the person has just signed in (R-I11, R-I12).

    Raises NotPermitted when no change is due, PasswordRefused, PasswordReused.
    """
    account = Account.objects.select_for_update(of=("self",)).get(pk=account_id)
    if not account.must_change_password:
        raise NotPermitted(action="choose_password")
    _replace_password(account, new, at)


@transaction.atomic
def begin_second_factor(*, account_id: int) -> TOTPDevice:
    """Return the device to be shown as a QR code: not yet valid, the same until it is confirmed."""
    Account.objects.select_for_update(of=("self",)).get(pk=account_id)
    device, _ = TOTPDevice.objects.get_or_create(user_id=account_id, confirmed=False)
    return device


@transaction.atomic
def confirm_second_factor(*, account_id: int, code: str, at: datetime) -> TOTPDevice:
    """Make the device valid once it has shown a right code; it replaces earlier ones. Raises WrongCode."""
    account = Account.objects.select_for_update(of=("self",)).get(pk=account_id)
    device = TOTPDevice.objects.filter(user=account, confirmed=False).first()
    if device is None or not _fits(device, code):
        raise WrongCode
    TOTPDevice.objects.filter(user=account, confirmed=True).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    _record("organization.second-factor-set", account, at)
    return device


def verify_second_factor(*, account_id: int, code: str) -> TOTPDevice:
    """Return the device whose code it is. A code works once; wrong ones slow down. Raises WrongCode."""
    with transaction.atomic():
        device = (
            TOTPDevice.objects.select_for_update(of=("self",))
            .filter(user_id=account_id, confirmed=True)
            .first()
        )
        fits = device is not None and _fits(device, code)
    if device is None or not fits:
        raise WrongCode  # After the transaction, so that the failure stays counted.
    return device


@transaction.atomic
def give_up_second_factor(*, account_id: int, current: str, at: datetime) -> None:
    """Let a person do without codes again; a new password is due, as long as one without codes must be (R-I10).

    Raises NotPermitted for administrators (R-I13), WrongPassword.
    """
    account = Account.objects.select_for_update(of=("self",)).get(pk=account_id)
    if account.is_administrator:
        raise NotPermitted(action="give_up_second_factor")
    if not account.check_password(current):
        raise WrongPassword
    forget_devices(account)
    _record("organization.second-factor-given-up", account, at)


def _replace_password(account: Account, new: str, at: datetime) -> None:
    passwords.check_new(account, new)
    account.former_passwords.create(password=account.password, replaced_at=at)
    account.set_password(new)
    account.must_change_password = False
    account.password_changed_at = at
    account.save(update_fields=["password", "must_change_password", "password_changed_at"])
    account.sessions.all().delete()  # The browser in use gets a new one.
    _record("organization.password-changed", account, at)


def _fits(device: TOTPDevice, code: str) -> bool:
    allowed, _ = device.verify_is_allowed()
    return bool(allowed and device.verify_token(code.replace(" ", "")))


def _record(action: str, account: Account, at: datetime) -> None:
    person = Actor(ActorKind.OFFICER, account.full_name, account_id=account.pk)
    payload = {"username": account.username}
    record(action=action, object_type="account", object_id=account.pk, payload=payload, actor=person, at=at)
