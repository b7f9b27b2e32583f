"""What an administrator does to an account, each on a page that says what follows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.apps.dossiers.queries.worklist import Tray, tray_sizes
from motcua.apps.organization import operations
from motcua.apps.organization import queries as organization
from motcua.apps.organization.queries.profile import AccountNotFound, Profile, profile_of
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup.accounts.asking import Question, ask, crumbs, form_page
from motcua.channels.office.setup.accounts.forms import NoteForm, PersonForm, ReasonForm, SureForm
from motcua.channels.office.setup.accounts.issuing import issued_page
from motcua.channels.office.setup.frame import setup_page
from motcua.domain.access import Actor
from motcua.ui.context import Link
from motcua.ui.forms import PageForm


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its words, its form, when it makes sense, and what carries it out.

    None stands for the new password, which is shown instead of going back.
    """

    slug: str
    label: str | Promise
    icon: str
    form: type[PageForm]
    fits: Callable[[Profile], bool]
    carry_out: Callable[[OfficerRequest, Profile, PageForm], str] | None
    consequence: str | Promise = ""
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Button:
    """An act as the page of a person offers it."""

    label: str
    icon: str
    url: str
    danger: bool


def _change(request: OfficerRequest, person: Profile, form: PageForm) -> str:
    operations.change_account(
        account_id=person.row.id, **form.cleaned_data, actor=request.actor, at=request.at
    )
    return _("Đã lưu thông tin.")


def _unlock(request: OfficerRequest, person: Profile, form: PageForm) -> str:
    operations.unlock_account(account_id=person.row.id, actor=request.actor, at=request.at)
    return _("Đã mở khóa; đăng nhập lại được ngay.")


def _forget_codes(request: OfficerRequest, person: Profile, form: PageForm) -> str:
    reason = form.cleaned_data["reason"]
    operations.remove_second_factor(
        account_id=person.row.id, reason=reason, actor=request.actor, at=request.at
    )
    return _("Đã gỡ xác thực hai lớp.")


def _end_sessions(request: OfficerRequest, person: Profile, form: PageForm) -> str:
    ended = operations.end_sessions(account_id=person.row.id, actor=request.actor, at=request.at)
    return _("Đã kết thúc %s phiên đăng nhập.") % ended


def _review(request: OfficerRequest, person: Profile, form: PageForm) -> str:
    note = form.cleaned_data["note"]
    operations.review_account(account_id=person.row.id, note=note, actor=request.actor, at=request.at)
    return _("Đã xác nhận %s còn dùng tài khoản và đúng quyền.") % person.row.full_name


def _close(request: OfficerRequest, person: Profile, form: PageForm) -> str:
    reason = form.cleaned_data["reason"]
    operations.close_account(account_id=person.row.id, reason=reason, actor=request.actor, at=request.at)
    return _("Đã đóng tài khoản %s.") % person.row.username


def _reopen(request: OfficerRequest, person: Profile, form: PageForm) -> str:
    reason = form.cleaned_data["reason"]
    operations.reopen_account(account_id=person.row.id, reason=reason, actor=request.actor, at=request.at)
    return _("Đã mở lại tài khoản %s.") % person.row.username


_ALL: Final = (
    Act("edit", gettext_lazy("Sửa thông tin"), "pencil", PersonForm, lambda one: True, _change),
    Act("review", gettext_lazy("Xác nhận còn dùng"), "clipboard-check", NoteForm, lambda one: one.row.is_active, _review,
        gettext_lazy("Bạn xác nhận người này còn cần tài khoản và mọi việc đang giao là đúng. Lần rà soát sau: 6 tháng nữa.")),
    Act("reset-password", gettext_lazy("Cấp mật khẩu tạm"), "key", SureForm, lambda one: one.row.is_active, None,
        gettext_lazy("Mật khẩu cũ và mọi phiên đang mở hết hiệu lực ngay. Mật khẩu tạm chỉ hiện một lần; người dùng phải đổi khi đăng nhập.")),
    Act("unlock", gettext_lazy("Mở khóa"), "unlock", SureForm, lambda one: one.row.locked, _unlock,
        gettext_lazy("Người này được thử đăng nhập lại ngay, thay vì chờ hết 12 giờ.")),
    Act("end-sessions", gettext_lazy("Kết thúc mọi phiên"), "box-arrow-right", SureForm, lambda one: bool(one.sessions),
        _end_sessions, gettext_lazy("Người này phải đăng nhập lại ở mọi máy; điều đang gõ dở mà chưa lưu sẽ mất.")),
    Act("forget-codes", gettext_lazy("Gỡ xác thực hai lớp"), "phone", ReasonForm, lambda one: one.row.codes, _forget_codes,
        gettext_lazy("Dùng khi mất điện thoại. Lần đăng nhập sau phải thiết lập lại hoặc đặt mật khẩu mới."), danger=True),
    Act("close", gettext_lazy("Đóng tài khoản"), "person-x", ReasonForm, lambda one: one.row.is_active, _close, danger=True),
    Act("reopen", gettext_lazy("Mở lại tài khoản"), "person-check", ReasonForm, lambda one: not one.row.is_active, _reopen,
        gettext_lazy("Người này đăng nhập lại được với mật khẩu cũ và các việc còn được giao.")),
)  # fmt: skip
ACTS: Final = {act.slug: act for act in _ALL}


def buttons(actor: Actor, person: Profile) -> list[Button]:
    """Return the acts that make sense for a person; none for who may not change the account."""
    if not person.managed:
        return []
    itself = person.row.id == actor.account_id
    return [
        Button(
            str(one.label),
            one.icon,
            reverse("office:account_act", args=[person.row.id, one.slug]),
            one.danger,
        )
        for one in _ALL
        if one.fits(person) and (one.slug == "edit" or not itself)
    ]


@setup_page("accounts")
@never_cache
@require_http_methods(["GET", "POST"])
def act(request: OfficerRequest, account_id: int, act: str) -> HttpResponse:
    """Ask about an act on an account and carry it out."""
    chosen = ACTS.get(act)
    if chosen is None:
        raise Http404(act)
    person = _managed(request, account_id)
    if not chosen.fits(person):
        raise Http404(act)
    question = _question(request, chosen, person)
    initial = {"full_name": person.row.full_name, "email": person.email, "phone": person.phone}
    form = chosen.form(request.POST if request.method == "POST" else None, initial=initial)
    carry_out = chosen.carry_out
    if carry_out is None:
        return (
            _reset_password(request, person, question)
            if form.is_valid()
            else form_page(request, form, question)
        )
    return ask(request, form, question, lambda: carry_out(request, person, form))


def _managed(request: OfficerRequest, account_id: int) -> Profile:
    try:
        person = profile_of(account_id, actor=request.actor, at=request.at)
    except AccountNotFound as missing:
        raise Http404 from missing
    if not person.managed:
        raise PermissionDenied("manage_account")
    return person


def _question(request: OfficerRequest, chosen: Act, person: Profile) -> Question:
    page = reverse("office:account", args=[person.row.id])
    listed = request.GET.get("back")
    return Question(
        title=f"{chosen.label}: {person.row.full_name}",
        consequence=_of_closing(request, person) if chosen.slug == "close" else str(chosen.consequence),
        label=str(chosen.label),
        icon=chosen.icon,
        back_url=page if listed is None else f"{reverse('office:accounts')}?{listed}",
        danger=chosen.danger,
        crumbs=crumbs(Link(person.row.full_name, page)),
    )


def _of_closing(request: OfficerRequest, person: Profile) -> str:
    actors = organization.actors_for([person.row.id], request.at)
    held = tray_sizes(actors[person.row.id])[Tray.MINE] if actors else 0
    sure = _("Người này không đăng nhập được nữa. Dấu vết trong hồ sơ và nhật ký vẫn giữ nguyên.")
    if not held:
        return sure
    return _("%(sure)s Người này đang giữ %(held)s việc; hãy giao lại cho người khác.") % {
        "sure": sure,
        "held": held,
    }


def _reset_password(request: OfficerRequest, person: Profile, question: Question) -> HttpResponse:
    try:
        issued = operations.reset_password(account_id=person.row.id, actor=request.actor, at=request.at)
    except operations.RightsForOneself as refused:
        raise PermissionDenied(refused.code) from refused
    return issued_page(request, [(issued, person.row.full_name)], back_url=question.back_url)
