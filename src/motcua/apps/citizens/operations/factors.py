"""The second factor: codes of a telephone (TOTP), and ten codes on paper for when it is lost."""

import secrets
from datetime import datetime
from typing import Final

from django.db import transaction
from django_otp.oath import TOTP

from motcua.apps.audit.digests import digest
from motcua.apps.citizens import limits
from motcua.apps.citizens.journal import record
from motcua.apps.citizens.models import RecoveryCode, SecondFactor
from motcua.apps.citizens.operations.accounts import open_person, tell
from motcua.domain.errors import DomainError

KEY_BYTES: Final = 20
RECOVERY_CODES: Final = 10
ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # Nothing that is misread from paper.


class FactorCodeWrong(DomainError):
    """The code of the telephone or of the paper is wrong, too old or was used already."""

    code = "citizens.factor-code-wrong"


@transaction.atomic
def begin_factor(*, person_id: int, at: datetime) -> bytes:
    """Return the key to put into a telephone; it counts once a code of it has come. One that counts is kept."""
    person = open_person(person_id, lock=True)
    row = SecondFactor.objects.filter(person=person).first()
    if row is None:
        row = SecondFactor.objects.create(person=person, key=secrets.token_bytes(KEY_BYTES), created_at=at)
        record(person_id, "factor-begun", at=at)
    return bytes(row.key)


@transaction.atomic
def confirm_factor(*, person_id: int, code: str, at: datetime) -> tuple[str, ...]:
    """Turn the second factor on and return the codes for paper, which are shown once. Raises FactorCodeWrong."""
    person = open_person(person_id, lock=True)
    row = (
        SecondFactor.objects.select_for_update(of=("self",)).filter(person=person, confirmed_at=None).first()
    )
    step = None if row is None else _step(row, code, at)
    if row is None or step is None:
        raise FactorCodeWrong
    SecondFactor.objects.filter(pk=row.pk).update(confirmed_at=at, last_step=step)
    record(person_id, "factor-on", at=at)
    tell(person, "factor-on", at=at)
    return _new_codes(person_id)


def check_factor(*, person_id: int, code: str, at: datetime) -> None:
    """Take a code of the telephone or, once, one from the paper; five wrong ones close the way for twelve hours.

    Raises FactorCodeWrong and TooOften.
    """
    subject = f"citizen:{person_id}"
    limits.require_open(limits.SECOND_FACTOR, subject, at=at)
    if not _taken(person_id, code, at):
        limits.count(limits.SECOND_FACTOR, subject, at=at)
        record(person_id, "wrong-factor", at=at)
        raise FactorCodeWrong
    limits.forget(limits.SECOND_FACTOR, subject)


@transaction.atomic
def renew_recovery_codes(*, person_id: int, at: datetime) -> tuple[str, ...]:
    """Return ten new codes for paper; the former ones are void."""
    person = open_person(person_id, lock=True)
    record(person_id, "recovery-codes-renewed", at=at)
    tell(person, "recovery-codes-renewed", at=at)
    return _new_codes(person_id)


@transaction.atomic
def drop_factor(*, person_id: int, at: datetime) -> None:
    """Do without the second factor again."""
    person = open_person(person_id, lock=True)
    SecondFactor.objects.filter(person=person).delete()
    RecoveryCode.objects.filter(person=person).delete()
    record(person_id, "factor-off", at=at)
    tell(person, "factor-off", at=at)


@transaction.atomic
def _taken(person_id: int, code: str, at: datetime) -> bool:
    plain = "".join(ch for ch in code.lower() if ch.isalnum())
    row = SecondFactor.objects.select_for_update(of=("self",)).filter(
        person_id=person_id, confirmed_at__isnull=False
    ).first()  # fmt: skip
    if row is not None and (step := _step(row, plain, at)) is not None:
        SecondFactor.objects.filter(pk=row.pk).update(last_step=step)
        return True
    spare = RecoveryCode.objects.filter(person_id=person_id, digest=_digest(person_id, plain), used_at=None)
    return spare.update(used_at=at) == 1


def _step(row: SecondFactor, code: str, at: datetime) -> int | None:
    """Return the step of time to which a code belongs, half a minute early or late, and later than the last."""
    plain = "".join(code.split())
    if not (plain.isdecimal() and plain.isascii() and len(plain) == 6):
        return None
    totp = TOTP(bytes(row.key))
    totp.time = at.timestamp()
    return int(totp.t()) if totp.verify(int(plain), tolerance=1, min_t=row.last_step + 1) else None


def _new_codes(person_id: int) -> tuple[str, ...]:
    plain = tuple("".join(secrets.choice(ALPHABET) for _ in range(10)) for _ in range(RECOVERY_CODES))
    RecoveryCode.objects.filter(person_id=person_id).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(person_id=person_id, digest=_digest(person_id, code)) for code in plain
    )
    return tuple(f"{code[:5]}-{code[5:]}" for code in plain)


def _digest(person_id: int, code: str) -> str:
    return digest(f"recovery:{person_id}:{code}")
