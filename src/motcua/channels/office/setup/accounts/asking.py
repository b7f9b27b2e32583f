"""One page for each thing to be decided: what follows from it, a form, one button."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup.frame import page
from motcua.domain.access import NotPermitted
from motcua.domain.errors import DomainError
from motcua.ui import wording
from motcua.ui.context import Link
from motcua.ui.forms import PageForm

HERE: Final = "accounts"
FIELDS: Final = {
    "organization.already-assigned": "since",
    "organization.account-kind-unfit": "role",
    "organization.already-ended": "on",
    "organization.mandate-needs-end": "until",
    "organization.mandate-to-outsider": "colleague",
    "organization.oversight-unfit": "agency",
    "organization.reserve-unfit": "reserve",
    "organization.secondment-length-unlawful": "until",
    "organization.unit-not-there": "since",
    "organization.username-taken": "username",
}
"""Beside which field a refusal is read, where the form has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: `consequence` says what follows, `label` is on the button, `back_url` leads away."""

    title: str
    consequence: str
    label: str
    icon: str
    back_url: str
    danger: bool = False
    crumbs: Sequence[Link] = ()


Show = Callable[[OfficerRequest, PageForm, Question], HttpResponse]


def ask(
    request: OfficerRequest,
    form: PageForm,
    question: Question,
    carry_out: Callable[[], str],
    show: Show | None = None,
) -> HttpResponse:
    """Show the form; once it is right carry it out and say the words it returns. Refusals stand at their field."""
    if form.is_bound and form.is_valid():
        try:
            words = carry_out()
        except NotPermitted:
            raise
        except DomainError as refused:
            refuse(form, refused)
        else:
            messages.success(request, words)
            return redirect(question.back_url)
    return (show or form_page)(request, form, question)


def form_page(request: OfficerRequest, form: PageForm, question: Question) -> HttpResponse:
    """Show a form with what follows from it."""
    context: dict[str, object] = {"title": question.title, "form": form, "question": question}
    return page(
        request,
        "office/setup/accounts/form.html",
        context,
        here=HERE,
        crumbs=question.crumbs,
        status=422 if form.errors else 200,
    )


def refuse(form: PageForm, refused: DomainError) -> None:
    """Put a refusal beside the field that it is about."""
    field = FIELDS.get(refused.code, "")
    form.add_error(field if field in form.fields else None, wording.sentence(refused))


def crumbs(*more: Link) -> list[Link]:
    """Return the path from the list of accounts."""
    return [Link(_("Tài khoản"), reverse("office:accounts")), *more]
