"""From a state and its trace to the values of rows. The shell, the rebuild and the audit share them."""

from typing import Any

from motcua.domain.dossier import DossierState
from motcua.domain.dossier.codec import encode_state
from motcua.domain.dossier.trace import Interval, TracedItem
from motcua.domain.dossier.values import Party
from motcua.domain.text import search_key

DOSSIER_COLUMNS = (
    "id", "code", "version", "state", "stage", "procedure_key", "channel", "receiving_unit_id",
    "receiving_agency_id", "competent_agency_id", "units", "agencies", "applicant_name", "lodged_at",
    "accepted_at", "due_at", "original_due_at", "finished_at", "returned_at", "result", "unpaid_vnd",
    "papers_at", "papers_going_to",
)  # fmt: skip
ITEM_COLUMNS = (
    "dossier_id", "number", "kind", "step", "unit_id", "agency_id", "role", "assignee_id", "opened_at",
    "due_at", "claimed_at", "sent_by", "closed_at", "closed_by", "closed_seq", "action",
)  # fmt: skip
INTERVAL_COLUMNS = ("dossier_id", "seq", "stage", "since", "until")


def dossier_row(state: DossierState) -> dict[str, Any]:
    """Return the columns of a dossier, but for `head` and `search`."""
    application = state.application
    return {
        "id": state.id,
        "code": state.code or None,
        "version": state.version,
        "state": encode_state(state),
        "stage": int(state.stage),
        "procedure_key": state.procedure,
        "channel": state.channel.value,
        "receiving_unit_id": state.receiving_unit,
        "receiving_agency_id": state.receiving_agency,
        "competent_agency_id": state.competent_agency,
        "units": list(state.units),
        "agencies": list(state.agencies),
        "applicant_name": application.applicant.name,
        "lodged_at": state.lodged_at,
        "accepted_at": state.accepted_at,
        "due_at": state.due_at,
        "original_due_at": state.original_due_at,
        "finished_at": state.finished_at,
        "returned_at": state.returned_at,
        "result": state.result.value if state.result else "",
        "unpaid_vnd": state.unpaid_vnd,
        "papers_at": state.papers_at,
        "papers_going_to": state.papers_going_to,
    }


def item_row(state: DossierState, traced: TracedItem) -> dict[str, Any]:
    """Return the columns of a work item."""
    item = traced.item
    return {
        "dossier_id": state.id,
        "number": item.id,
        "kind": item.kind.value,
        "step": item.step,
        "unit_id": item.unit_id,
        "agency_id": item.agency_id,
        "role": item.role,
        "assignee_id": item.assignee,
        "opened_at": item.opened_at,
        "due_at": item.due_at,
        "claimed_at": item.claimed_at,
        "sent_by": item.from_account,
        "closed_at": traced.closed_at,
        "closed_by": traced.closed_by,
        "closed_seq": traced.closed_seq,
        "action": traced.action,
    }


def interval_row(state: DossierState, interval: Interval) -> dict[str, Any]:
    """Return the columns of a status interval."""
    return {
        "dossier_id": state.id,
        "seq": interval.seq,
        "stage": int(interval.stage),
        "since": interval.since,
        "until": interval.until,
    }


def search_words(state: DossierState) -> str:
    """Return the words a dossier is found by: code, names, numbers, and who may see it.

    Words of people are plain; numbers carry a letter (i identity, t tax, p phone); `u…` and `a…` are the
    units and agencies that take part, so that a search is narrowed to what the searcher may see inside
    the index itself.
    """
    application = state.application
    words = [
        word for party in (application.applicant, application.proxy) if party for word in _of_party(party)
    ]
    words += search_key(application.subject).split()
    if state.code:
        words.append(code_word(state.code))
    if state.slip:
        words.append("s" + state.slip.lower())
    words += [f"u{unit}" for unit in state.units] + [f"a{agency}" for agency in state.agencies]
    return " ".join(dict.fromkeys(_plain(word) for word in words if word))


def code_word(code: str) -> str:
    """Return a dossier code as one search word."""
    return "c" + "".join(ch for ch in code.lower() if ch.isalnum())


def _of_party(party: Party) -> list[str]:
    words = search_key(f"{party.name} {party.representative}").split()
    numbers = (("i", party.citizen_id), ("t", party.tax_code), ("p", party.phone))
    return words + [letter + number for letter, number in numbers if number]


def _plain(word: str) -> str:
    return "".join(ch for ch in word if ch.isalnum())
