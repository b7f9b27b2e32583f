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
    return dict(zip(ITEM_COLUMNS, item_values(state, traced), strict=True))


def item_values(state: DossierState, traced: TracedItem) -> list[Any]:
    """Return the values of a work item in the order of its columns."""
    item = traced.item
    return [
        state.id, item.id, item.kind.value, item.step, item.unit_id, item.agency_id, item.role, item.assignee,
        item.opened_at, item.due_at, item.claimed_at, item.from_account, traced.closed_at, traced.closed_by,
        traced.closed_seq, traced.action,
    ]  # fmt: skip


def interval_row(state: DossierState, interval: Interval) -> dict[str, Any]:
    """Return the columns of a status interval."""
    return dict(zip(INTERVAL_COLUMNS, interval_values(state, interval), strict=True))


def interval_values(state: DossierState, interval: Interval) -> list[Any]:
    """Return the values of a status interval in the order of its columns."""
    return [state.id, interval.seq, int(interval.stage), interval.since, interval.until]


def search_words(state: DossierState) -> str:
    """Return the words a dossier is found by: code, names, numbers, and who may see it.

    Words of people are plain; numbers carry a letter (i identity, t tax, p phone, o account); `u…` and `a…` are the
    units and agencies that take part, so that a search is narrowed to what the searcher may see inside
    the index itself.
    """
    application = state.application
    words = _of_party(application.applicant)
    if application.proxy:
        words += _of_party(application.proxy)
    if application.subject:
        words += search_key(application.subject).split()
    if state.code:
        words.append(code_word(state.code))
    if state.slip:
        words.append("s" + state.slip.lower())
    words += [owner_word(owner) for owner in sorted(state.owners)]
    words += [f"u{unit}" for unit in state.units] + [f"a{agency}" for agency in state.agencies]
    return " ".join(dict.fromkeys(_plain(word) for word in words if word))


def owner_word(owner: str) -> str:
    """Return whose matter a dossier is as one search word; identity numbers and tax codes have theirs already."""
    kind, _, number = owner.partition(":")
    return {"id": "i", "tax": "t"}.get(kind, "o" + kind) + number


def code_word(code: str) -> str:
    """Return a dossier code as one search word."""
    return "c" + "".join(ch for ch in code.lower() if ch.isalnum())


def _of_party(party: Party) -> list[str]:
    words = search_key(f"{party.name} {party.representative}").split()
    numbers = (("i", party.citizen_id), ("t", party.tax_code), ("p", party.phone))
    return words + [letter + number for letter, number in numbers if number]


def _plain(word: str) -> str:
    return word if word.isalnum() else "".join(ch for ch in word if ch.isalnum())
