"""Two pages before a new account or a new password: where to send a code, and the code itself.

The browser that asked holds the name of the code in its session, so nobody else can use up its tries. The pages
say the same whether or not an account knows the contact.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.apps.citizens import operations
from motcua.apps.citizens.limits import TooOften
from motcua.apps.citizens.values import Channel, Contact, Purpose
from motcua.apps.notifications import carriers
from motcua.channels.portal import frame
from motcua.channels.portal.account.forms import CodeForm, ContactForm
from motcua.channels.portal.asker import address_of
from motcua.domain.errors import DomainError
from motcua.ui import wording
from motcua.ui.context import Link
from motcua.ui.forms import PageForm

PENDING: Final = "citizen_code"


@dataclass(frozen=True, slots=True)
class Way:
    """One way through the pages: its purpose, the names of its three addresses, and what they are called."""

    purpose: Purpose
    contact_url: str
    code_url: str
    last_url: str
    title: Any


def ask_contact(request: HttpRequest, way: Way, *, lead: str, links: tuple[Link, ...] = ()) -> HttpResponse:
    """Ask where to send a code, and send it."""
    form = ContactForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            send(request, way, form.cleaned_data["contact"])
        except TooOften as error:
            form.add_error(None, wording.sentence(error))
            return form_page(request, form, title=str(way.title), submit=_("Gửi mã cho tôi"), status=429)
        return redirect(way.code_url)
    return form_page(request, form, title=str(way.title), submit=_("Gửi mã cho tôi"), lead=lead, links=links)


def ask_code(request: HttpRequest, way: Way) -> HttpResponse:
    """Ask for the code; a wrong one says how many tries are left, a spent one leads back."""
    pending = pending_of(request, way)
    if pending is None:
        return redirect(way.contact_url)
    if request.method == "POST" and "again" in request.POST:
        return _again(request, way, pending)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            operations.verify(
                UUID(pending["code"]), form.cleaned_data["code"], purpose=way.purpose, at=timezone.now()
            )
        except DomainError as error:
            form.add_error("code", wording.sentence(error))
        else:
            return redirect(way.last_url)
    return form_page(
        request, form, title=_("Nhập mã vừa nhận"), submit=_("Tiếp tục"), lead=_sent_to(pending["to"]),
        again=True, links=(Link(_("Đổi số hoặc thư nhận mã"), reverse(way.contact_url)),),
    )  # fmt: skip


def send(request: HttpRequest, way: Way, contact: Contact, *, person_id: int | None = None) -> None:
    """Send a code and remember in this browser which. Raises TooOften."""
    code = operations.issue(
        contact, purpose=way.purpose, asker=address_of(request), at=timezone.now(), person_id=person_id
    )
    request.session[PENDING] = {
        "code": str(code), "purpose": way.purpose.value, "to": contact.address, "channel": contact.channel.value
    }  # fmt: skip


def pending_of(request: HttpRequest, way: Way) -> Mapping[str, str] | None:
    """Return what this browser waits for on this way."""
    pending: Mapping[str, str] | None = request.session.get(PENDING)
    return pending if pending is not None and pending["purpose"] == way.purpose else None


def proven(request: HttpRequest, way: Way) -> UUID | None:
    """Return the name of the code that was proven in this browser and may still be used."""
    pending = pending_of(request, way)
    if pending is None:
        return None
    code = UUID(pending["code"])
    try:
        operations.proven_by(code, purpose=way.purpose, at=timezone.now())
    except operations.CodeSpent:
        return None
    return code


def done(request: HttpRequest) -> None:
    """Forget the code of this browser."""
    request.session.pop(PENDING, None)


def form_page(
    request: HttpRequest,
    form: PageForm,
    *,
    title: str,
    submit: str,
    lead: str = "",
    links: tuple[Link, ...] = (),
    again: bool = False,
    status: int = 0,
    **more: object,
) -> HttpResponse:
    """Show one form of the account in the citizens' frame."""
    context = {
        "title": title, "form": form, "submit": submit, "lead": lead, "links": links, "again": again,
        "trial": again and carriers.only_on_trial(), "next": "", **more,
    }  # fmt: skip
    return frame.page(
        request, "portal/account/form.html", context, crumbs=[Link(title, request.path)],
        status=status or (422 if form.errors else 200),
    )  # fmt: skip


def _again(request: HttpRequest, way: Way, pending: Mapping[str, str]) -> HttpResponse:
    try:
        send(request, way, Contact(Channel(pending["channel"]), pending["to"]))
    except TooOften as error:
        form = CodeForm({})
        form.errors.clear()
        form.add_error(None, wording.sentence(error))
        return form_page(
            request,
            form,
            title=_("Nhập mã vừa nhận"),
            submit=_("Tiếp tục"),
            lead=_sent_to(pending["to"]),
            status=429,
        )
    return redirect(way.code_url)


def _sent_to(address: str) -> str:
    return (
        _(
            "Chúng tôi đã gửi mã đến %s. Mã dùng được trong 10 phút. Không ai của cơ quan nhà nước hỏi bạn mã này."
        )
        % address
    )
