"""Views that ask one thing, do it, and say so: the manner of every page that changes the account."""

from collections.abc import Callable, Mapping
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from motcua.apps.citizens import operations, own
from motcua.apps.citizens.limits import TooOften
from motcua.channels.portal import access
from motcua.channels.portal.access import CitizenRequest
from motcua.channels.portal.account import sections
from motcua.domain.errors import DomainError
from motcua.ui import wording
from motcua.ui.forms import PageForm

FIELDS: Final[Mapping[str, str]] = {
    "citizens.not-confirmed": "current",
    "citizens.password-too-weak": "new",
    "citizens.password-guessable": "new",
    "citizens.name-missing": "name",
    "citizens.factor-code-wrong": "code",
    "citizens.rights-missing": "rights",
    "citizens.power-matters-missing": "matters",
    "citizens.power-period-wrong": "valid_to",
    "citizens.power-unfounded": "paper",
    "citizens.contact-taken": "contact",
    "identity.citizen-id-invalid": "citizen_id",
    "identity.partial-date-invalid": "born_on",
    "identity.tax-code-invalid": "tax_code",
    "identity.phone-invalid": "principal_phone",
}
"""At which field a refusal is shown."""


def data(request: CitizenRequest) -> dict[str, object]:
    """Return what was sent, for the constructor of a form."""
    return {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}


def has_password(request: CitizenRequest) -> bool:
    """Tell whether the person has a password that can be asked for."""
    return own.ways_in(request.visitor.person.id).password


def confirm(request: CitizenRequest, form: PageForm) -> None:
    """Make sure that it is the person. Raises NotConfirmed and TooOften."""
    operations.confirm_self(
        request.visitor.person.id, password=form.cleaned_data.get("current", ""), token=access.token_of(request),
        at=request.at,
    )  # fmt: skip


def try_to(form: PageForm, act: Callable[[], object]) -> int:
    """Do it when the form is right and the rules allow; return 0, or the status of the refusal, shown in the form."""
    if not form.is_valid():
        return 422 if form.is_bound else 200
    try:
        act()
    except DomainError as error:
        field = FIELDS.get(error.code)
        form.add_error(field if field in form.fields else None, wording.sentence(error))
        return 429 if isinstance(error, TooOften) else 422
    return 0


def refusal(form: PageForm) -> str:
    """Return why something was refused that has no fields to say it at."""
    return " ".join(str(error) for error in form.non_field_errors())


def ask(
    request: CitizenRequest,
    form: PageForm,
    act: Callable[[], object],
    *,
    title: str,
    submit: str,
    done: str,
    to: str,
    here: str,
    lead: str = "",
    danger: bool = False,
) -> HttpResponse:
    """Show a form in the account's frame until it is carried out, then go on with a word about it."""
    status = try_to(form, act)
    if not status:
        messages.success(request, done)
        return redirect(to)
    context = {
        "title": title, "form": form, "submit": submit, "lead": lead, "danger": danger, "links": (), "qr": "",
        "key": "", "multipart": form.is_multipart(),
    }  # fmt: skip
    return sections.page(request, "portal/account/ask.html", context, here=here, status=status)
