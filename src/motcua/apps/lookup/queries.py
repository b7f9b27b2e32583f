"""The one read model of every lookup: portal, SMS, kiosk, phone and API ask here.

Ways in that face the public ask through `operations.ask`, which also counts the attempts.

Nothing is cached: the row that the officers' act has just written is what is read (R-S6). With a code
alone that is one statement. With a proof it is one statement as well, and the same work for a wrong code
as for a wrong proof: where no dossier has the code, another one is read in its place and refused.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from motcua.apps.dossiers.store import from_json
from motcua.apps.lookup import details, levels
from motcua.apps.lookup.answers import LEG_OF_STAGE, Due, LookupAnswer, NextStep, NoMatch, Progress
from motcua.apps.lookup.levels import Fact, Level
from motcua.apps.lookup.spelling import spellings
from motcua.apps.lookup.ways import Way, way_of
from motcua.domain.deadlines import Standing, standing
from motcua.domain.dossier import DossierState
from motcua.domain.dossier.codec import decode, decode_state
from motcua.domain.dossier.stages import PAUSED, Stage
from motcua.domain.dossier.values import Recounting
from motcua.domain.numbering import DossierCodeInvalid

PHONE_DIGITS: Final = 4
NOBODY: Final = "x"
"""What no typed digits are equal to."""

BY_CODE: Final = """
SELECT d.code, d.stage, d.result, d.due_at, d.original_due_at, d.finished_at, d.unpaid_vnd, d.procedure_key,
       s.procedure_version, s.process_version, s.marking, s.recount
FROM dossiers_dossier d,
     jsonb_to_record(d.state) AS s(procedure_version int, process_version int, marking text[], recount text)
WHERE d.code = ANY(%s) LIMIT 1
"""
BY_CODE_WITH_SECRETS: Final = """
WITH wanted AS MATERIALIZED (SELECT id, state FROM dossiers_dossier WHERE code = ANY(%s) LIMIT 1),
     read AS (
         SELECT true AS found, id, state FROM wanted
         UNION ALL
         (SELECT false, id, state FROM dossiers_dossier WHERE NOT EXISTS (SELECT FROM wanted) ORDER BY id LIMIT 1)
     )
SELECT found, id, state::text, state ->> 'pin', state #>> '{application,applicant,phone}' FROM read
"""


@dataclass(frozen=True, slots=True)
class _Essence:
    """What the level of the code needs of a dossier."""

    code: str
    stage: int
    result: str
    due_at: datetime | None
    first_due_at: datetime | None
    finished_at: datetime | None
    unpaid_vnd: int
    procedure_key: str
    procedure_version: int
    process_version: int
    marking: Sequence[str] | None
    recount: Recounting | None

    @property
    def way(self) -> Way:
        """The way the dossier follows."""
        return way_of(self.procedure_key, self.procedure_version, self.process_version)


def look_up(code: str, *, proof: str | None = None, at: datetime) -> LookupAnswer:
    """Return what may be shown to someone with a code, typed or scanned, and perhaps a proof.

    A proof is the PIN of the receipt or the last four digits of the applicant's phone. Raises NoMatch,
    which never tells whether the code or the proof was wrong.
    """
    if proof is None:
        return _answer(_by_code(code), Level.CODE, at)
    return proven(code, proof, at)[1]


def proven(code: str, proof: str, at: datetime) -> tuple[UUID, LookupAnswer]:
    """Return the dossier and the answer for a code with its proof. Raises NoMatch."""
    row = _row(BY_CODE_WITH_SECRETS, _codes(code))
    if row is None:  # There is no dossier at all.
        raise NoMatch
    found, dossier_id, whole, pin, phone = row
    if not (proves(proof, pin=pin, phone=phone) and found):
        raise NoMatch
    state = decode_state(from_json(whole))
    if _essence_of(state).way.confidential and not proves(proof, pin=pin, phone=None):
        raise NoMatch
    return dossier_id, answer_for(state, level=Level.PROOF, at=at)


def answer_for(state: DossierState, *, level: Level, at: datetime) -> LookupAnswer:
    """Return what a level shows of a dossier; one not accepted yet has no code and no promised day."""
    facts = levels.current()[level]
    answer = _answer(_essence_of(state), level, at)
    return replace(answer, **details.of(state, facts))


def proves(proof: str, *, pin: str | None, phone: str | None) -> bool:
    """Tell whether typed digits are the PIN or the end of the phone number, in the same time either way."""
    typed = "".join(ch for ch in proof if ch.isdecimal()).encode()
    is_pin = hmac.compare_digest(typed, (pin or NOBODY).encode())
    is_phone = hmac.compare_digest(typed, (phone or NOBODY)[-PHONE_DIGITS:].encode())
    return is_pin | is_phone


def _by_code(code: str) -> _Essence:
    row = _row(BY_CODE, _codes(code))
    if row is None:
        raise NoMatch
    recount = decode(Recounting, from_json(row[-1])) if row[-1] else None
    return _Essence(*(*row[:-1], recount))


def _codes(typed: str) -> list[str]:
    try:
        return list(spellings(typed))
    except DossierCodeInvalid:
        raise NoMatch from None


def _row(sql: str, codes: list[str]) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, [codes])
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row


def _essence_of(state: DossierState) -> _Essence:
    return _Essence(
        code=state.code,
        stage=int(state.stage),
        result=state.result.value if state.result else "",
        due_at=state.due_at,
        first_due_at=state.original_due_at,
        finished_at=state.finished_at,
        unpaid_vnd=state.unpaid_vnd,
        procedure_key=state.procedure,
        procedure_version=state.procedure_version,
        process_version=state.process_version,
        marking=state.marking,
        recount=state.recount,
    )


def _answer(essence: _Essence, level: Level, at: datetime) -> LookupAnswer:
    """Return the facts that need nothing but the row; of a confidential procedure nobody sees the stage."""
    way, stage = essence.way, Stage(essence.stage)
    facts = levels.current()[level]
    if way.confidential and level is Level.CODE:
        facts &= {Fact.PROGRESS}
    stands = standing(
        essence.due_at, at, paused=stage in PAUSED or essence.due_at is None, finished=essence.finished_at
    )
    share = 1.0 if stage is Stage.RETURNED else way.share(essence.marking or ())
    due = Due(essence.due_at, essence.first_due_at, stands, essence.finished_at, essence.recount)
    return LookupAnswer(
        level=level,
        code=essence.code,
        progress=Progress(LEG_OF_STAGE[stage], share),
        stage=stage if Fact.STAGE in facts else None,
        due=due if Fact.DUE in facts else None,
        next=next_step(stage, essence.result, essence.unpaid_vnd, stands) if Fact.NEXT in facts else None,
        procedure=way.procedure if Fact.PROCEDURE in facts else None,
    )


_NEXT_OF_STAGE: Final = {
    Stage.SUPPLEMENT_ASKED: NextStep.SUPPLEMENT,
    Stage.PAYMENT_ASKED: NextStep.PAY,
    Stage.WITHDRAWAL_ASKED: NextStep.AWAIT_DECISION,
    Stage.NOT_ACCEPTED: NextStep.NOTHING,
    Stage.RETURNED: NextStep.NOTHING,
}


def next_step(stage: Stage, result: str, unpaid_vnd: int, stands: Standing) -> NextStep:
    """Return what the applicant has to do at a stage; a dossier stopped for good gives its papers back."""
    if stage is Stage.DONE:
        return NextStep.PAY_AND_COLLECT if unpaid_vnd else NextStep.COLLECT
    if stage is Stage.STOPPED:
        return NextStep.TAKE_PAPERS_BACK if result else NextStep.PAUSED
    if stage in _NEXT_OF_STAGE:
        return _NEXT_OF_STAGE[stage]
    return NextStep.ASK_US if stands is Standing.OVERDUE else NextStep.WAIT
