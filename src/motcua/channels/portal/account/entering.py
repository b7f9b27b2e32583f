"""Signing up, in and out, and a new password for who has forgotten it."""

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from motcua.apps.citizens import operations
from motcua.apps.citizens.contacts import ContactTaken
from motcua.apps.citizens.limits import TooOften
from motcua.apps.citizens.passwords import PasswordGuessable, PasswordTooWeak
from motcua.apps.citizens.ports import national_identity
from motcua.apps.citizens.values import Purpose
from motcua.channels.portal import access, frame
from motcua.channels.portal.account import proving
from motcua.channels.portal.account.forms import FactorForm, NewAccountForm, NewPasswordForm, SignInForm
from motcua.channels.portal.asker import address_of
from motcua.domain.errors import DomainError
from motcua.ui import formatting, wording
from motcua.ui.context import Link

HALF: Final = "citizen_half"
"""In a session whose person has given the password but not yet the code."""
WANTED: Final = "citizen_next"
HALF_SECONDS: Final = 10 * 60
SIGN_UP: Final = proving.Way(
    Purpose.SIGN_UP,
    "portal:sign_up",
    "portal:sign_up_code",
    "portal:sign_up_finish",
    gettext_lazy("Tạo tài khoản"),
)
RECOVER: Final = proving.Way(
    Purpose.RECOVER, "portal:recover", "portal:recover_code", "portal:recover_finish",
    gettext_lazy("Đặt lại mật khẩu"),
)  # fmt: skip


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for phone or e-mail and password; five failures close the name (R-I14)."""
    if request.method == "GET" and access.visitor(request) is not None:
        return redirect(access.way_on(request))
    form = SignInForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        try:
            return _recognized(request, form)
        except TooOften as error:
            status = 429
            form.add_error(None, _locked(error))
        except operations.NotRecognized as error:
            status = 422
            form.add_error(None, wording.sentence(error))
    context = {
        "form": form, "next": access.way_on(request), "title": _("Đăng nhập"),
        "identity": national_identity() is not None,
    }  # fmt: skip
    crumbs = [frame.crumb("portal:sign_in", _("Đăng nhập"))]
    return frame.page(request, "portal/account/sign_in.html", context, crumbs=crumbs, status=status)


def _recognized(request: HttpRequest, form: SignInForm) -> HttpResponse:
    at = timezone.now()
    found = operations.check_password(
        name=form.cleaned_data["name"],
        password=form.cleaned_data["password"],
        asker=address_of(request),
        at=at,
    )
    way_on = access.way_on(request)
    if found.needs_code:
        access.leave(request, at=at)
        request.session.cycle_key()
        request.session[HALF] = {"person": found.person_id, "at": at.timestamp(), "next": way_on}
        return redirect("portal:sign_in_code")
    access.enter(request, found.person_id, method="password", at=at)
    return redirect(way_on)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the telephone, or one from the paper, after the right password."""
    half, at = request.session.get(HALF), timezone.now()
    if half is None or at.timestamp() - half["at"] > HALF_SECONDS:
        request.session.pop(HALF, None)
        return redirect("portal:sign_in")
    form = FactorForm(request.POST if request.method == "POST" else None)
    status = 0
    if form.is_valid():
        try:
            operations.check_factor(person_id=half["person"], code=form.cleaned_data["code"], at=at)
        except DomainError as error:
            status = 429 if isinstance(error, TooOften) else 422
            form.add_error("code", wording.sentence(error))
        else:
            access.enter(request, half["person"], method="password", at=at)
            return redirect(half["next"])
    return proving.form_page(
        request, form, title=_("Nhập mã xác thực"), submit=_("Đăng nhập"), status=status,
        lead=_("Mở ứng dụng xác thực trên điện thoại của bạn. Mất điện thoại thì dùng một mã dự phòng đã in."),
    )  # fmt: skip


def _locked(error: TooOften) -> str:
    return _(
        "Đã sai quá nhiều lần nên tạm dừng đăng nhập đến %(until)s. Bạn có thể đặt lại mật khẩu ngay bây giờ."
    ) % {"until": formatting.moment_words(error.until)}


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session in this browser."""
    access.leave(request, at=timezone.now())
    messages.success(request, _("Đã đăng xuất."))
    return redirect("portal:sign_in")


@never_cache
@require_http_methods(["GET", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Begin an account: where to send a code."""
    if access.is_ours(request, request.GET.get("next", "")):
        request.session[WANTED] = request.GET["next"]
    lead = _("Chỉ cần một số điện thoại hoặc thư điện tử. Không cần tài khoản để tra cứu hồ sơ.")
    links = (Link(_("Tôi đã có tài khoản"), reverse("portal:sign_in")),)
    return proving.ask_contact(request, SIGN_UP, lead=lead, links=links)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def sign_up_code(request: HttpRequest) -> HttpResponse:
    """Take the code of a new account."""
    return proving.ask_code(request, SIGN_UP)


@never_cache
@sensitive_post_parameters("new", "again")
@require_http_methods(["GET", "POST"])
def sign_up_finish(request: HttpRequest) -> HttpResponse:
    """Ask for name and password, and begin the account."""
    code = proving.proven(request, SIGN_UP)
    if code is None:
        return redirect("portal:sign_up")
    form = NewAccountForm(request.POST if request.method == "POST" else None)
    at = timezone.now()
    if form.is_valid():
        name, password = form.cleaned_data["name"], form.cleaned_data["new"]
        try:
            person_id = operations.sign_up(
                code=code, name=name, password=password, at=at, address=address_of(request) or None
            )
        except DomainError as error:
            form.add_error(_FIELDS.get(type(error)), wording.sentence(error))
        else:
            way_on = request.session.get(WANTED, access.HOME)
            access.enter(request, person_id, method="sign-up", at=at)
            messages.success(request, _("Tài khoản của bạn đã sẵn sàng."))
            return redirect(way_on)
    return proving.form_page(request, form, title=_("Tạo tài khoản"), submit=_("Tạo tài khoản"))


_FIELDS: Final[dict[type[DomainError], str | None]] = {
    operations.NameMissing: "name",
    PasswordTooWeak: "new",
    PasswordGuessable: "new",
    ContactTaken: None,
}


@never_cache
@require_http_methods(["GET", "POST"])
def recover(request: HttpRequest) -> HttpResponse:
    """Begin a new password: where to send a code."""
    lead = _("Nhập số điện thoại hoặc thư điện tử của tài khoản. Mã cũng mở lại tài khoản đang bị tạm dừng.")
    return proving.ask_contact(request, RECOVER, lead=lead)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def recover_code(request: HttpRequest) -> HttpResponse:
    """Take the code for a new password."""
    return proving.ask_code(request, RECOVER)


@never_cache
@sensitive_post_parameters("new", "again")
@require_http_methods(["GET", "POST"])
def recover_finish(request: HttpRequest) -> HttpResponse:
    """Take the new password; every session ends, and the person signs in with it."""
    code = proving.proven(request, RECOVER)
    if code is None:
        return redirect("portal:recover")
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            operations.recover(
                code=code,
                password=form.cleaned_data["new"],
                at=timezone.now(),
                address=address_of(request) or None,
            )
        except operations.AccountClosed:
            form.add_error(
                None, _("Chưa có tài khoản nào với số hoặc thư này. Bạn có thể tạo tài khoản mới.")
            )
        except DomainError as error:
            form.add_error(_FIELDS.get(type(error)), wording.sentence(error))
        else:
            proving.done(request)
            messages.success(
                request, _("Đã đặt mật khẩu mới và kết thúc mọi phiên đăng nhập cũ. Hãy đăng nhập.")
            )
            return redirect("portal:sign_in")
    return proving.form_page(request, form, title=_("Đặt mật khẩu mới"), submit=_("Lưu mật khẩu"))
