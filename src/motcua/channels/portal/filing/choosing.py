"""The pages that are no part of a form: which case, for which place, for whom, how the result comes."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from motcua.apps.filing import operations, preparing
from motcua.channels.portal.filing.forms import ApplicantForm, CollectionForm, PlaceForm
from motcua.channels.portal.filing.pages import Page, shown
from motcua.channels.portal.filing.steps import Step
from motcua.domain.catalog import CASE_QUESTION, Case, Question, lead
from motcua.domain.text import search_key
from motcua.ui import wording


def case(page: Page, here: Step) -> HttpResponse | None:
    """Lead to the case by questions in plain words, one at a time (R-C31)."""
    definition, request = page.prepared.definition, page.request
    sent = {
        name: value for name, value in request.POST.items() if name.startswith("q") or name == CASE_QUESTION
    }
    step = lead(definition, {name: str(value) for name, value in sent.items()})
    if request.method == "POST" and isinstance(step, Case):
        operations.choose_case(**page.owner, case=step.code)
        return None
    if isinstance(step, Case):  # One case is left without asking.
        step = Question(CASE_QUESTION, "", ())
    assert isinstance(step, Question)
    unanswered = request.method == "POST" and request.POST.get("asked") == step.key
    context = {
        "question": step,
        "text": step.text or _("Trường hợp nào là của bạn?"),
        "options": [(one.value, one.label, _limit(one.allowance)) for one in step.options],
        "before": [(name, value) for name, value in sent.items() if name != step.key],
        "chosen": page.draft.case if step.key == CASE_QUESTION else "",
        "error": _("Hãy chọn câu trả lời gần nhất với bạn.") if unanswered else "",
    }
    return shown(page, here, "portal/filing/case.html", context, status=422 if unanswered else 200)


def place(page: Page, here: Step) -> HttpResponse | None:
    """Ask for which place, from which follow who decides and who receives (R-A15)."""
    places = page.prepared.places
    initial = {"place": page.draft.place or _near(page)}
    form = PlaceForm(page.request.POST or None, places=places, initial=initial)
    if page.request.method == "POST" and form.is_valid():
        operations.choose_place(**page.owner, place=form.cleaned_data["place"])
        return None
    return _form_page(page, here, "portal/filing/place.html", form)


def applicant(page: Page, here: Step) -> HttpResponse | None:
    """Ask for whom it is filed, and how they are reached."""
    draft, choices = page.draft, page.prepared.choices
    initial = {"acting_for": draft.acting_for, "phone": draft.phone, "email": draft.email}
    form = ApplicantForm(page.request.POST or None, choices=choices, initial=initial)
    if page.request.method == "POST" and form.is_valid():
        operations.choose_applicant(
            **page.owner, actor=page.request.visitor.actor_with(preparing.RIGHT), **form.cleaned_data
        )
        return None
    return _form_page(page, here, "portal/filing/applicant.html", form, choices=choices)


def collection(page: Page, here: Step) -> HttpResponse | None:
    """Ask how the result is to come (form 01, line 6)."""
    draft, service = page.draft, page.prepared.definition.service
    initial = {"by": draft.collect_by, "address": draft.collect_address}
    form = CollectionForm(page.request.POST or None, electronic=service.result_delivery, initial=initial)
    if page.request.method == "POST" and form.is_valid():
        operations.choose_collection(**page.owner, **form.cleaned_data)
        return None
    return _form_page(page, here, "portal/filing/collection.html", form)


def _form_page(page: Page, here: Step, template: str, form: Any, **context: Any) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return shown(page, here, template, {"form": form, **context}, status=status)


def _near(page: Page) -> str:
    """Return the place that the applicant's address names, where there is just one."""
    choice = page.prepared.choice
    address = search_key(choice.party.address) if choice else ""
    named = [one for one in page.prepared.places if address and search_key(one.label) in address]
    return preparing.place_key(named[0]) if len(named) == 1 else ""


def _limit(allowance: Any) -> str:
    return wording.limit(allowance.amount, allowance.unit.name) if allowance else ""
