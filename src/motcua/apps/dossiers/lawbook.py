"""What applies to a dossier: regime, calendar, procedure, process and the units behind its steps.

The catalog and the calendars keep themselves between changes and are asked once a request whether there
was one; agencies are read again after a minute.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from motcua.apps.catalog import queries as catalog_queries
from motcua.apps.catalog.snapshot import Snapshot
from motcua.apps.deadlines import queries as deadlines
from motcua.apps.organization import queries as organization
from motcua.apps.organization.queries import AgencyFacts, UnitAddress
from motcua.domain.calendar import TIMEZONE, Calendar
from motcua.domain.catalog import ProcedureDefinition
from motcua.domain.deadlines import REGIMES, Regime, regime_on
from motcua.domain.dossier import DossierState, Terms
from motcua.domain.workflow import Process

KEEP_SECONDS: Final = 60

_agencies: dict[int, tuple[float, AgencyFacts]] = {}


@dataclass(slots=True)
class _Held:
    """What was found when it was first asked for, for everything that is done together."""

    snapshot: Snapshot | None = None
    calendars: dict[str, Calendar] = field(default_factory=dict)
    laws: dict[tuple[object, ...], "Law"] = field(default_factory=dict)


_held: ContextVar[_Held | None] = ContextVar("held", default=None)


@dataclass(frozen=True, slots=True)
class Law:
    """Everything a decision needs to know from the catalog, the calendar and the organization."""

    regime: Regime
    calendar: Calendar
    process: Process
    places: Mapping[str, UnitAddress]
    definition: ProcedureDefinition
    terms: Terms


@contextmanager
def held() -> Iterator[None]:
    """Let everything inside go by the same catalog and calendars; within another `held`, by those of that."""
    if _held.get() is not None:
        yield
        return
    token = _held.set(_Held())
    try:
        yield
    finally:
        _held.reset(token)


def _catalog() -> Snapshot:
    held_now = _held.get()
    if held_now is None:
        return catalog_queries.catalog()
    if held_now.snapshot is None:
        held_now.snapshot = catalog_queries.catalog()
    return held_now.snapshot


def law_for_intake(
    procedure_key: str, case: str, *, receiving_unit: int, competent_agency: int, at: datetime
) -> Law:
    """Return the law in force now: for a dossier about to be lodged or accepted (R-0.1)."""
    today = at.astimezone(TIMEZONE).date()
    snapshot = _catalog()
    number, definition = snapshot.published_procedure(procedure_key, today)
    process_number, process = snapshot.current_process(procedure_key, today)
    return Law(
        regime=regime_on(today),
        calendar=calendar_of(competent_agency),
        process=process,
        places=snapshot.unit_addresses(process, receiving_unit, competent_agency),
        definition=definition,
        terms=terms_of(definition, case, number, process_number),
    )


def law_of(state: DossierState, at: datetime) -> Law:
    """Return the law a dossier keeps: as accepted, or as now in force while it is not accepted."""
    if not state.accepted:
        return law_for_intake(
            state.procedure,
            state.case,
            receiving_unit=state.receiving_unit,
            competent_agency=state.competent_agency,
            at=at,
        )
    held_now = _held.get()
    if held_now is None:
        return _kept_law(state)
    version = (state.procedure_version, state.process_version, state.regime)
    key = (state.procedure, state.case, *version, state.receiving_unit, state.competent_agency)
    if key not in held_now.laws:
        held_now.laws[key] = _kept_law(state)
    return held_now.laws[key]


def _kept_law(state: DossierState) -> Law:
    snapshot = _catalog()
    definition = snapshot.procedure_version(state.procedure, state.procedure_version)
    process = snapshot.process_version(state.procedure, state.process_version)
    return Law(
        regime=REGIMES[state.regime],
        calendar=calendar_of(state.competent_agency),
        process=process,
        places=snapshot.unit_addresses(process, state.receiving_unit, state.competent_agency),
        definition=definition,
        terms=terms_of(definition, state.case, state.procedure_version, state.process_version),
    )


def terms_of(definition: ProcedureDefinition, case: str, version: int, process_version: int) -> Terms:
    """Return the limit of a case. Raises UnknownCase."""
    return Terms(
        procedure_version=version,
        process_version=process_version,
        allowance=definition.allowance_for(case),
        cutoff=definition.cutoff,
        immediate=definition.immediate,
        max_supplements=definition.max_supplements,
    )


def calendar_of(agency_id: int) -> Calendar:
    """Return the calendar by which an agency works."""
    code = agency(agency_id).calendar_code
    held_now = _held.get()
    if held_now is None:
        return deadlines.calendar(code)
    if code not in held_now.calendars:
        held_now.calendars[code] = deadlines.calendar(code)
    return held_now.calendars[code]


def agency(agency_id: int) -> AgencyFacts:
    """Return an agency, at most a minute old."""
    known = _agencies.get(agency_id)
    if known is None or known[0] < time.monotonic():
        facts = organization.agencies([agency_id])[agency_id]
        known = _agencies[agency_id] = (time.monotonic() + KEEP_SECONDS, facts)
    return known[1]


def forget() -> None:
    """Forget what is kept, as after loading an organization."""
    _agencies.clear()
