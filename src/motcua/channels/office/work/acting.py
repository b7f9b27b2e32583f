"""One page for each act: ask, carry out, go back to the dossier; a form on the dossier's page posts here too."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.apps.dossiers import lawbook, queries
from motcua.apps.dossiers.operations import StaleVersion
from motcua.apps.dossiers.queries import page as pages
from motcua.channels.office.access import OfficerRequest, officer_page
from motcua.channels.office.carrying_out import Conflict, attempt, conflict_of
from motcua.channels.office.frame import page
from motcua.channels.office.work import passing, sheets, showing
from motcua.channels.office.work.acts import ACTS, Act, act_url, label_of
from motcua.channels.office.work.forms.asking import ActForm, Asked
from motcua.domain.dossier import DossierState
from motcua.domain.dossier.offers import Offer

CONFLICT = 409


@officer_page
def act(request: OfficerRequest, dossier_id: UUID, act: str) -> HttpResponse:
    """Ask what an act needs and carry it out; only what the law lets this person do now is here."""
    chosen = ACTS.get(act)
    if chosen is None:
        raise Http404(act)
    state = queries.state_of(dossier_id, actor=request.actor)
    law = lawbook.law_of(state, request.at)
    offer = _offered(request, chosen, pages.offers_of(state, law, request.actor))
    if request.method != "POST":
        if offer is None:
            raise PermissionDenied(act)
        asked = Asked(state=state, law=law, offer=offer, actor=request.actor, at=request.at)
        return _form_page(request, chosen, state, chosen.form(asked))
    if offer is None:
        return _no_longer_offered(request, chosen, state)
    asked = Asked(state=state, law=law, offer=offer, actor=request.actor, at=request.at)
    return _carry_out(request, chosen, chosen.form(asked, request.POST, request.FILES))


def _offered(request: OfficerRequest, chosen: Act, offers: tuple[Offer, ...]) -> Offer | None:
    """Return the offer that the address is about: of this act, on this item, by this way out."""
    item, action = request.GET.get("item"), request.GET.get("action")
    fitting = [
        offer
        for offer in offers
        if offer.command is chosen.command
        and (item is None or str(offer.item) == item)
        and (action is None or (offer.action is not None and offer.action.id == action))
    ]
    return fitting[0] if fitting else None


def _carry_out(request: OfficerRequest, chosen: Act, form: ActForm) -> HttpResponse:
    state = form.asked.state
    if not form.is_valid():
        return _form_page(request, chosen, state, form)
    done = attempt(request, form, *form.commands(), dossier_id=state.id)
    if done.conflict is not None:
        return _conflict_page(request, chosen, form, done.conflict)
    if done.outcome is None:
        return _form_page(request, chosen, state, form)
    sheets.print_called_for(request, done.outcome)
    passed = passing.passed_by(request, [done.outcome])
    if passed:
        words = _("%(label)s: hồ sơ %(code)s đã chuyển.") % {
            "label": label_of(chosen, state, form.asked.offer), "code": state.code,
        }  # fmt: skip
        passing.remember(request, passed, words)
        return redirect(_list_url(request))
    messages.success(request, str(chosen.done))
    return redirect(_with_list(request, reverse("office:dossier", args=[state.id])))


def _no_longer_offered(request: OfficerRequest, chosen: Act, state: DossierState) -> HttpResponse:
    """Say that the request was done before, that somebody else was faster, or that there is no right to it."""
    if pages.request_done(request.POST.get("key", "")):
        return redirect("office:dossier", state.id)
    seen = request.POST.get("version", "")
    if not seen.isdecimal() or int(seen) >= state.version:
        raise PermissionDenied(chosen.slug)
    stale = StaleVersion(dossier_id=state.id, seen=int(seen), current=state.version)
    context: dict[str, object] = {
        "conflict": _with_holder(conflict_of(stale), state, request),
        "typed": [(_("Điều bạn đã gõ, chưa ghi"), text) for text in _typed(request)],
        "note_url": reverse("office:act", args=[state.id, "note"]),
    }
    return _page(request, chosen, state, context, status=CONFLICT)


def _typed(request: OfficerRequest) -> list[str]:
    hidden = {"version", "key", "kept", "csrfmiddlewaretoken"}
    texts = (value for name, value in request.POST.items() if name not in hidden and isinstance(value, str))
    return [text for text in texts if len(text.split()) > 1]


def _conflict_page(request: OfficerRequest, chosen: Act, form: ActForm, conflict: Conflict) -> HttpResponse:
    """Show the same form again over the newest version: what was typed stays, and can be sent after all."""
    state = queries.state_of(form.asked.state.id, actor=request.actor)
    law = lawbook.law_of(state, request.at)
    offer = _offered(request, chosen, pages.offers_of(state, law, request.actor))
    if offer is None:
        return _no_longer_offered(request, chosen, state)
    asked = Asked(state=state, law=law, offer=offer, actor=request.actor, at=request.at)
    renewed = request.POST.copy()
    renewed["version"] = str(state.version)
    again = chosen.form(asked, renewed, request.FILES)
    told = _with_holder(conflict, state, request)
    return _form_page(request, chosen, state, again, conflict=told, status=CONFLICT)


def _with_holder(conflict: Conflict, state: DossierState, request: OfficerRequest) -> Conflict:
    """Say also where the dossier is now."""
    holders = showing.head_of(state, request).holders
    now = [_("%(who)s, bước %(step)s.") % {"who": one.who, "step": one.step} for one in holders]
    return replace(conflict, now=" ".join(now))


def _form_page(
    request: OfficerRequest,
    chosen: Act,
    state: DossierState,
    form: ActForm,
    *,
    conflict: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    offer = form.asked.offer
    context: dict[str, object] = {
        "form": form,
        "conflict": conflict,
        "action_url": _with_list(request, act_url(state, chosen, offer)),
        "label": label_of(chosen, state, offer),
        "icon": chosen.icon,
        "danger": chosen.danger,
    }
    return _page(request, chosen, state, context, status=status)


def _page(
    request: OfficerRequest, chosen: Act, state: DossierState, context: dict[str, object], *, status: int
) -> HttpResponse:
    shown = showing.head_of(state, request)
    dossier_url = _with_list(request, reverse("office:dossier", args=[state.id]))
    return page(
        request,
        "office/work/act.html",
        {"title": chosen.label, "state": state, "head": shown, "dossier_url": dossier_url, **context},
        here="office:worklist",
        status=status,
    )


def _with_list(request: OfficerRequest, url: str) -> str:
    """Keep in an address the list that the officer came from."""
    came_from = request.GET.urlencode() if "list" in request.GET else ""
    if not came_from:
        return url
    kept = request.GET.copy()
    for name in set(kept) - {"list"}:
        del kept[name]
    return f"{url}{'&' if '?' in url else '?'}{kept.urlencode()}"


def _list_url(request: OfficerRequest) -> str:
    came_from = request.GET.get("list", "")
    return f"{reverse('office:worklist')}?{came_from}" if came_from else reverse("office:worklist")
