"""What a proof opens beyond the row: where the dossier is, its way so far, what is asked of the applicant.

Constant in dossiers and steps: one statement each for stages, units, calendar and names.
"""

from collections.abc import Callable, Mapping
from datetime import time
from typing import Any, Final

from motcua.apps.dossiers import lawbook
from motcua.apps.dossiers.models import StatusInterval
from motcua.apps.lookup.answers import AskedPapers, Collection, OpenFee, Passage, Why
from motcua.apps.lookup.levels import Fact
from motcua.apps.organization import queries as organization
from motcua.domain.deadlines import Terms, explain
from motcua.domain.dossier import DossierState
from motcua.domain.dossier.stages import Stage
from motcua.domain.dossier.values import ObligationState

Places = Mapping[int, organization.UnitAddress]
Details = dict[str, Any]


def of(state: DossierState, facts: frozenset[Fact]) -> Details:
    """Return the fields of the answer that these facts add to what the row alone tells."""
    wanted = [maker for fact, maker in _MAKERS.items() if fact in facts]
    if not wanted:
        return {}
    units = {state.receiving_unit, *(item.unit_id for item in state.step_items())}
    places = organization.addresses(units)
    found: Details = {}
    for maker in wanted:
        found |= maker(state, places)
    return found


def _agency(state: DossierState, places: Places) -> Details:
    receiving = places[state.receiving_unit]
    return {
        "received_at": f"{receiving.unit_name}, {receiving.agency_name}",
        "agency": lawbook.agency(state.competent_agency).name,
    }


def _division(state: DossierState, places: Places) -> Details:
    held = dict.fromkeys(places[item.unit_id].unit_name for item in state.step_items())
    return {"divisions": tuple(held)}


def _officer(state: DossierState, places: Places) -> Details:
    holders = [item.assignee for item in state.step_items() if item.assignee is not None]
    names = organization.officer_names(holders) if holders else {}
    return {"officers": tuple(names[holder] for holder in dict.fromkeys(holders))}


def _timeline(state: DossierState, places: Places) -> Details:
    rows = StatusInterval.objects.filter(dossier_id=state.id).order_by("seq")
    return {
        "timeline": tuple(
            Passage(Stage(stage), since, until)
            for stage, since, until in rows.values_list("stage", "since", "until")
        )
    }


def _why(state: DossierState, places: Places) -> Details:
    """Explain the day that the law sets; one moved by a re-appointment is explained by its apology."""
    if state.accepted_at is None or state.allowance is None or state.due_at is None or state.extension:
        return {"why": None}
    cutoff = time.fromisoformat(state.cutoff) if state.cutoff else None
    terms = Terms(allowance=state.allowance, mode=state.day_mode, cutoff=cutoff)
    explanation = explain(state.accepted_at, terms, lawbook.calendar_of(state.competent_agency), state.stops)
    if explanation.due != state.due_at:  # The calendar has changed since the day was promised.
        return {"why": None}
    return {"why": Why(explanation, state.allowance)}


def _papers(state: DossierState, places: Places) -> Details:
    asked = state.open_round()
    if asked is None or state.stage != Stage.SUPPLEMENT_ASKED:
        return {"papers": None}
    return {
        "papers": AskedPapers(asked.number, asked.lines, asked.reason, asked.asked_at, asked.answer_by),
    }


def _fees(state: DossierState, places: Places) -> Details:
    due = (fee for fee in state.obligations if fee.state is ObligationState.DUE and fee.amount_vnd)
    return {"fees": tuple(OpenFee(fee.label, fee.amount_vnd) for fee in due)}


def _collection(state: DossierState, places: Places) -> Details:
    receiving = places[state.receiving_unit]
    by = state.delivery.method if state.delivery else state.application.collect_by
    place = f"{receiving.unit_name}, {receiving.agency_name}"
    return {"collection": Collection(by, place, state.returned_at, state.result)}


_MAKERS: Final[Mapping[Fact, Callable[[DossierState, Places], Details]]] = {
    Fact.AGENCY: _agency,
    Fact.DIVISION: _division,
    Fact.OFFICER: _officer,
    Fact.TIMELINE: _timeline,
    Fact.WHY: _why,
    Fact.PAPERS: _papers,
    Fact.FEES: _fees,
    Fact.COLLECTION: _collection,
}
