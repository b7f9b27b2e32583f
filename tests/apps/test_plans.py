"""How PostgreSQL answers the hot questions in a province of some size: by an index, reading little in vain."""

# ruff: noqa: S608 - every statement is put together from constants of this file.
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction

from motcua.apps.dossiers import evidence
from motcua.apps.dossiers.ledger import DATABASE
from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.queries import counts, desk, history, people, search, states, worklist
from motcua.apps.dossiers.queries.worklist import Filters, Tray
from motcua.apps.lookup import queries as lookup
from motcua.domain.access import Actor, ActorKind, Post
from tests.factories.dossiers import MONDAY, DossierWorld
from tests.factories.organization import AgencyFactory, UnitFactory

DOSSIERS = 24_000
COMMUNES = 59  # A prime, so that every kind of dossier comes to every commune.
LARGE = {"dossiers_dossier", "dossiers_dossierevent", "dossiers_workitem", "dossiers_statusinterval"}
MOST_READ_IN_VAIN = 400

# Every copy is another dossier: of another commune, of another moment.
ID = "('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid"
COPIES = "generate_series(%(first)s, %(last)s, %(step)s) AS n"
AGO = "n * interval '7 minutes'"
COUNTER, DIVISION, AGENCY = (f"(%({name})s::bigint[])[1 + n %% 59]" for name in ("counters", "divisions", "agencies"))  # fmt: skip
CODE = "regexp_replace(code, '[0-9]+$', (10000 + n)::text)"
PLACES = (
    f"jsonb_build_object('code', {CODE}, 'receiving_unit', {COUNTER}, 'receiving_agency', {AGENCY}, "
    f"'competent_agency', {AGENCY}, 'units', ARRAY[{COUNTER}, {DIVISION}], 'agencies', ARRAY[{AGENCY}])"
)
WORDS = (
    f"'nguyen thi mau w' || n || ' i0339' || n || ' u' || {COUNTER} || ' u' || {DIVISION} || ' a' || {AGENCY}"
)
COPY = (
    f"""INSERT INTO dossiers_dossier (
            id, code, version, head, state, stage, procedure_key, channel, receiving_unit_id, receiving_agency_id,
            competent_agency_id, units, agencies, applicant_name, search, lodged_at, accepted_at, due_at,
            original_due_at, finished_at, returned_at, result, unpaid_vnd, papers_at)
        SELECT {ID}, {CODE}, version, head, state || {PLACES}, stage, procedure_key, channel, {COUNTER}, {AGENCY},
            {AGENCY}, ARRAY[{COUNTER}, {DIVISION}], ARRAY[{AGENCY}], applicant_name, to_tsvector('simple', {WORDS}),
            lodged_at - {AGO}, accepted_at - {AGO}, due_at - {AGO}, original_due_at - {AGO}, finished_at - {AGO},
            returned_at - {AGO}, result, unpaid_vnd, {COUNTER}
        FROM dossiers_dossier, {COPIES} WHERE id = %(id)s""",
    f"""INSERT INTO dossiers_dossierevent (
            dossier_id, seq, type, version, at, actor_kind, actor_name, unit_id, role, payload, prev_hash, hash)
        SELECT {ID}, seq, type, version, at - {AGO}, actor_kind, actor_name, {COUNTER}, role, payload, prev_hash, hash
        FROM dossiers_dossierevent, {COPIES} WHERE dossier_id = %(id)s""",
    f"""INSERT INTO dossiers_workitem (
            dossier_id, number, kind, step, unit_id, agency_id, role, assignee_id, opened_at, due_at, claimed_at,
            sent_by, closed_at, closed_by, action)
        SELECT {ID}, number, kind, step, {DIVISION}, {AGENCY}, role, CASE WHEN n %% 7 < 4 THEN assignee_id END,
            opened_at - {AGO}, due_at - {AGO}, claimed_at, sent_by, closed_at - {AGO}, closed_by, action
        FROM dossiers_workitem, {COPIES} WHERE dossier_id = %(id)s""",
    f"""INSERT INTO dossiers_statusinterval (dossier_id, seq, stage, since, until)
        SELECT {ID}, seq, stage, since - {AGO}, until - {AGO}
        FROM dossiers_statusinterval, {COPIES} WHERE dossier_id = %(id)s""",
)


@dataclass(frozen=True)
class Province:
    """One commune among many: its officers, and one dossier that waits at its counter."""

    officers: dict[str, Actor]
    dossier: Dossier


@pytest.fixture(scope="module")
def province(django_db_setup, django_db_blocker) -> Iterator[Province]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield _province()
        transaction.set_rollback(True)


def _province() -> Province:
    world = DossierWorld()
    samples = [world.at_step("appraise"), world.finished(), *(world.returned() for _ in range(10))]
    communes = [AgencyFactory.create() for _ in range(COMMUNES)]
    places: dict[str, Any] = {
        "agencies": [agency.pk for agency in communes],
        "counters": [UnitFactory.create(agency=agency, code="counter").pk for agency in communes],
        "divisions": [UnitFactory.create(agency=agency, code="kinh-te").pk for agency in communes],
    }
    with connection.cursor() as cursor:
        for first, state in enumerate(samples, start=1):
            for sql in COPY:
                series: dict[str, Any] = {
                    "first": first,
                    "last": DOSSIERS,
                    "step": len(samples),
                    "id": state.id,
                }
                cursor.execute(sql, {**series, **places})
        cursor.execute("SELECT gin_clean_pending_list('dossier_search')")
        cursor.execute("ANALYZE")
    one = {name: ids[13] for name, ids in places.items()}

    def officer(role: str, place: str) -> Actor:
        post = Post(assignment_id=1, agency_id=one["agencies"], unit_id=one[place], role=role)
        return Actor(ActorKind.OFFICER, "Mẫu", world.accounts["specialist"], (post,))

    return Province(
        officers={
            "specialist": officer("specialist", "divisions"),
            "leader": officer("leader", "divisions"),
            "reception": officer("reception", "counters"),
        },
        dossier=Dossier.objects.filter(receiving_unit_id=one["counters"], stage=9).order_by("pk")[0],
    )


def tray(role: str, which: Tray, **filters: Any) -> Callable[[Province], object]:
    return lambda p: worklist.work_page(p.officers[role], which, Filters(**filters), at=MONDAY)


def found(role: str, text: str) -> Callable[[Province], object]:
    return lambda p: search.find(p.officers[role], text)


QUESTIONS: dict[str, Callable[[Province], object]] = {
    "lookup by code": lambda p: lookup.look_up(str(p.dossier.code), at=MONDAY),
    "lookup with a proof": lambda p: lookup.look_up(
        str(p.dossier.code), proof=p.dossier.state["pin"], at=MONDAY
    ),
    "dossier for a command": lambda p: DATABASE.open(p.dossier.pk),
    "state of a dossier": lambda p: states.state_of(p.dossier.pk, actor=p.officers["reception"]),
    "journal of a dossier": lambda p: history(p.dossier.pk),
    "my tray": tray("specialist", Tray.MINE),
    "waiting in my unit": tray("specialist", Tray.WAITING),
    "tray of my unit": tray("leader", Tray.UNIT),
    "late in my unit": tray("leader", Tray.UNIT, late=True),
    "name in my unit": tray("leader", Tray.UNIT, text="mau"),
    "what I have sent": tray("specialist", Tray.SENT),
    "consultations": tray("specialist", Tray.CONSULTATIONS),
    "sizes of trays": lambda p: worklist.tray_sizes(p.officers["specialist"]),
    "choices of a tray": lambda p: worklist.choices(p.officers["specialist"], Tray.MINE),
    "counts of the rail": lambda p: counts.tray_counts(p.officers["reception"], MONDAY),
    "search by name": found("specialist", "nguyen thi mau"),
    "search by rare word": found("leader", "w1214"),
    "search by number": found("leader", "0339121"),
    "search by code": lambda p: search.find(p.officers["reception"], str(p.dossier.code)),
    "dossiers of a person": lambda p: people.dossiers_of_person(p.officers["reception"], "0339121"),
    "filings to check": lambda p: desk.incoming(p.officers["reception"], MONDAY),
    "results waiting": lambda p: desk.waiting_results(p.officers["reception"], limit=50),
    "the day at a counter": lambda p: desk.takings(p.officers["reception"], MONDAY),
    "evidence of dossiers": lambda p: list(evidence.stored([p.dossier.pk])),
    "next dossiers to verify": lambda p: next(evidence.all_ids()),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_hot_question_is_answered_by_an_index(province: Province, name: str):
    for sql, params in asked(lambda: QUESTIONS[name](province)):
        for node in nodes(plan(sql, params)):
            if node.get("Relation Name") in LARGE:
                assert node["Node Type"] != "Seq Scan", f"{sql}\n{node}"
                in_vain = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
                assert in_vain * node["Actual Loops"] <= MOST_READ_IN_VAIN, f"{sql}\n{node}"


def test_a_question_without_an_index_would_be_noticed(province: Province):
    ((sql, params),) = asked(lambda: list(Dossier.objects.filter(applicant_name="Không có").values("pk")))

    assert {node["Node Type"] for node in nodes(plan(sql, params))} == {"Seq Scan"}


def asked(question: Callable[[], object]) -> list[tuple[str, Any]]:
    """Return the statements that a question sends about the large tables."""
    sent: list[tuple[str, Any]] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, *more: Any) -> Any:
        sent.append((sql, params))
        return execute(sql, params, *more)

    with connection.execute_wrapper(note):
        question()
    about = [(sql, params) for sql, params in sent if any(table in sql for table in LARGE)]
    assert about
    return about


def plan(sql: str, params: Any) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
        (answer,) = cursor.fetchone()
    root: dict[str, Any] = (json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"]
    return root


def nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("Plans", ()):
        yield from nodes(child)
