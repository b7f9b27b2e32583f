"""How often one may send, and how often a PIN may be tried: counts by keyed digest, never the thing itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection

from motcua.apps.audit.digests import digest
from motcua.apps.feedback.models import Attempts
from motcua.domain.errors import DomainError


class TooOften(DomainError):
    """The quota is used up; it is possible again from `until`."""

    code = "feedback.too-often"

    def __init__(self, *, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


@dataclass(frozen=True, slots=True)
class Quota:
    """At most so many in a window, which begins with the first."""

    scope: str
    most: int
    window: timedelta


SENDS: Final = Quota("sends", 10, timedelta(hours=1))
TRIES: Final = Quota("tries", 20, timedelta(hours=1))
PROOFS: Final = Quota("proofs", 5, timedelta(hours=12))
VOTES: Final = Quota("votes", 20, timedelta(hours=1))

COUNT: Final = """
INSERT INTO feedback_attempts AS kept (scope, key, count, until)
VALUES (%(scope)s, %(key)s, 1, %(at)s + %(window)s)
ON CONFLICT (scope, key) DO UPDATE SET
    count = CASE WHEN kept.until <= %(at)s THEN 1 ELSE kept.count + 1 END,
    until = CASE WHEN kept.until <= %(at)s THEN %(at)s + %(window)s ELSE kept.until END
RETURNING count, until
"""
FORGIVE: Final = "UPDATE feedback_attempts SET count = greatest(count - 1, 0) WHERE scope = %s AND key = %s"


def count(quota: Quota, key: str, *, at: datetime) -> None:
    """Count once, whoever else counts at the same time; an empty key is not counted. Raises TooOften."""
    if not key:
        return
    values: dict[str, Any] = {"scope": quota.scope, "key": digest(key), "at": at, "window": quota.window}
    with connection.cursor() as cursor:
        cursor.execute(COUNT, values)
        counted, until = cursor.fetchone()
    if counted > quota.most:
        raise TooOften(until=until)


def forgive(quota: Quota, key: str) -> None:
    """Take back what a right proof was counted as."""
    with connection.cursor() as cursor:
        cursor.execute(FORGIVE, [quota.scope, digest(key)])


def forget(*, at: datetime) -> int:
    """Delete the counts that are over; return how many. Safe to repeat."""
    deleted, _ = Attempts.objects.filter(until__lte=at).delete()
    return deleted
