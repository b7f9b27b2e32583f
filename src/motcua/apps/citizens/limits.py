"""How often codes are sent and secrets may be tried.

Counting commits by itself, so that what is refused afterwards stays counted: never call it inside a transaction
that may be undone.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from motcua.apps.audit.digests import digest
from motcua.apps.citizens.models import Tally
from motcua.domain.errors import DomainError


class TooOften(DomainError):
    """The quota is used up; trying is possible again from `until`."""

    code = "citizens.too-often"

    def __init__(self, *, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


@dataclass(frozen=True, slots=True)
class Quota:
    """At most so many within a window that begins with the first; `lock` is how long it stays closed then."""

    scope: str
    most: int
    window: timedelta
    lock: timedelta


CODES_TO_ADDRESS: Final = Quota("codes-address", 5, timedelta(hours=1), timedelta(hours=1))
CODES_A_DAY: Final = Quota("codes-day", 12, timedelta(days=1), timedelta(days=1))
CODES_OF_ASKER: Final = Quota("codes-asker", 30, timedelta(hours=1), timedelta(hours=1))
PASSWORDS: Final = Quota("passwords", 5, timedelta(hours=12), timedelta(hours=12))
"""Wrong passwords of one name, known or not (R-I14); a code to the verified contact opens it again."""
PASSWORDS_OF_ASKER: Final = Quota("passwords-asker", 60, timedelta(hours=1), timedelta(hours=1))
SECOND_FACTOR: Final = Quota("second-factor", 5, timedelta(hours=12), timedelta(hours=12))


def require_open(quota: Quota, subject: str, *, at: datetime) -> None:
    """Raise TooOften while the quota of a subject is used up."""
    tally = Tally.objects.filter(scope=quota.scope, key=digest(subject), until__gt=at).first()
    if tally is not None and tally.count >= quota.most:
        raise TooOften(until=tally.until)


@transaction.atomic
def count(quota: Quota, subject: str, *, at: datetime) -> int:
    """Count one more and return how many may still follow."""
    key = digest(subject)
    Tally.objects.get_or_create(scope=quota.scope, key=key, defaults={"count": 0, "until": at + quota.window})
    tally = Tally.objects.select_for_update(of=("self",)).get(scope=quota.scope, key=key)
    if tally.until <= at:
        tally.count, tally.until = 0, at + quota.window
    tally.count += 1
    if tally.count == quota.most:
        tally.until = at + quota.lock
    tally.save(update_fields=["count", "until"])
    return max(quota.most - tally.count, 0)


def spend(quota: Quota, subject: str, *, at: datetime) -> None:
    """Count one and raise TooOften when it was one too many."""
    require_open(quota, subject, at=at)
    count(quota, subject, at=at)


def forget(quota: Quota, subject: str) -> None:
    """Begin anew, after the right answer."""
    Tally.objects.filter(scope=quota.scope, key=digest(subject)).delete()
