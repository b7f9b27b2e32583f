"""The red counts of the rail: what needs a look now, in one query."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from motcua.domain.access import Actor
from motcua.domain.access.policy import COUNTER_ROLES

_COUNTS = """
SELECT
    (SELECT count(*) FROM dossiers_workitem item
     WHERE item.closed_at IS NULL AND item.kind = 'step' AND item.due_at < %(at)s
       AND (item.assignee_id = %(account)s
            OR (item.assignee_id IS NULL AND (item.unit_id, item.role) IN
                (SELECT * FROM unnest(%(units)s::bigint[], %(roles)s::text[]))))),
    (SELECT count(*) FROM dossiers_workitem item
     WHERE item.closed_at IS NULL AND item.kind = 'consultation'
       AND (item.unit_id, item.role) IN (SELECT * FROM unnest(%(units)s::bigint[], %(roles)s::text[]))),
    (SELECT count(*) FROM dossiers_dossier dossier
     WHERE dossier.receiving_unit_id = ANY(%(counters)s) AND dossier.stage = 9),
    (SELECT count(*) FROM dossiers_dossier dossier
     WHERE dossier.receiving_unit_id = ANY(%(counters)s) AND dossier.stage = 1)
"""


@dataclass(frozen=True, slots=True)
class TrayCounts:
    """How many trays are overdue, consultations open, results waiting, and filings to be checked."""

    overdue: int
    consultations: int
    to_return: int
    to_check: int


def tray_counts(actor: Actor, at: datetime) -> TrayCounts:
    """Return the counts of an officer's rail."""
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNTS,
            {
                "at": at,
                "account": actor.account_id,
                "units": [post.unit_id for post in actor.posts],
                "roles": [post.role for post in actor.posts],
                "counters": [post.unit_id for post in actor.posts if post.role in COUNTER_ROLES],
            },
        )
        return TrayCounts(*cursor.fetchone())
