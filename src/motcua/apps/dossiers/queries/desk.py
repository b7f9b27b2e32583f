"""What the counter reads: promises before accepting, people known already, filings, results, takings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, Q
from django.db.models.fields.json import KT

from motcua.apps.catalog.queries import catalog
from motcua.apps.catalog.snapshot import Snapshot
from motcua.apps.dossiers import lawbook
from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.permissions import visible_to
from motcua.apps.dossiers.queries.search import of_person
from motcua.domain import deadlines
from motcua.domain.access import Actor
from motcua.domain.access.policy import COUNTER_ROLES
from motcua.domain.calendar import TIMEZONE
from motcua.domain.deadlines import Allowance, Explanation
from motcua.domain.dossier import DossierState
from motcua.domain.dossier.codec import decode_state
from motcua.domain.dossier.stages import Stage
from motcua.domain.dossier.values import Party

MOST_PEOPLE = 5
MOST_DOSSIERS_READ = 30
SHORTEST_NUMBER = 9
MINUTES_PER_HOUR = 60


def counter_units(actor: Actor) -> tuple[int, ...]:
    """Return the counters at which an actor works now."""
    return tuple(dict.fromkeys(post.unit_id for post in actor.posts if post.role in COUNTER_ROLES))


@dataclass(frozen=True, slots=True)
class Brief:
    """A dossier in a line: enough to name it and to open it."""

    id: UUID
    code: str
    applicant: str
    procedure: str
    stage: int


BRIEF = ("id", "code", "applicant_name", "procedure_key", "stage", "state__procedure_version")


def brief_of(row: Mapping[str, Any], snapshot: Snapshot) -> Brief:
    """Return a dossier in a line from the columns named in BRIEF."""
    procedure = snapshot.procedure_version(row["procedure_key"], int(row["state__procedure_version"]))
    return Brief(row["id"], row["code"] or "", row["applicant_name"], procedure.display_name, row["stage"])


def brief(state: DossierState, snapshot: Snapshot) -> Brief:
    """Return a dossier in a line from its state."""
    procedure = snapshot.procedure_version(state.procedure, state.procedure_version)
    name = state.application.applicant.name
    return Brief(state.id, state.code, name, procedure.display_name, int(state.stage))


def states(rows: Iterable[Any]) -> Iterable[DossierState]:
    """Return what the state column holds, decoded."""
    return (decode_state(row) for row in rows)


@dataclass(frozen=True, slots=True)
class Promise:
    """What an applicant would be told if a dossier were accepted now: the limit, the day and why."""

    allowance: Allowance
    explanation: Explanation
    max_supplements: int | None

    @property
    def due_at(self) -> datetime:
        """Return the promised moment; nothing stops the clock of a dossier not yet accepted."""
        assert self.explanation.due is not None
        return self.explanation.due


def promise(
    procedure: str, case: str, *, receiving_unit: int, competent_agency: int, at: datetime
) -> Promise:
    """Return the promise for a dossier accepted now.

    Raises what the law book raises: ProcedureNotInForce, UnknownCase, UnitNotFound, CalendarExhausted.
    """
    law = lawbook.law_for_intake(
        procedure, case, receiving_unit=receiving_unit, competent_agency=competent_agency, at=at
    )
    clock = deadlines.Terms(allowance=law.terms.allowance, mode=law.terms.day_mode, cutoff=law.terms.cutoff)
    sector = law.terms.max_supplements
    return Promise(
        allowance=law.terms.allowance,
        explanation=deadlines.explain(at, clock, law.calendar),
        max_supplements=law.regime.max_supplements if sector is None else sector,
    )


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A party of an earlier dossier, so that what is known need not be typed again (R-E20)."""

    dossier_id: UUID
    proxy: bool
    party: Party
    code: str
    lodged_at: datetime


def known_people(actor: Actor, number: str) -> tuple[KnownPerson, ...]:
    """Return the people of a number (identity, tax, phone) in dossiers the actor may see, newest first."""
    digits = "".join(ch for ch in number if ch.isalnum())
    if len(digits) < SHORTEST_NUMBER:
        return ()
    rows = Dossier.objects.filter(visible_to(actor), of_person(digits)).order_by("-lodged_at", "id")
    found: dict[tuple[str, str], KnownPerson] = {}
    for state in states(rows.values_list("state", flat=True)[:MOST_DOSSIERS_READ]):
        for person in _people_of(state):
            party = person.party
            if digits in {party.citizen_id, party.tax_code, party.phone}:
                found.setdefault((party.name, party.citizen_id or party.tax_code), person)
    return tuple(found.values())[:MOST_PEOPLE]


def known_person(actor: Actor, dossier_id: UUID, *, proxy: bool) -> Party | None:
    """Return a party of a dossier the actor may see."""
    rows = Dossier.objects.filter(visible_to(actor), pk=dossier_id).values_list("state", flat=True)
    for state in states(rows):
        return state.application.proxy if proxy else state.application.applicant
    return None


def _people_of(state: DossierState) -> Iterable[KnownPerson]:
    application = state.application
    for party, proxy in ((application.applicant, False), (application.proxy, True)):
        if party is not None:
            yield KnownPerson(state.id, proxy, party, state.code, state.lodged_at)


def filed_today(actor: Actor, *, procedure: str, number: str, at: datetime) -> tuple[Brief, ...]:
    """Return what this person filed today for this procedure: perhaps it is being entered twice."""
    digits = "".join(ch for ch in number if ch.isalnum())
    if len(digits) < SHORTEST_NUMBER:
        return ()
    snapshot = catalog()
    rows = Dossier.objects.filter(
        visible_to(actor), of_person(digits), procedure_key=procedure, lodged_at__gte=start_of_day(at)
    )
    return tuple(
        brief_of(row, snapshot) for row in rows.order_by("-lodged_at", "id").values(*BRIEF)[:MOST_PEOPLE]
    )


@dataclass(frozen=True, slots=True)
class Filing:
    """A filing that waits to be checked (stage 1), or for papers asked for before acceptance (stage 5)."""

    brief: Brief
    channel: str
    lodged_at: datetime
    check_by: datetime | None
    slip: str
    asked_on: datetime | None


def incoming(actor: Actor, at: datetime) -> tuple[Filing, ...]:
    """Return the filings at the actor's counters that are not decided on, what must be answered first on top.

    An online filing is answered within the regime's working hours of its receipt (R-A23, R-D10).
    """
    rows = Dossier.objects.filter(
        receiving_unit_id__in=counter_units(actor), stage__in=(Stage.LODGED, Stage.SUPPLEMENT_ASKED),
        accepted_at__isnull=True,
    )  # fmt: skip
    snapshot = catalog()
    filings = [
        _filing(state, at, snapshot)
        for state in states(rows.order_by("lodged_at", "id").values_list("state", flat=True))
    ]
    return tuple(sorted(filings, key=lambda f: (f.asked_on is not None, f.check_by or f.lodged_at)))


def _filing(state: DossierState, at: datetime, snapshot: Snapshot) -> Filing:
    asked = state.open_round()
    return Filing(
        brief=brief(state, snapshot),
        channel=state.channel.value,
        lodged_at=state.lodged_at,
        check_by=None if asked or state.channel.value != "online" else check_by(state, at),
        slip=state.slip,
        asked_on=asked.asked_at if asked else None,
    )


def check_by(state: DossierState, at: datetime) -> datetime | None:
    """Return until when an online filing must be answered; None where the regime sets no time.

    What was asked for before acceptance and has come is checked within the same hours anew (R-A23).
    """
    regime = deadlines.regime_on(at.astimezone(TIMEZONE).date())
    if regime.online_check_hours is None:
        return None
    calendar = lawbook.calendar_of(state.receiving_agency)
    since = max((r.answered_at for r in state.rounds if r.answered_at), default=state.lodged_at)
    return deadlines.step_due(since, regime.online_check_hours * MINUTES_PER_HOUR, calendar, ())


@dataclass(frozen=True, slots=True)
class WaitingResult:
    """A result, or the papers of an ended dossier, that somebody should come for."""

    brief: Brief
    since: datetime
    due_at: datetime | None
    result: str
    collect_by: str
    unpaid_vnd: int

    def days_waiting(self, at: datetime) -> int:
        """Return the whole days it has waited."""
        return (at.astimezone(TIMEZONE).date() - self.since.astimezone(TIMEZONE).date()).days


def waiting_results(
    actor: Actor, *, limit: int, after: tuple[datetime, UUID] | None = None
) -> tuple[WaitingResult, ...]:
    """Return what waits at the actor's counters, the longest waiting first (R-A48); `after` goes on from a row."""
    rows = (
        Dossier.objects.filter(receiving_unit_id__in=counter_units(actor))
        .filter(Q(stage=Stage.DONE) | (Q(stage=Stage.STOPPED) & ~Q(result="")))
        .annotate(since=F("finished_at"), collect_by=KT("state__application__collect_by"))
        .order_by("finished_at", "id")
    )
    if after is not None:
        rows = rows.filter(Q(finished_at__gt=after[0]) | Q(finished_at=after[0], id__gt=after[1]))
    snapshot = catalog()
    columns = ("since", "stage_since", "due_at", "original_due_at", "result", "collect_by", "unpaid_vnd")
    found = rows.annotate(stage_since=KT("state__stage_since")).values(*BRIEF, *columns)[:limit]
    return tuple(
        WaitingResult(
            brief=brief_of(row, snapshot),
            since=row["since"] or datetime.fromisoformat(row["stage_since"]),
            due_at=row["due_at"] or row["original_due_at"],
            result=row["result"],
            collect_by=row["collect_by"] or "counter",
            unpaid_vnd=row["unpaid_vnd"],
        )
        for row in found
    )


@dataclass(frozen=True, slots=True)
class Takings:
    """The day at a counter: dossiers taken in and handed out, money by way of paying."""

    accepted: int
    returned: int
    by_method: tuple[tuple[str, int], ...]


_MONEY = """
SELECT paid.method, sum(paid.amount)::bigint
FROM dossiers_dossierevent event
JOIN dossiers_dossier dossier ON dossier.id = event.dossier_id,
LATERAL (
    SELECT obligation ->> 'method' AS method, (obligation ->> 'amount_vnd')::bigint AS amount
    FROM jsonb_array_elements(event.payload -> 'obligations') obligation
    WHERE event.type = 'Accepted' AND obligation ->> 'state' = 'paid'
    UNION ALL
    SELECT event.payload ->> 'method', (obligation ->> 'amount_vnd')::bigint
    FROM jsonb_array_elements(dossier.state -> 'obligations') obligation
    WHERE event.type = 'PaymentConfirmed' AND event.payload -> 'obligations' @> (obligation -> 'id')
) paid
WHERE event.unit_id = ANY(%(units)s) AND event.at >= %(since)s AND event.type IN ('Accepted', 'PaymentConfirmed')
GROUP BY paid.method ORDER BY paid.method
"""


def takings(actor: Actor, at: datetime) -> Takings:
    """Return what the actor's counters have done and taken today."""
    units, since = list(counter_units(actor)), start_of_day(at)
    at_counters = Dossier.objects.filter(receiving_unit_id__in=units)
    with connection.cursor() as cursor:
        cursor.execute(_MONEY, {"units": units, "since": since})
        money = tuple((str(method), int(amount)) for method, amount in cursor.fetchall())
    return Takings(
        accepted=at_counters.filter(lodged_at__gte=since, accepted_at__isnull=False).count(),
        returned=at_counters.filter(returned_at__gte=since).count(),
        by_method=money,
    )


def code_in(scan: str) -> str:
    """Return the dossier code in what a scanner read: a bare code, or the address in the receipt's QR code."""
    return scan.strip().split("?")[0].rstrip("/").rsplit("/", 1)[-1]


def start_of_day(at: datetime) -> datetime:
    """Return when the day of an instant began in Vietnam."""
    return datetime.combine(at.astimezone(TIMEZONE).date(), time.min, tzinfo=TIMEZONE)
