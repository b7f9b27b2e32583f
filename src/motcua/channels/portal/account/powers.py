"""Acting for another by an authorization paper: state it, confirm it, end it."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.apps.audit.operations import log_access
from motcua.apps.citizens import operations, own
from motcua.apps.citizens.values import Channel, Contact, Purpose
from motcua.apps.documents import operations as documents
from motcua.apps.documents.queries import file_content
from motcua.channels.portal.access import CitizenRequest, citizen_page, today
from motcua.channels.portal.account import proving, sections, words
from motcua.channels.portal.account.asking import ask, data, refusal, try_to
from motcua.channels.portal.account.forms import CodeForm, PowerForm
from motcua.channels.portal.asker import address_of
from motcua.domain.errors import DomainError
from motcua.ui import wording
from motcua.ui.chips import Chip
from motcua.ui.forms import PageForm

HERE = "powers"
CONFIRM: Final = proving.Way(Purpose.POWER, "portal:powers", "portal:powers", "portal:powers", "")


@citizen_page
@require_safe
def powers(request: CitizenRequest) -> HttpResponse:
    """List what waits for one's answer, what one was given and what one gave."""
    person_id = request.visitor.person.id
    context = {
        "title": _("Ủy quyền"),
        "asked": _shown(own.powers_asked(person_id, today())),
        "held": _shown(own.powers_held(person_id, today())),
        "given": _shown(own.powers_given(person_id, today())),
    }
    return sections.page(request, "portal/account/powers.html", context, here=HERE)


@citizen_page
@require_http_methods(["GET", "POST"])
def new_power(request: CitizenRequest) -> HttpResponse:
    """State for whom one acts, and on which paper."""
    form = PowerForm(**data(request), initial={"rights": ["file", "follow"], "valid_from": today()})

    def act() -> None:
        said = form.cleaned_data
        paper, name = "", ""
        if said["paper"]:
            stored = documents.store_file(
                said["paper"], name=said["paper"].name, actor=request.visitor.actor, at=request.at
            )
            paper, name = stored.sha256, stored.name
        wanted = operations.Wording(
            principal_name=said["principal_name"], principal_phone=said["principal_phone"],
            principal_citizen_id=said["principal_citizen_id"], matters=said["matters"], rights=said["rights"],
            valid_from=said["valid_from"], valid_to=said["valid_to"], paper=paper, paper_name=name,
        )  # fmt: skip
        operations.state_power(proxy_id=request.visitor.person.id, said=wanted, at=request.at)

    return ask(
        request, form, act, title=_("Ghi giấy ủy quyền"), submit=_("Lưu giấy ủy quyền"), to="portal:powers", here=HERE,
        done=_("Đã lưu. Có điện thoại của người ủy quyền thì chúng tôi đã nhắn để người đó xác nhận."),
        lead=_("Để nộp và theo dõi hồ sơ thay cho người khác."),
    )  # fmt: skip


@sensitive_post_parameters("code")
@citizen_page
@require_http_methods(["GET", "POST"])
def confirm_power(request: CitizenRequest, power_id: int) -> HttpResponse:
    """Let a proxy act for one: a code goes to the own phone once more."""
    person = request.visitor.person
    power = next((one for one in own.powers_asked(person.id, today()) if one.id == power_id), None)
    if power is None:
        raise Http404("power")
    form = CodeForm(request.POST if "code" in request.POST else None)
    if request.method == "POST" and not form.is_bound:
        refused = PageForm({})
        contact = Contact(Channel.SMS, person.phone)
        if try_to(refused, lambda: proving.send(request, CONFIRM, contact, person_id=person.id)):
            messages.error(request, refusal(refused))
        return redirect("portal:confirm_power", power_id)
    pending = proving.pending_of(request, CONFIRM)

    def act() -> None:
        code = UUID(pending["code"]) if pending else UUID(int=0)
        operations.verify(code, form.cleaned_data["code"], purpose=Purpose.POWER, at=request.at)
        operations.confirm_power(power_id=power_id, principal_id=person.id, code=code, at=request.at)
        proving.done(request)

    status = try_to(form, act)
    if not status:
        messages.success(request, _("Đã xác nhận. %s được làm thay bạn trong phạm vi này.") % power.proxy)
        return redirect("portal:powers")
    context = {"title": _("Xác nhận ủy quyền"), "power": power, "rights": words.rights(power.rights), "form": form,
               "sent": pending is not None}  # fmt: skip
    return sections.page(request, "portal/account/confirm_power.html", context, here=HERE, status=status)


@citizen_page
@require_POST
def decline_power(request: CitizenRequest, power_id: int) -> HttpResponse:
    """Say that somebody does not act for one."""
    form = PageForm({})
    refused = try_to(
        form,
        lambda: operations.decline_power(
            power_id=power_id, principal_id=request.visitor.person.id, at=request.at
        ),
    )
    _say(request, form, refused, _("Đã từ chối. Người đó không làm thay bạn được."))
    return redirect("portal:powers")


@citizen_page
@require_POST
def end_power(request: CitizenRequest, power_id: int) -> HttpResponse:
    """End a power, as its principal or its proxy."""
    form = PageForm({})
    refused = try_to(
        form,
        lambda: operations.end_power(power_id=power_id, person_id=request.visitor.person.id, at=request.at),
    )
    _say(request, form, refused, _("Đã chấm dứt ủy quyền."))
    return redirect("portal:powers")


@citizen_page
@require_safe
def paper(request: CitizenRequest, power_id: int) -> HttpResponse:
    """Hand the paper of a power to its proxy and its principal."""
    found = own.paper_of(power_id, request.visitor.person.id)
    if found is None:
        raise Http404("paper")
    try:
        content = file_content(found[0])
    except DomainError as refused:
        messages.error(request, wording.sentence(refused))
        return redirect("portal:powers")
    log_access(
        action="download", subject_type="file", subject_ids=[found[0]], actor=request.visitor.actor, at=request.at,
        channel="portal", address=address_of(request) or None,
    )  # fmt: skip
    response = HttpResponse(content.content, content_type=content.media_type)
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=found[1]) or "attachment"
    )
    return response


def _say(request: CitizenRequest, form: PageForm, refused: int, done: str) -> None:
    if refused:
        messages.error(request, refusal(form))
    else:
        messages.success(request, done)


def _shown(powers: list[own.Power]) -> list[tuple[own.Power, Chip, str]]:
    return [(one, _chip(one.state), words.rights(one.rights)) for one in powers]


def _chip(state: str) -> Chip:
    label, css, icon = words.POWER_STATES[state]
    return Chip(css, icon, str(label))
