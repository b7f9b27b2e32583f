"""The shell: lock, load, decide, save, announce. Every write to a dossier passes through `execute`."""

import secrets
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from motcua.apps.audit.chain import GENESIS
from motcua.apps.documents.numbers import receipt_number, symbol_of
from motcua.apps.documents.sheets import SheetKind
from motcua.apps.dossiers import journal, lawbook
from motcua.apps.dossiers.events import DossierMoved
from motcua.apps.dossiers.ledger import DATABASE, Ledger
from motcua.apps.dossiers.models import DossierEvent
from motcua.domain.access import Actor, NotPermitted, Post
from motcua.domain.calendar import TIMEZONE
from motcua.domain.dossier import Context, DossierState, Event, Recorded, decide, numbers_needed
from motcua.domain.dossier.codec import decode_state
from motcua.domain.dossier.commands import Command, Lodge
from motcua.domain.dossier.trace import Trace
from motcua.domain.errors import DomainError
from motcua.domain.numbering import DocumentNumber, DossierCode


class DossierNotFound(DomainError):
    """There is no such dossier, or the actor may not know of it."""

    code = "dossier.not-found"


class StaleVersion(DomainError):
    """Somebody else has acted since the actor looked; nothing was done."""

    code = "dossier.stale-version"

    def __init__(self, *, dossier_id: UUID, seen: int, current: int) -> None:
        super().__init__(f"saw {seen}, is {current}")
        self.dossier_id = dossier_id
        self.seen = seen
        self.current = current


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a request led to. `repeated`: it had been done before under the same key; nothing was done."""

    state: DossierState
    recorded: tuple[Recorded, ...]
    repeated: bool = False


def execute(
    *commands: Command,
    dossier_id: UUID | None = None,
    actor: Actor,
    at: datetime,
    seen_version: int | None = None,
    key: str | None = None,
    ledger: Ledger = DATABASE,
) -> Outcome:
    """Carry out commands on one dossier, all or none, in one transaction.

    The first command of a new dossier is `Lodge` and names it. `seen_version` is the version the actor
    looked at; `key` identifies the request, so that sending it twice does it once. `ledger` is the database,
    or a batch that writes many dossiers together. Raises DomainErrors of the rules, DossierNotFound,
    StaleVersion, NotPermitted.
    """
    target = dossier_id or _new_dossier(commands)
    try:
        with ledger.transaction(), lawbook.held():
            return _run(target, commands, ledger, actor=actor, at=at, seen_version=seen_version, key=key)
    except (IntegrityError, DomainError):
        # What was done already may be refused the second time, for whatever reason: the key tells.
        if key is not None and (before := _done_before(key, target, commands, actor)):
            return before
        raise


def new_id(at: datetime, *, chance: Callable[[int], int] = secrets.randbits) -> UUID:
    """Return an id for a dossier; ids grow with time, which keeps its rows together on disk (UUID version 7).

    `chance` returns so many random bits.
    """
    milliseconds = int(at.timestamp() * 1000)
    value = (milliseconds << 80) | chance(80)
    value = (value & ~(0xF << 76)) | (7 << 76)
    value = (value & ~(0b11 << 62)) | (0b10 << 62)
    return uuid.UUID(int=value)


def _new_dossier(commands: Sequence[Command]) -> UUID:
    first = commands[0]
    if not isinstance(first, Lodge):
        raise DossierNotFound
    return first.id


def _run(
    dossier_id: UUID,
    commands: Sequence[Command],
    ledger: Ledger,
    *,
    actor: Actor,
    at: datetime,
    seen_version: int | None,
    key: str | None,
) -> Outcome:
    found = (Trace(), GENESIS) if isinstance(commands[0], Lodge) else ledger.open(dossier_id)
    if found is None:
        raise DossierNotFound
    trace, head = found
    if trace.state is not None and seen_version not in {None, trace.state.version}:
        raise StaleVersion(dossier_id=dossier_id, seen=seen_version or 0, current=trace.state.version)

    recorded: list[Recorded] = []
    for command in commands:
        recorded += _decide(trace, command, ledger, actor=actor, at=at)

    entries = []
    for entry in recorded:
        entries.append(journal.seal(dossier_id, entry, head))
        head = entries[-1].hash
    assert trace.state is not None
    ledger.save(trace, entries, key)

    for entry in recorded:
        ledger.announce(DossierMoved(state=trace.state, entry=entry), actor=actor, at=at)
    return Outcome(trace.state, tuple(recorded))


def _decide(trace: Trace, command: Command, ledger: Ledger, *, actor: Actor, at: datetime) -> list[Recorded]:
    ctx = _context(trace.state, command, actor=actor, at=at)
    if numbers := _take_numbers(trace.state, command, ctx, ledger):
        ctx = replace(ctx, numbers=numbers)
    decision = decide(trace.state, command, ctx)
    recorded = []
    for event in decision.events:
        version = trace.state.version if trace.state else 0
        entry = _recorded(event, version + 1, at, actor, decision.post)
        trace.add(entry)
        recorded.append(entry)
    return recorded


def _context(state: DossierState | None, command: Command, *, actor: Actor, at: datetime) -> Context:
    if state is None:
        if not isinstance(command, Lodge):
            raise NotPermitted(action=type(command).__name__)
        law = lawbook.law_for_intake(
            command.procedure,
            command.case,
            receiving_unit=command.receiving_unit,
            competent_agency=command.competent_agency,
            at=at,
        )
    else:
        law = lawbook.law_of(state, at)
    return Context(
        actor=actor,
        at=at,
        calendar=law.calendar,
        regime=law.regime,
        process=law.process,
        places=law.places,
        terms=law.terms,
    )


def _take_numbers(
    state: DossierState | None, command: Command, ctx: Context, ledger: Ledger
) -> dict[str, str]:
    """Take the numbers a command needs; a refused command gives them back with the transaction (R-C3, R-B23)."""
    if state is None:
        return {}
    day = ctx.at.astimezone(TIMEZONE).date()
    numbers: dict[str, str] = {}
    for kind in numbers_needed(state, command):
        if kind == "pin":
            numbers[kind] = ledger.pin()
        elif kind == "code":
            agency = lawbook.agency(state.receiving_agency)
            sequence = ledger.take_code_number(state.receiving_agency, day)
            numbers[kind] = str(DossierCode(agency.identifier, day, sequence))
        else:
            numbers[kind] = _document_number(state, kind, day.year, ledger)
    return numbers


COUNTER_SHEETS = {"refusal": SheetKind.REFUSAL, "supplement": SheetKind.SUPPLEMENT_REQUEST}
AGENCY_SHEETS = {"apology": SheetKind.APOLOGY, "stop": SheetKind.STOP_NOTICE}
RESULT_SYMBOL = "KQ"


def _document_number(state: DossierState, kind: str, year: int, ledger: Ledger) -> str:
    """Number what the counter issues at the receiving agency, what is decided at the competent one."""
    if kind == SheetKind.FEE_RECEIPT:
        return receipt_number(ledger.take_document_number(state.receiving_agency, kind, year))
    if sheet := COUNTER_SHEETS.get(kind):
        number, symbol = ledger.take_document_number(state.receiving_agency, sheet, year), symbol_of(sheet)
    elif sheet := AGENCY_SHEETS.get(kind):
        number, symbol = ledger.take_document_number(state.competent_agency, sheet, year), symbol_of(sheet)
    else:
        number, symbol = ledger.take_document_number(state.competent_agency, kind, year), RESULT_SYMBOL
    return str(DocumentNumber(number, symbol))


def _recorded(event: Event, seq: int, at: datetime, actor: Actor, post: Post | None) -> Recorded:
    return Recorded(
        seq=seq,
        at=at,
        event=event,
        actor_kind=actor.kind.value,
        account_id=actor.account_id,
        actor_name=actor.name,
        post=post.assignment_id if post else None,
        unit_id=post.unit_id if post else None,
        role=post.role if post else "",
        mandate=post.mandate_id if post else None,
    )


def _done_before(key: str, target: UUID, commands: Sequence[Command], actor: Actor) -> Outcome | None:
    """Return what the same request of the same person led to before; None when there was none.

    A new dossier has another id each time it is asked for.
    """
    first = (
        DossierEvent.objects.select_related("dossier").filter(key=key, account_id=actor.account_id).first()
    )
    if first is None or (
        first.dossier_id != target and not (first.seq == 1 and isinstance(commands[0], Lodge))
    ):
        return None
    return Outcome(decode_state(first.dossier.state), (), repeated=True)
