"""What other software reads. Names are part of version 1: they are added to, never changed."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.text import capfirst

from motcua.apps.lookup.agencies import AgencyEntry
from motcua.apps.lookup.answers import Due, LookupAnswer
from motcua.apps.lookup.procedures import Card, Price, PublicProcedure
from motcua.apps.lookup.words import ADVICE, COLLECTION, headline
from motcua.domain.calendar import TIMEZONE
from motcua.domain.catalog import RequiredDocument
from motcua.domain.deadlines import Allowance
from motcua.domain.fees import FeeRule
from motcua.ui import wording

Shown = dict[str, Any]


def card(request: HttpRequest, one: Card) -> Shown:
    """Return a procedure in a list."""
    return {
        "key": one.key,
        "code": one.code,
        "name": one.name,
        "full_name": one.full_name,
        "field": {"key": one.field_key, "name": one.field_name},
        "limit": limit(one.allowance),
        "price": price(one.price),
        "scope": one.scope.value,
        "level": int(one.level),
        "tiers": [tier.value for tier in one.tiers],
        "subjects": [subject.value for subject in one.subjects],
        "links": _links(request, f"/api/v1/procedures/{one.key}", f"/thu-tuc/{one.key}"),
    }


def procedure(request: HttpRequest, found: PublicProcedure) -> Shown:
    """Return one procedure (R-C39, R-C40)."""
    definition = found.definition
    presence = definition.service.presence
    return {
        "key": definition.key,
        "code": definition.code,
        "name": definition.display_name,
        "full_name": definition.name,
        "field": {"key": definition.field.key, "name": definition.field.name, "code": definition.field.code},
        "tiers": [tier.value for tier in definition.levels],
        "subjects": [subject.value for subject in definition.subjects],
        "channels": [channel.value for channel in definition.channels],
        "decides": definition.authority.decides,
        "deciders": {"agencies": list(found.deciders.agencies), "kinds": dict(found.deciders.groups)},
        "limit": limit(definition.allowance),
        "cases": [
            {"code": case.code, "label": case.label, "limit": limit(case.allowance)}
            for case in definition.cases
        ],
        "papers": [_paper(paper) for paper in definition.documents],
        "price": price(found.price),
        "fees": [_fee(rule) for rule in found.fees],
        "results": [result.name for result in definition.results],
        "steps": [step.name for step in found.way],
        "scope": definition.online_scope.value,
        "level": int(definition.service_level),
        "presence_reason": presence.value if presence else None,
        "legal_basis": list(definition.legal_basis),
        "publishing_decision": definition.publishing_decision,
        "notes": list(definition.notes),
        "links": _links(request, f"/api/v1/procedures/{definition.key}", f"/thu-tuc/{definition.key}"),
    }


def agency(request: HttpRequest, entry: AgencyEntry) -> Shown:
    """Return an agency."""
    return {
        "key": entry.key,
        "identifier": entry.identifier,
        "name": entry.name,
        "short_name": entry.short_name,
        "kind": entry.kind,
        "tier": entry.level,
        "parent": entry.parent_key or None,
        "procedures": entry.procedures,
        "links": _links(request, f"/api/v1/agencies/{entry.key}", f"/co-quan/{entry.key}"),
    }


def answer(found: LookupAnswer) -> Shown:
    """Return what a lookup shows; a fact that its level does not show is left out."""
    shown: Shown = {
        "code": found.code,
        "shown_by": found.level.value,
        "progress": {
            "leg": found.progress.leg, "legs": found.progress.legs, "share": round(found.progress.share, 2),
        },
    }  # fmt: skip
    if found.stage is not None:
        shown["stage"] = {"number": int(found.stage), "name": str(wording.STAGES[found.stage])}
        shown["headline"] = str(headline(found.stage, found.next))
    if found.next is not None:
        advice = ADVICE[found.next]
        shown["next"] = {"code": found.next.value, "title": str(advice.title), "text": str(advice.text)}
    if found.due is not None:
        shown["due"] = _due(found.due)
    return shown | _named(found) | _asked(found)


def _named(found: LookupAnswer) -> Shown:
    shown: Shown = {
        "procedure": found.procedure, "received_at": found.received_at, "agency": found.agency,
        "divisions": None if found.divisions is None else list(found.divisions),
        "officers": None if found.officers is None else list(found.officers),
    }  # fmt: skip
    if found.timeline is not None:
        shown["timeline"] = [
            {
                "stage": int(passage.stage), "name": str(wording.STAGES[passage.stage]),
                "since": _moment(passage.since), "until": _moment(passage.until),
            }
            for passage in found.timeline
        ]  # fmt: skip
    return {name: value for name, value in shown.items() if value is not None}


def _asked(found: LookupAnswer) -> Shown:
    shown: Shown = {}
    if found.papers is not None:
        shown["papers_asked"] = {
            "number": found.papers.number, "lines": list(found.papers.lines), "reason": found.papers.reason,
            "asked_at": _moment(found.papers.asked_at), "answer_by": _moment(found.papers.answer_by),
        }  # fmt: skip
    if found.fees is not None:
        shown["fees_due"] = [{"label": fee.label, "amount_vnd": fee.amount_vnd} for fee in found.fees]
    if found.collection is not None:
        shown["collection"] = {
            "by": found.collection.by.value, "words": str(COLLECTION[found.collection.by]),
            "place": found.collection.place, "delivered_at": _moment(found.collection.delivered_at),
        }  # fmt: skip
    return shown


def limit(allowance: Allowance) -> Shown:
    """Return a limit with its words."""
    words = capfirst(wording.limit(allowance.amount, allowance.unit.name))
    return {"amount": allowance.amount, "unit": allowance.unit.name.lower(), "words": words}


def price(one: Price) -> Shown:
    """Return the fee in one look."""
    return {"kind": one.cost.value, "amount_vnd": one.amount_vnd, "per": one.per}


def _paper(paper: RequiredDocument) -> Shown:
    return {
        "id": paper.id, "name": paper.name, "originals": paper.originals, "copies": paper.copies,
        "form_no": paper.form_no, "condition": paper.condition, "required": paper.required,
        "replaceable_by": paper.replaceable_by,
    }  # fmt: skip


def _fee(rule: FeeRule) -> Shown:
    return {
        "label": rule.label, "amount_vnd": rule.amount_vnd, "per": rule.per, "case": rule.case,
        "channels": sorted(channel.value for channel in rule.channels), "basis": rule.basis,
    }  # fmt: skip


def _due(due: Due) -> Shown:
    return {
        "at": _moment(due.at), "first_at": _moment(due.first_at), "standing": due.standing.value.lower(),
        "finished_at": _moment(due.finished_at),
    }  # fmt: skip


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(TIMEZONE).isoformat(timespec="seconds") if moment else None


def _links(request: HttpRequest, own: str, page: str) -> Shown:
    return {"self": request.build_absolute_uri(own), "page": request.build_absolute_uri(page)}
