"""Proving that no dossier, no number and no sealed day differs from what the journals say.

Safe beside running work: what seems wrong is looked at again while nobody can write to it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection, transaction

from motcua.apps.audit import queries as journal
from motcua.apps.dossiers import evidence, heads
from motcua.apps.dossiers.evidence import Divergence
from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.parallel import in_order


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Something outside a single dossier that does not hold.

    `where` is "numbers", "administrative journal" or "sealed day"; `place` names the agency and day, the entry
    or the day.
    """

    where: str
    place: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How much was looked at, and the first thing that does not hold."""

    dossiers: int
    events: int
    wrong: Divergence | Discrepancy | None = None


Progress = Callable[[int], None]


def verify_all(*, jobs: int, days: int, progress: Progress = lambda done: None) -> Verdict:
    """Verify everything: all dossiers, their numbers, the administrative journal, the last sealed days."""
    verdict = verify_dossiers(evidence.all_ids(), jobs=jobs, progress=progress)
    if verdict.wrong:
        return verdict
    wrong = wrong_number() or wrong_entry() or next(wrong_days(days), None)
    return Verdict(verdict.dossiers, verdict.events, wrong)


def verify_dossiers(
    batches: Iterable[Sequence[UUID]], *, jobs: int, progress: Progress = lambda done: None
) -> Verdict:
    """Verify dossiers up to the first that does not hold; it is the first in the order given."""
    dossiers = events = 0
    for verdict in in_order(verify_batch, batches, jobs=jobs):
        dossiers, events = dossiers + verdict.dossiers, events + verdict.events
        progress(dossiers)
        if verdict.wrong:
            return Verdict(dossiers, events, verdict.wrong)
    return Verdict(dossiers, events)


def verify_batch(ids: Sequence[UUID]) -> Verdict:
    """Verify some dossiers, in any order, in this process."""
    events, wrong = evidence.first_divergence(ids)
    if wrong is None:
        return Verdict(len(ids), events)
    if confirmed := _looked_at_again(wrong.dossier_id):
        return Verdict(ids.index(wrong.dossier_id), events, confirmed)
    # Somebody worked on it between two of our queries; go on with the others.
    rest = verify_batch([key for key in ids if key != wrong.dossier_id])
    return Verdict(rest.dossiers + 1, rest.events, rest.wrong)


@transaction.atomic
def _looked_at_again(dossier_id: UUID) -> Divergence | None:
    list(Dossier.objects.filter(pk=dossier_id).select_for_update(of=("self",)).values_list("pk"))
    return evidence.first_divergence([dossier_id])[1]


# A number was taken at the agency that received the dossier then; its successor may have the counter by now.
_WRONG_NUMBERS = """
    WITH taken AS (
        SELECT CASE WHEN receiving_unit_id IN (SELECT successor_id FROM organization_unitsuccession)
                    THEN coalesce((
                        SELECT (event.payload ->> 'was_receiving_agency')::bigint FROM dossiers_dossierevent event
                        WHERE event.dossier_id = dossiers_dossier.id AND event.type = 'TakenOver'
                        ORDER BY event.seq LIMIT 1
                    ), receiving_agency_id)
                    ELSE receiving_agency_id END AS agency_id,
               (accepted_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day,
               substring(code FROM '[0-9]+$')::int AS number,
               substring(code FROM '-([0-9]{6})-[0-9]+$') AS day_in_code
        FROM dossiers_dossier WHERE code IS NOT NULL
    ), counted AS (
        SELECT agency_id, day, count(*) AS dossiers, count(DISTINCT number) AS numbers, max(number) AS last,
               bool_and(day_in_code = to_char(day, 'YYMMDD')) AS days_agree
        FROM taken GROUP BY agency_id, day
    )
    SELECT agency_id, day, coalesce(counter.last, 0), coalesce(dossiers, 0), coalesce(numbers, 0),
           coalesce(counted.last, 0), coalesce(days_agree, true)
    FROM counted FULL JOIN dossiers_codecounter AS counter USING (agency_id, day)
    WHERE counter.last IS DISTINCT FROM dossiers OR counter.last IS DISTINCT FROM numbers
       OR counter.last IS DISTINCT FROM counted.last OR NOT days_agree
    ORDER BY day, agency_id LIMIT 1
"""


def wrong_number() -> Discrepancy | None:
    """Return an agency and day whose dossier numbers have a gap, a double or another count (R-C3)."""
    with connection.cursor() as cursor:
        cursor.execute(_WRONG_NUMBERS)
        row = cursor.fetchone()
    if row is None:
        return None
    agency, day, counter, dossiers, numbers, last, days_agree = row
    found = f"{dossiers} dossiers, {numbers} numbers, the last {last}"
    return Discrepancy(
        "numbers",
        f"agency {agency} on {day.isoformat()}",
        f"the numbers 1 to {counter}, each once",
        found if days_agree else f"{found}; a code names another day",
    )


def wrong_entry() -> Discrepancy | None:
    """Return where the chain of the administrative journal breaks."""
    torn = journal.first_break()
    if torn is None:
        return None
    place = f"entry {torn.position}, {torn.kind}"
    return Discrepancy("administrative journal", place, torn.expected, torn.found)


def wrong_days(last: int) -> Iterator[Discrepancy]:
    """Yield sealed days whose root is not the one in the journal, or no longer follows from the heads.

    Every root is compared with the administrative journal; the `last` ones are computed anew.
    """
    seals = journal.seals()
    for seal in seals:
        if seal.root != seal.root_in_journal:
            yield _wrong_day(seal.day, seal.root_in_journal, seal.root)
    recent = seals[-last:] if last else []
    for seal, tree in zip(recent, heads.trees_of([seal.day for seal in recent]), strict=True):
        if (tree.count, tree.root()) != (seal.heads_count, seal.root):
            yield _wrong_day(
                seal.day,
                f"{seal.root} over {seal.heads_count} heads",
                f"{tree.root()} over {tree.count} heads",
            )


def _wrong_day(day: date, expected: str, found: str) -> Discrepancy:
    return Discrepancy("sealed day", day.isoformat(), expected, found)
