"""The red counts of the rail: what needs a look now, in one query."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from motcua.domain.access import Actor
from motcua.domain.access.policy import COUNTER_ROLES

# What is given to somebody and what lies open to a post are counted apart: each then has its own index.
_COUNTS = """
WITH post AS MATERIALIZED (
    SELECT DISTINCT unit_id, role FROM unnest(%(units)s::bigint[], %(roles)s::text[]) AS held(unit_id, role)
)
SELECT
    (SELECT count(*) FROM dossiers_workitem item
     WHERE item.closed_at IS NULL AND item.kind = 'step' AND item.due_at < %(at)s
       AND item.assignee_id = %(account)s)
    + (SELECT count(*) FROM post JOIN dossiers_workitem item USING (unit_id, role)
       WHERE item.closed_at IS NULL AND item.kind = 'step' AND item.due_at < %(at)s AND item.assignee_id IS NULL),
    (SELECT count(*) FROM post JOIN dossiers_workitem item USING (unit_id, role)
     WHERE item.closed_at IS NULL AND item.kind = 'consultation'),
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
