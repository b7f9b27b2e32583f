"""The own account: where one is signed in, codes, who acts while one is away, what one may do."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.apps.organization import operations
from motcua.apps.organization import queries as organization
from motcua.apps.organization.queries import profile
from motcua.apps.organization.queries.profile import PostRow
from motcua.apps.organization.roles import ADMINISTRATORS
from motcua.channels.office import frame
from motcua.channels.office.access import OfficerRequest, officer_page
from motcua.channels.office.setup.accounts import mandating
from motcua.channels.office.setup.accounts.asking import Question, ask
from motcua.channels.office.setup.accounts.forms import ReasonForm
from motcua.channels.office.setup.accounts.words import POST_KINDS, REACHES
from motcua.domain.access import standings
from motcua.ui import wording
from motcua.ui.forms import PageForm

HERE = "office:me"


class OwnPasswordForm(PageForm):
    """The password once more, before something that makes the account weaker."""

    current = forms.CharField(
        label=gettext_lazy("Mật khẩu hiện tại"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )


@officer_page
@require_GET
def me(request: OfficerRequest) -> HttpResponse:
    """Show the own account."""
    account_id = _own_id(request)
    posts = [post for post in profile.posts_in_time(account_id, request.at) if post.current or post.to_come]
    reaches = {standing.post.assignment_id: REACHES[standing.reach] for standing in standings(request.actor)}
    given, held = profile.own_mandates(account_id, request.at)
    context: dict[str, object] = {
        "title": _("Tài khoản của tôi"),
        "posts": [
            (
                post,
                wording.ROLES.get(post.role, post.role),
                POST_KINDS[post.kind],
                reaches.get(post.id),
                _may_delegate(post),
            )
            for post in posts
        ],
        "given": [(mandate, wording.ROLES.get(mandate.role, mandate.role)) for mandate in given],
        "held": [(mandate, wording.ROLES.get(mandate.role, mandate.role)) for mandate in held],
        "sessions": profile.sessions_of(account_id, request.at, own_key=request.session.session_key),
        "sign_ins": profile.sign_ins_of(account_id),
        "codes": organization.has_second_factor(account_id),
        "administers": request.user.is_administrator,  # type: ignore[union-attr]  # An account, as the guard let in.
    }
    return frame.page(request, "office/me/me.html", context, here=HERE)


@officer_page
@require_POST
def end_sessions(request: OfficerRequest) -> HttpResponse:
    """End one session of one's own, or all others."""
    ended = operations.end_sessions(
        account_id=_own_id(request),
        only=request.POST.get("session", ""),
        keep_key=request.session.session_key,
        actor=request.actor,
        at=request.at,
    )
    messages.success(request, _("Đã kết thúc %s phiên đăng nhập ở nơi khác.") % ended)
    return redirect("office:me")


@officer_page
@sensitive_post_parameters("current")
@require_http_methods(["GET", "POST"])
def give_up_codes(request: OfficerRequest) -> HttpResponse:
    """Do without codes again; officers only (R-I13)."""
    if not organization.has_second_factor(_own_id(request)):
        raise Http404("codes")
    form = OwnPasswordForm(request.POST if request.method == "POST" else None)
    question = Question(
        title=_("Tắt xác thực hai lớp"),
        consequence=_(
            "Tài khoản chỉ còn được giữ bằng mật khẩu. Bạn sẽ đặt mật khẩu mới từ 14 ký tự ngay sau đó."
        ),
        label=_("Tắt xác thực hai lớp"),
        icon="phone",
        back_url=reverse("office:me"),
        danger=True,
    )

    def carry_out() -> str:
        current = form.cleaned_data["current"]
        operations.give_up_second_factor(account_id=_own_id(request), current=current, at=request.at)
        return _("Đã tắt xác thực hai lớp.")

    return ask(request, form, question, carry_out, _show)


@officer_page
@require_http_methods(["GET", "POST"])
def absence(request: OfficerRequest, post_id: int) -> HttpResponse:
    """Say who of one's own unit acts while one is away (R-B22)."""
    account_id = _own_id(request)
    posts = profile.posts_in_time(account_id, request.at)
    post = next((one for one in posts if one.id == post_id and _may_delegate(one)), None)
    if post is None:
        raise Http404("post")
    form = mandating.absence_form(request, post, account_id, unit_only=True)
    question = Question(
        title=_("Tôi vắng mặt"),
        consequence=mandating.consequence_of(post),
        label=_("Ghi người làm thay"),
        icon="person-badge",
        back_url=reverse("office:me"),
    )
    return ask(request, form, question, lambda: mandating.grant(request, post, form), _show)


@officer_page
@require_http_methods(["GET", "POST"])
def revoke(request: OfficerRequest, mandate_id: int) -> HttpResponse:
    """Take one's own post back from who acts in one's place."""
    given, _held = profile.own_mandates(_own_id(request), request.at)
    mandate = next((one for one in given if one.id == mandate_id), None)
    if mandate is None:
        raise Http404("mandate")
    form = ReasonForm(request.POST if request.method == "POST" else None)
    question = mandating.revoking(mandate, back_url=reverse("office:me"), path=[])
    return ask(request, form, question, lambda: mandating.take_back(request, mandate_id, form), _show)


def _own_id(request: OfficerRequest) -> int:
    account_id = request.actor.account_id
    assert account_id is not None  # The guard lets accounts in, nothing else.
    return account_id


def _may_delegate(post: PostRow) -> bool:
    """Tell whether a holder may hand a post on: one's own, held now or soon, and no administrator's (R-I16)."""
    return (post.current or post.to_come) and post.kind != "reserve" and post.role not in ADMINISTRATORS


def _show(request: OfficerRequest, form: PageForm, question: Question) -> HttpResponse:
    context: dict[str, object] = {"title": question.title, "form": form, "question": question}
    return frame.page(request, "office/me/form.html", context, here=HERE, status=422 if form.errors else 200)
