"""What the postman brings: one record for all dossiers of a round; its signing is the lodging time (R-H5, R-H6)."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.apps.catalog import queries as catalog
from motcua.apps.dossiers import printing
from motcua.apps.dossiers.bag import lodge_together
from motcua.apps.dossiers.operations import new_id
from motcua.channels.office.access import OfficerRequest, officer_page
from motcua.channels.office.carrying_out import add_refusal
from motcua.channels.office.desk.counter import Counter, counter_of
from motcua.channels.office.desk.post_forms import BagForm, ItemForm, Offered
from motcua.channels.office.frame import page
from motcua.domain.calendar import TIMEZONE
from motcua.domain.catalog import ProcedureDefinition
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import Application, Channel, CollectBy, Paper, Party
from motcua.domain.errors import DomainError
from motcua.ui import wording
from motcua.ui.context import Key

FIRST_ROWS, MORE_ROWS, MOST_ROWS = 3, 3, 60


@dataclass(frozen=True, slots=True)
class Bag:
    """The record with its lines as they stand on the screen."""

    form: BagForm
    items: tuple[ItemForm, ...]

    @property
    def filled(self) -> tuple[ItemForm, ...]:
        """Return the lines in which something was typed."""
        return tuple(item for item in self.items if item.has_words)


@officer_page
@require_http_methods(["GET", "POST"])
def receive(request: OfficerRequest) -> HttpResponse:
    """Enter the round of a postman, register every dossier and print the record that both sign."""
    counter = counter_of(request)
    offered = _offered(request, counter)
    bag = _read(request, offered)
    if request.POST.get("act") == "record" and _valid(bag):
        try:
            sheet = _record(request, counter, bag)
        except DomainError as refused:
            add_refusal(bag.form, refused)
        else:
            return redirect(f"{reverse('office:post')}?sheet={sheet or ''}")
    status = 422 if bag.form.errors or any(item.errors for item in bag.items) else 200
    keys = (
        Key.of(_("Thêm dòng"), "F4"),
        Key.of(_("Ghi và in biên bản"), "F9"),
        Key.of(_("Ô kế tiếp"), "Tab"),
    )
    context = {
        "form": bag.form,
        "items": bag.items,
        "offered": offered,
        "sheet": request.GET.get("sheet", ""),
        "rows": len(bag.items),
    }
    return page(request, "office/desk/post.html", context, here="office:incoming", keys=keys, status=status)


def _offered(request: OfficerRequest, counter: Counter) -> Offered:
    today = request.at.astimezone(TIMEZONE).date()
    snapshot = catalog.catalog()
    return Offered(
        {
            offer.key: snapshot.published_procedure(offer.key, today)[1]
            for offer in snapshot.offered_at(counter.agency_id, today)
        },
        snapshot.index_for(counter.agency_id, today),
    )


def _read(request: OfficerRequest, offered: Offered) -> Bag:
    if request.method != "POST":
        now = request.at.astimezone(TIMEZONE)
        first = {
            "key": str(uuid.uuid4()),
            "signed_on": now.date(),
            "signed_time": now.time(),
            "operator": _("Bưu điện"),
        }
        items = (ItemForm(prefix=f"item-{n}", offered=offered) for n in range(FIRST_ROWS))
        return Bag(BagForm(initial=first, at=request.at), tuple(items))
    count = min(int(request.POST.get("rows", "") or FIRST_ROWS), MOST_ROWS)
    act = request.POST.get("act")
    if act == "more":
        count = min(count + MORE_ROWS, MOST_ROWS)
    items = (ItemForm(request.POST, prefix=f"item-{n}", offered=offered) for n in range(count))
    return Bag(BagForm(request.POST, at=request.at), tuple(items))


def _valid(bag: Bag) -> bool:
    lines = [item.is_valid() for item in bag.filled]
    if not lines:
        bag.form.add_error(None, _("Hãy ghi ít nhất một hồ sơ."))
    return bag.form.is_valid() and all(lines)


def _record(request: OfficerRequest, counter: Counter, bag: Bag) -> int | None:
    signed_at = bag.form.signed_at()
    lodgings = [_lodging(request, counter, item, signed_at) for item in bag.filled]
    states, repeated = lodge_together(
        lodgings, actor=request.actor, at=request.at, key=bag.form.cleaned_data["key"]
    )
    if repeated:
        messages.info(request, _("Biên bản này đã được ghi trước đó; không ghi thêm hồ sơ."))
        return None
    messages.success(request, _("Đã ghi %s hồ sơ từ bưu chính. Hãy kiểm tra từng hồ sơ.") % len(states))
    typed = bag.form.cleaned_data
    try:
        sheet = printing.print_post_hand_over(
            [state.id for state in states], operator=typed["operator"], postman=typed["postman"],
            actor=request.actor, at=signed_at,
        )  # fmt: skip
    except DomainError as refused:
        messages.error(request, _("Đã ghi nhưng chưa in được biên bản. %s") % wording.sentence(refused))
        return None
    return int(sheet.pk)


def _lodging(request: OfficerRequest, counter: Counter, item: ItemForm, signed_at: datetime) -> c.Lodge:
    typed = item.cleaned_data
    definition: ProcedureDefinition = typed["definition"]
    today = request.at.astimezone(TIMEZONE).date()
    competent = catalog.competent_agencies(definition.key, counter.agency_id, today)[0]
    return c.Lodge(
        id=new_id(request.at),
        procedure=definition.key,
        case=typed["case"],
        channel=Channel.POST,
        receiving_unit=counter.unit_id,
        receiving_agency=counter.agency_id,
        competent_agency=competent.id,
        application=_application(definition, typed),
        lodged_at=signed_at,
        slip=typed["slip"],
    )


def _application(definition: ProcedureDefinition, typed: dict[str, Any]) -> Application:
    papers = tuple(
        Paper(
            id=document.id,
            name=document.name,
            originals=document.originals,
            copies=document.copies,
            received=bool(typed["complete"]),
        )
        for document in definition.documents
        if document.required
    )
    return Application(
        applicant=Party(name=typed["sender"], phone=typed["phone"], address=typed["address"]),
        papers=papers,
        collect_by=CollectBy.POST if typed["back_by_post"] else CollectBy.COUNTER,
        collect_address=typed["address"] if typed["back_by_post"] else "",
        note=typed["note"],
    )
