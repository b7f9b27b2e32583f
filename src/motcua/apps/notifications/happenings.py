"""Which entries of a dossier's journal applicants are told about, and the values that fill the text."""

from collections.abc import Mapping
from datetime import datetime
from functools import singledispatch
from typing import Final

from motcua.apps.catalog.queries import catalog
from motcua.apps.dossiers.printing.site import lookup_address
from motcua.apps.notifications.texts import About
from motcua.apps.organization import queries as organization
from motcua.domain.calendar import TIMEZONE
from motcua.domain.dossier import DossierState
from motcua.domain.dossier import events as e
from motcua.domain.dossier.values import Channel
from motcua.domain.messages import MessageEvent

Told = tuple[MessageEvent, Mapping[str, str]]
NOT_SAID: Final = "chưa xác định"
"""Stands where a date is not known; Vietnamese, as all texts of agencies are."""


def about(state: DossierState) -> About:
    """Return what a message about a dossier is about: before acceptance, its slip is its code."""
    return About(
        dossier_id=state.id,
        code=state.code or state.slip,
        agency_id=state.receiving_agency,
        regime=state.regime,
        procedure=state.procedure,
    )


def values_of(state: DossierState, more: Mapping[str, str], at: datetime) -> Mapping[str, str]:
    """Return the names that every text may use, and those of the event."""
    definition = catalog().procedure_version(state.procedure, state.procedure_version)
    return {
        "ma_ho_so": state.code or state.slip,
        "nguoi_nop": state.application.applicant.name,
        "thu_tuc": definition.short_name or definition.name,
        "co_quan": organization.name_on(state.receiving_agency, at.astimezone(TIMEZONE).date()),
        "tra_cuu": lookup_address(),
        **more,
    }


@singledispatch
def told(event: e.Event, state: DossierState) -> Told | None:
    """Return what applicants are told about an entry; None for what concerns only the office."""
    return None


@told.register
def _(event: e.Lodged, state: DossierState) -> Told | None:
    return (MessageEvent.FILED, {}) if event.channel is Channel.ONLINE and not state.accepted else None


@told.register
def _(event: e.Accepted, state: DossierState) -> Told | None:
    unit = organization.address_of(state.receiving_unit)
    return MessageEvent.ACCEPTED, {"ngay_hen": day(event.due_at), "noi_tra": unit.unit_name}


@told.register
def _(event: e.IntakeRefused, state: DossierState) -> Told | None:
    return MessageEvent.NOT_ACCEPTED, {"ly_do": event.reason}


@told.register
def _(event: e.SupplementAsked, state: DossierState) -> Told | None:
    asked = event.round
    return MessageEvent.SUPPLEMENT_ASKED, {
        "ly_do": "; ".join(part for part in (asked.reason, *asked.lines) if part),
        "han_bo_sung": day(asked.answer_by) if asked.answer_by else NOT_SAID,
    }


@told.register
def _(event: e.PaymentAsked, state: DossierState) -> Told | None:
    return MessageEvent.PAYMENT_ASKED, {"so_tien": money(event.obligation.amount_vnd)}


@told.register
def _(event: e.PaymentConfirmed, state: DossierState) -> Told | None:
    paid = [one for one in state.obligations if one.id in event.obligations]
    return MessageEvent.PAID, {"so_tien": money(sum(one.amount_vnd for one in paid))}


@told.register
def _(event: e.Extended, state: DossierState) -> Told | None:
    moved = event.extension
    return MessageEvent.RE_APPOINTED, _moved(moved.old_due_at, moved.new_due_at, moved.reason)


@told.register
def _(event: e.Recounted, state: DossierState) -> Told | None:
    return MessageEvent.RECOUNTED, _moved(event.was_due_at, event.due_at, event.reason)


@told.register
def _(event: e.ResultIssued, state: DossierState) -> Told | None:
    if event.on_spot or state.delivery is not None:  # They hold it in their hands.
        return None
    unit = organization.address_of(state.receiving_unit)
    return MessageEvent.RESULT_READY, {"noi_tra": unit.unit_name, "so_tien": money(state.unpaid_vnd)}


@told.register
def _(event: e.ResultDelivered, state: DossierState) -> Told | None:
    return MessageEvent.RETURNED, {}


@told.register(e.Stopped)
@told.register(e.Closed)
def _(event: e.Stopped | e.Closed, state: DossierState) -> Told | None:
    return MessageEvent.STOPPED, {"ly_do": event.reason}


def concerns_applicants(event: e.Event) -> bool:
    """Tell, without asking anybody, whether applicants may have to be told about an event."""
    if isinstance(event, e.Lodged):
        return event.channel is Channel.ONLINE
    return told.dispatch(type(event)) is not told.dispatch(e.Event)


def day(at: datetime) -> str:
    """Return the local day of a moment as people write it."""
    return f"{at.astimezone(TIMEZONE):%d/%m/%Y}"


def money(amount_vnd: int) -> str:
    """Return a sum as people write it."""
    return f"{amount_vnd:,}".replace(",", ".") + " đồng"


def _moved(before: datetime, after: datetime, reason: str) -> Mapping[str, str]:
    return {"ngay_hen": day(after), "ngay_hen_cu": day(before), "ly_do": reason}
