"""Signing in and out, the first password, changing it, and the codes of administrators (R-I10 to R-I18)."""

from base64 import b32encode
from collections.abc import Callable
from functools import wraps
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import login as remember_code

from motcua.apps.organization import operations, sessions
from motcua.apps.organization import queries as organization
from motcua.channels.office.access import CODE_PENDING
from motcua.channels.office.auth_forms import ChangePasswordForm, CodeForm, NewPasswordForm, SignInForm
from motcua.domain.errors import DomainError
from motcua.ui import wording
from motcua.ui.context import AuthFrame

View = Callable[[HttpRequest], HttpResponse]
NEXT = "next"
CITIZENS = "/"


def signed_in(view: View) -> View:
    """Let in people who have given their password, though perhaps not their code."""

    @never_cache
    @sensitive_post_parameters()
    @require_http_methods(["GET", "POST"])
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request)

    return guarded


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; five failures lock the account (R-I14)."""
    if request.method == "GET" and request.user.is_authenticated:
        return redirect(_way_on(request))
    form = SignInForm(request.POST or None)
    status = 200
    if form.is_valid():
        name, password = form.cleaned_data["username"], form.cleaned_data["password"]
        account: Any = authenticate(request, username=name, password=password)
        if account is not None:
            login(request, account)
            _note(request, name, account.pk, "succeeded")
            account.refresh_from_db()  # Its password may just have been found outworn.
            _begin(request, account)
            return redirect(_after_password(request, account))
        status = _refuse(request, form, name)
    return _page(request, "login", {"form": form, NEXT: _next(request)}, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    account: Any = request.user
    if account.is_authenticated:
        _note(request, account.username, account.pk, "signed_out")
        logout(request)
        messages.success(request, _("Đã đăng xuất."))
    return redirect("office:login")


@signed_in
def first_password(request: HttpRequest) -> HttpResponse:
    """Have a temporary or outworn password replaced before anything else (R-I11, R-I12)."""
    account: Any = request.user
    if not account.must_change_password:
        return redirect(_way_on(request))
    form = NewPasswordForm(request.POST or None)
    if form.is_valid():
        new = form.cleaned_data["new"]
        try:
            operations.choose_password(account_id=account.pk, new=new, at=timezone.now())
        except DomainError as error:
            form.add_error("new", wording.sentence(error))
        else:
            return _with_new_password(request)
    context = {
        "form": form,
        "outworn": account.password_changed_at is not None,
        "lines": _rules(account),
    }
    return _page(request, "first_password", context)


@signed_in
def change_password(request: HttpRequest) -> HttpResponse:
    """Let a person change the own password at any time, once the code was given where one is needed."""
    account: Any = request.user
    if request.session.get(CODE_PENDING):
        return redirect("office:second_factor")
    form = ChangePasswordForm(request.POST or None)
    if form.is_valid():
        current, new = form.cleaned_data["current"], form.cleaned_data["new"]
        try:
            operations.change_password(account_id=account.pk, current=current, new=new, at=timezone.now())
        except operations.WrongPassword as error:
            form.add_error("current", wording.sentence(error))
        except DomainError as error:
            form.add_error("new", wording.sentence(error))
        else:
            return _with_new_password(request)
    return _page(
        request,
        "change_password",
        {"form": form, "lines": _rules(account), "home": settings.LOGIN_REDIRECT_URL},
    )


@signed_in
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the person's telephone (R-I13); first have it set up where it is not."""
    account: Any = request.user
    if account.is_verified():
        return redirect(_way_on(request))
    if not organization.has_second_factor(account.pk):
        return redirect(f"{resolve_url('office:second_factor_setup')}?{request.GET.urlencode()}")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            device = operations.verify_second_factor(account_id=account.pk, code=form.cleaned_data["code"])
        except DomainError as error:
            _note(request, account.username, account.pk, "wrong_code")
            form.add_error("code", wording.sentence(error))
        else:
            _confirmed(request, device)
            return redirect(_way_on(request))
    return _page(request, "second_factor", {"form": form, NEXT: _next(request)})


@signed_in
def second_factor_setup(request: HttpRequest) -> HttpResponse:
    """Show the key as a QR code and take the first code; only the holder of an earlier one may replace it."""
    account: Any = request.user
    if organization.has_second_factor(account.pk) and not account.is_verified():
        return redirect("office:second_factor")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        code = form.cleaned_data["code"]
        try:
            device = operations.confirm_second_factor(account_id=account.pk, code=code, at=timezone.now())
        except DomainError as error:
            form.add_error("code", wording.sentence(error))
        else:
            _confirmed(request, device)
            messages.success(request, _("Đã bật xác thực hai lớp."))
            return redirect(_way_on(request))
    pending = operations.begin_second_factor(account_id=account.pk)
    key = b32encode(pending.bin_key).decode()
    context = {
        "form": form,
        "qr": _qr(pending.config_url),
        "key": " ".join(key[at : at + 4] for at in range(0, len(key), 4)),
        NEXT: _next(request),
    }
    return _page(request, "second_factor_setup", context)


def _refuse(request: HttpRequest, form: SignInForm, name: str) -> int:
    """Say no in the same words whether or not the name exists; return the status of the answer."""
    locked = bool(getattr(request, "axes_locked_out", False))
    request.axes_locked_out = False  # type: ignore[attr-defined]  # This page says it, in our words.
    _note(request, name, None, "locked" if locked else "wrong_password")
    if locked:
        form.add_error(
            None,
            _(
                "Tài khoản đang bị khóa vì nhập sai 5 lần. Hãy gọi quản trị của cơ quan bạn để mở, "
                "hoặc thử lại sau 12 giờ."
            ),
        )
        return 429
    form.add_error(None, _("Tên đăng nhập hoặc mật khẩu chưa đúng. Sai 5 lần thì tài khoản bị khóa 12 giờ."))
    return 200


def _note(request: HttpRequest, name: str, account_id: int | None, outcome: str) -> None:
    operations.note_sign_in(
        username=name,
        account_id=account_id,
        address=request.META.get("REMOTE_ADDR") or None,
        outcome=outcome,
        at=timezone.now(),
    )


def _begin(request: HttpRequest, account: Any) -> None:
    """Note where the session began, and that it is only half a session until the code is given (R-I13)."""
    address, browser = request.META.get("REMOTE_ADDR"), request.headers.get("User-Agent", "")
    sessions.remember(request.session, address=address or None, browser=browser, at=timezone.now())
    if _needs_code(account):
        request.session[CODE_PENDING] = True


def _confirmed(request: HttpRequest, device: Any) -> None:
    request.session.pop(CODE_PENDING, None)
    request.session.cycle_key()  # What opened half the doors does not open all of them.
    remember_code(request, device)


def _after_password(request: HttpRequest, account: Any) -> str:
    """Return where a person goes who has just given the right password."""
    onward = _way_on(request)
    if account.must_change_password:
        step = "office:first_password"
    elif _needs_code(account):
        step = "office:second_factor"
    else:
        return onward
    return f"{resolve_url(step)}?{NEXT}={onward}"


def _needs_code(account: Any) -> bool:
    """Tell whether the code is still to be given; an account fresh from its password has no device yet."""
    if getattr(account, "otp_device", None) is not None:
        return False
    return bool(account.is_administrator or organization.has_second_factor(account.pk))


def _with_new_password(request: HttpRequest) -> HttpResponse:
    account: Any = request.user
    account.refresh_from_db()
    update_session_auth_hash(request, account)  # Other sessions of the person end.
    messages.success(request, _("Đã lưu mật khẩu mới."))
    return redirect(_after_password(request, account))


def _way_on(request: HttpRequest) -> str:
    return _next(request) or settings.LOGIN_REDIRECT_URL


def _next(request: HttpRequest) -> str:
    """Return the page the person wanted, when it is one of ours."""
    wanted = request.POST.get(NEXT) or request.GET.get(NEXT, "")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else ""


def _rules(account: Any) -> list[str]:
    """Return what a new password must be, in the words of the page."""
    lines = [
        _("Từ 14 ký tự; có thể là một câu dễ nhớ, có dấu và khoảng trắng"),
        _("Không chứa tên đăng nhập, họ tên, thư điện tử của bạn"),
        _("Không nằm trong danh sách mật khẩu phổ biến"),
    ]
    if account.is_administrator:
        lines.append(_("Khác 10 mật khẩu gần đây; đổi lại sau 2 tháng"))
    return lines


def _qr(text: str) -> SafeString:
    code = segno.make(text, error="m", micro=False)
    return mark_safe(code.svg_inline(scale=4, border=2, dark="#14202e"))  # noqa: S308  # Our own drawing.


def _page(request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    frame = AuthFrame(province=organization.province_name(), citizens_url=CITIZENS)
    return render(request, f"office/auth/{name}.html", {**frame.context(), **context}, status=status)
