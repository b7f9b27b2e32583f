"""How the account is entered: password, codes of a telephone, sessions, what happened."""

from base64 import b32encode
from urllib.parse import quote

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.apps.citizens import operations, own
from motcua.apps.citizens.ports import national_identity
from motcua.channels.portal import access
from motcua.channels.portal.access import CitizenRequest, citizen_page
from motcua.channels.portal.account import sections, words
from motcua.channels.portal.account.asking import ask, confirm, data, has_password, refusal, try_to
from motcua.channels.portal.account.forms import ChangePasswordForm, CodeForm, ConfirmForm

HERE = "account_security"


@citizen_page
@require_safe
def security(request: CitizenRequest) -> HttpResponse:
    """Show every way into the account, and what happened lately."""
    person_id = request.visitor.person.id
    happenings = own.happenings_of(person_id)
    context = {
        "title": _("Đăng nhập và bảo mật"),
        "ways": own.ways_in(person_id),
        "happenings": [(one, words.happening(one)) for one in happenings if words.happening(one)],
        "identity": national_identity() is not None,
    }
    return sections.page(request, "portal/account/security.html", context, here=HERE)


@sensitive_post_parameters("current", "new", "again")
@citizen_page
@require_http_methods(["GET", "POST"])
def change_password(request: CitizenRequest) -> HttpResponse:
    """Set another password, or the first one; every other session ends."""
    form = ChangePasswordForm(**data(request), has_password=has_password(request))

    def act() -> None:
        confirm(request, form)
        operations.change_password(
            person_id=request.visitor.person.id, password=form.cleaned_data["new"],
            token=access.token_of(request), at=request.at,
        )  # fmt: skip

    return ask(
        request, form, act, title=_("Đổi mật khẩu"), submit=_("Lưu mật khẩu"), to="portal:account_security", here=HERE,
        done=_("Đã lưu mật khẩu mới và đăng xuất ở mọi nơi khác."),
    )  # fmt: skip


@sensitive_post_parameters("code")
@citizen_page
@require_http_methods(["GET", "POST"])
def factor(request: CitizenRequest) -> HttpResponse:
    """Show the key as a QR code and take its first code; then the codes for paper, once."""
    person = request.visitor.person
    if own.ways_in(person.id).factor:
        return redirect("portal:account_security")
    form = CodeForm(**data(request))
    codes: list[str] = []

    def act() -> None:
        codes.extend(
            operations.confirm_factor(person_id=person.id, code=form.cleaned_data["code"], at=request.at)
        )

    key = b32encode(operations.begin_factor(person_id=person.id, at=request.at)).decode()
    status = try_to(form, act)
    if not status:
        return _codes_page(request, codes)
    issuer = quote(str(settings.OTP_TOTP_ISSUER))
    label = quote(person.phone or person.email or str(person.id))
    context = {
        "title": _("Bật xác thực hai lớp"), "form": form, "submit": _("Bật xác thực hai lớp"), "danger": False,
        "lead": _("Quét mã bằng ứng dụng xác thực trên điện thoại, rồi nhập 6 chữ số ứng dụng đang hiện."),
        "links": (), "multipart": False, "key": " ".join(key[at : at + 4] for at in range(0, len(key), 4)),
        "qr": _qr(f"otpauth://totp/{issuer}:{label}?secret={key}&issuer={issuer}"),
    }  # fmt: skip
    return sections.page(request, "portal/account/ask.html", context, here=HERE, status=status)


@sensitive_post_parameters("current")
@citizen_page
@require_http_methods(["GET", "POST"])
def recovery_codes(request: CitizenRequest) -> HttpResponse:
    """Make new codes for paper; the former ones are void."""
    form = ConfirmForm(**data(request), has_password=has_password(request))
    codes: list[str] = []

    def act() -> None:
        confirm(request, form)
        codes.extend(operations.renew_recovery_codes(person_id=request.visitor.person.id, at=request.at))

    if request.method == "POST" and not (try_to(form, act)):
        return _codes_page(request, codes)
    return ask(
        request, form, act, title=_("Tạo mã dự phòng mới"), submit=_("Tạo mã mới"), done="", to="portal:account_security",
        here=HERE, lead=_("Mười mã cũ không dùng được nữa."),
    )  # fmt: skip


@sensitive_post_parameters("current")
@citizen_page
@require_http_methods(["GET", "POST"])
def drop_factor(request: CitizenRequest) -> HttpResponse:
    """Do without codes again."""
    form = ConfirmForm(**data(request), has_password=has_password(request))

    def act() -> None:
        confirm(request, form)
        operations.drop_factor(person_id=request.visitor.person.id, at=request.at)

    return ask(
        request, form, act, title=_("Tắt xác thực hai lớp"), submit=_("Tắt xác thực hai lớp"), danger=True,
        done=_("Đã tắt xác thực hai lớp."), to="portal:account_security", here=HERE,
        lead=_("Sau đó ai biết mật khẩu của bạn cũng vào được tài khoản."),
    )  # fmt: skip


@citizen_page
@require_http_methods(["GET", "POST"])
def sessions(request: CitizenRequest) -> HttpResponse:
    """List where one is signed in; sign out there."""
    person_id, token = request.visitor.person.id, access.token_of(request)
    if request.method == "POST":
        only = request.POST.get("session", "")
        ended = operations.end_elsewhere(
            person_id=person_id, token=token, at=request.at, only=int(only) if only.isdecimal() else None
        )
        messages.success(request, _("Đã đăng xuất ở %s nơi khác.") % ended)
        return redirect("portal:sessions")
    browsers = own.sessions_of(person_id, token=token, at=request.at)
    context = {
        "title": _("Nơi đang đăng nhập"),
        "browsers": [
            (one, words.browser(one.browser), words.METHODS.get(one.method, "")) for one in browsers
        ],
    }
    return sections.page(request, "portal/account/sessions.html", context, here="sessions")


@citizen_page
@require_POST
def unlink(request: CitizenRequest) -> HttpResponse:
    """Do without the national identity."""
    form = ConfirmForm({}, has_password=False)

    def act() -> None:
        operations.unlink_identity(person_id=request.visitor.person.id, at=request.at)

    if try_to(form, act):
        messages.error(request, refusal(form))
    else:
        messages.success(request, _("Đã bỏ liên kết định danh điện tử."))
    return redirect("portal:account_security")


def _codes_page(request: CitizenRequest, codes: list[str]) -> HttpResponse:
    context = {"title": _("Mã dự phòng của bạn"), "codes": codes}
    return sections.page(request, "portal/account/codes.html", context, here=HERE)


def _qr(text: str) -> SafeString:
    code = segno.make(text, error="m", micro=False)
    return mark_safe(code.svg_inline(scale=4, border=2, dark="#14202e"))  # noqa: S308  # Our own drawing.
