"""What the account says about the person: details, contacts, who looked, and closing it."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.apps.citizens import operations
from motcua.apps.citizens.values import Channel, Purpose
from motcua.apps.dossiers.queries import looks
from motcua.channels.portal import access
from motcua.channels.portal.access import CitizenRequest, citizen_page
from motcua.channels.portal.account import proving, sections, words
from motcua.channels.portal.account.asking import ask, confirm, data, has_password, refusal, try_to
from motcua.channels.portal.account.forms import ConfirmForm, ContactChangeForm, DetailsForm
from motcua.domain.errors import DomainError
from motcua.ui import wording

CONTACT: Final = proving.Way(
    Purpose.CONTACT, "portal:contact", "portal:contact_code", "portal:contact_finish",
    gettext_lazy("Thêm hoặc đổi liên hệ"),
)  # fmt: skip


@citizen_page
@require_http_methods(["GET", "POST"])
def details(request: CitizenRequest) -> HttpResponse:
    """Correct what one has declared; what is proven stays (R-I35)."""
    person = request.visitor.person
    shown = {
        "name": person.name, "citizen_id": person.citizen_id, "born_on": _day(person.born_on), "sex": person.sex,
        "address": person.address,
    }  # fmt: skip
    form = DetailsForm(**data(request), initial=shown)

    def act() -> None:
        said = form.cleaned_data
        operations.update_details(
            person_id=person.id, name=said["name"], citizen_id=said["citizen_id"], born_on=said["born_on"],
            sex=said["sex"], address=said["address"], at=request.at,
        )  # fmt: skip

    lead = _("Những thông tin này được điền sẵn vào hồ sơ bạn nộp.")
    if person.proven:
        lead = _(
            "Họ tên, số định danh, ngày sinh, giới tính đã được định danh điện tử xác nhận nên không sửa ở đây."
        )
    return ask(
        request, form, act, title=_("Thông tin của tôi"), submit=_("Lưu thông tin"), done=_("Đã lưu thông tin."),
        to="portal:account", here="details", lead=lead,
    )  # fmt: skip


@sensitive_post_parameters("current")
@citizen_page
@require_http_methods(["GET", "POST"])
def contact(request: CitizenRequest) -> HttpResponse:
    """Ask where to send a code before a phone or an e-mail is added or replaced."""
    form = ContactChangeForm(**data(request), has_password=has_password(request))

    def act() -> None:
        confirm(request, form)
        proving.send(request, CONTACT, form.cleaned_data["contact"], person_id=request.visitor.person.id)

    return ask(
        request, form, act, title=str(CONTACT.title), submit=_("Gửi mã cho tôi"), to=CONTACT.code_url, here="details",
        done=_("Đã gửi mã."), lead=_("Số hoặc thư mới thay cho số hoặc thư cũ cùng loại."),
    )  # fmt: skip


@sensitive_post_parameters("code")
@citizen_page
@require_http_methods(["GET", "POST"])
def contact_code(request: CitizenRequest) -> HttpResponse:
    """Take the code of the new contact."""
    return proving.ask_code(request, CONTACT)


@citizen_page
@require_safe
def contact_finish(request: CitizenRequest) -> HttpResponse:
    """Write the contact down that has just been proven in this browser; safe to repeat."""
    code: UUID | None = proving.proven(request, CONTACT)
    if code is None:
        return redirect("portal:contact")
    proving.done(request)
    try:
        operations.change_contact(person_id=request.visitor.person.id, code=code, at=request.at)
    except DomainError as error:
        messages.error(request, wording.sentence(error))
        return redirect("portal:contact")
    messages.success(request, _("Đã lưu liên hệ mới. Chúng tôi đã báo cho liên hệ cũ biết."))
    return redirect("portal:account")


@citizen_page
@require_POST
def drop_contact(request: CitizenRequest) -> HttpResponse:
    """Do without the phone or the e-mail."""
    channel = Channel.SMS if request.POST.get("channel") == Channel.SMS.value else Channel.EMAIL
    form = ConfirmForm({}, has_password=False)

    def act() -> None:
        operations.drop_contact(person_id=request.visitor.person.id, channel=channel, at=request.at)

    if try_to(form, act):
        messages.error(request, refusal(form))
    else:
        messages.success(request, _("Đã bỏ liên hệ này."))
    return redirect("portal:account")


@citizen_page
@require_safe
def who_looked(request: CitizenRequest) -> HttpResponse:
    """Tell who looked at one's dossiers: agency and unit, what for, when (R-I35, R-I36)."""
    found = looks.who_looked(request.visitor.actor_with("follow"))
    context = {
        "title": _("Ai đã xem hồ sơ của tôi"),
        "looks": [(one, words.look(one.action, one.purpose)) for one in found],
        "most": looks.LISTED,
    }
    return sections.page(request, "portal/account/looks.html", context, here="who_looked")


@sensitive_post_parameters("current")
@citizen_page
@require_http_methods(["GET", "POST"])
def close(request: CitizenRequest) -> HttpResponse:
    """Close the account after a last question."""
    form = ConfirmForm(**data(request), has_password=has_password(request))

    def act() -> None:
        confirm(request, form)
        operations.close(person_id=request.visitor.person.id, at=request.at)
        access.leave(request, at=timezone.now())

    lead = _(
        "Chúng tôi xóa tên, số định danh, liên hệ và mọi cách đăng nhập của bạn. Hồ sơ đã nộp vẫn được giải quyết và "
        "lưu theo luật lưu trữ; bạn xem bằng mã trên giấy hẹn. Việc này không hoàn tác được."
    )
    return ask(
        request, form, act, title=_("Đóng tài khoản"), submit=_("Đóng tài khoản vĩnh viễn"), danger=True, lead=lead,
        done=_("Tài khoản của bạn đã đóng."), to=reverse("portal:home"), here="account",
    )  # fmt: skip


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))
