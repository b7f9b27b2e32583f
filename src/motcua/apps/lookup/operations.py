"""Asking as the public asks: counted, and remembered where a proof opened more than the code."""

from datetime import datetime
from typing import Any, Final

from django.db import connection

from motcua.apps.audit import operations as audit
from motcua.apps.audit.digests import digest
from motcua.apps.lookup import limits, queries
from motcua.apps.lookup.answers import LookupAnswer, NoMatch
from motcua.apps.lookup.limits import Meter, Quota, Scope, TooManyQuestions
from motcua.apps.lookup.models import Attempts
from motcua.apps.lookup.spelling import identity
from motcua.domain.access import Actor, ActorKind
from motcua.domain.numbering import DossierCodeInvalid

ANYBODY: Final = Actor(kind=ActorKind.CITIZEN, name="")
"""Who proves to know the PIN or the phone number; their name is not asked."""

COUNT: Final = """
INSERT INTO lookup_attempts AS kept (scope, key, count, until)
VALUES (%(scope)s, %(key)s, %(cost)s, %(at)s + %(window)s)
ON CONFLICT (scope, key) DO UPDATE SET
    count = CASE WHEN kept.until <= %(at)s THEN %(cost)s ELSE kept.count + %(cost)s END,
    until = CASE WHEN kept.until <= %(at)s THEN %(at)s + %(window)s
                 WHEN kept.count <= %(most)s AND kept.count + %(cost)s > %(most)s THEN %(at)s + %(lock)s
                 ELSE kept.until END
RETURNING count, until
"""
"""A lock begins when the quota is passed and is not prolonged by those who go on."""

FORGIVE: Final = "UPDATE lookup_attempts SET count = greatest(count - 1, 0) WHERE scope = %s AND key = %s"


def ask(
    code: str, *, proof: str | None = None, asker: str, channel: str, address: str | None = None, at: datetime
) -> LookupAnswer:
    """Return the answer of `queries.look_up`, counted for the asker and, with a proof, for the code.

    `asker` is an address, a phone number or a kiosk: whatever tells askers of the channel apart; an empty
    one is not counted. A proof is counted before it is looked at, so that many at once gain nothing.
    Raises NoMatch, TooManyQuestions.
    """
    _meter.note(asker, at=at)
    if proof is None:
        return queries.look_up(code, at=at)
    counted = _count_proof(code, asker, at)
    dossier_id, answer = queries.proven(code, proof, at)
    _forgive(counted)
    audit.log_access(
        action="lookup",
        subject_type="dossier",
        subject_ids=[dossier_id],
        actor=ANYBODY,
        at=at,
        channel=channel,
        address=address,
    )
    return answer


def charge(quota: Quota, key: str, *, at: datetime, cost: int = 1) -> None:
    """Count in one statement, whoever else counts at the same time. Raises TooManyQuestions."""
    values: dict[str, Any] = {
        "scope": quota.scope.value, "key": digest(key), "cost": cost, "at": at, "most": quota.most,
        "window": quota.window, "lock": quota.lock,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(COUNT, values)
        count, until = cursor.fetchone()
    if count > quota.most:
        raise TooManyQuestions(until=until)


def forget_attempts(*, at: datetime) -> int:
    """Delete the counts that are over; return how many. Safe to repeat."""
    deleted, _ = Attempts.objects.filter(until__lte=at).delete()
    return deleted


def forget_askers() -> None:
    """Forget what this process knows of those who ask; the counts in the database stay."""
    _meter.forget()


def _count_proof(code: str, asker: str, at: datetime) -> list[tuple[Scope, str]]:
    """Count a proof for its asker and its code, in whatever spelling and whether or not there is such a code."""
    try:
        of_code = identity(code)
    except DossierCodeInvalid:
        raise NoMatch from None
    quotas, counted = limits.current(), []
    for scope, key in ((Scope.TRIES, asker), (Scope.PROOFS, of_code)):
        if key and not quotas[scope].unlimited:
            charge(quotas[scope], key, at=at)
            counted.append((scope, key))
    return counted


def _forgive(counted: list[tuple[Scope, str]]) -> None:
    """Take back what a right proof was counted as."""
    with connection.cursor() as cursor:
        for scope, key in counted:
            cursor.execute(FORGIVE, [scope.value, digest(key)])


_meter = Meter(charge)
