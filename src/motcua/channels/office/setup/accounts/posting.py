"""Posts: a role in a unit for a time, its end, and officers lent to the one-stop unit (R-A12)."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.apps.organization import operations, permissions
from motcua.apps.organization.queries.profile import (
    Profile,
    find_by_username,
    managed_choices,
    unit_choices,
)
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup.accounts.asking import Question, ask, crumbs, form_page
from motcua.channels.office.setup.accounts.forms import EndForm, PostForm, SecondmentForm, Units
from motcua.channels.office.setup.accounts.person import person_of
from motcua.channels.office.setup.frame import setup_page
from motcua.domain.calendar import TIMEZONE
from motcua.ui import wording
from motcua.ui.context import Link


@setup_page("accounts")
@require_http_methods(["GET", "POST"])
def new(request: OfficerRequest, account_id: int) -> HttpResponse:
    """Give a person one more role in a unit."""
    person = person_of(request, account_id)
    form = PostForm(
        request.POST if request.method == "POST" else None,
        initial={"since": request.at.astimezone(TIMEZONE).date()},
        units=_units(request),
        roles=permissions.roles_to_give(request.actor),
    )
    question = Question(
        title=_("Giao việc: %s") % person.row.full_name,
        consequence=_("Từ ngày bắt đầu, người này xem và xử lý hồ sơ theo vai trò ở đơn vị được chọn."),
        label=_("Giao việc"),
        icon="person-plus",
        back_url=_page(person),
        crumbs=_crumbs(person),
    )

    def carry_out() -> str:
        typed = form.cleaned_data
        operations.assign(
            account_id=account_id, unit_id=typed["unit"], role=typed["role"], title=typed["title"],
            since=typed["since"], until=form.ends_before, actor=request.actor, at=request.at,
        )  # fmt: skip
        return _("Đã giao việc cho %s.") % person.row.full_name

    return ask(request, form, question, carry_out)


@setup_page("accounts")
@require_http_methods(["GET", "POST"])
def end(request: OfficerRequest, account_id: int, post_id: int) -> HttpResponse:
    """Let a post end after a day."""
    person = person_of(request, account_id)
    post = next((one for one in person.posts if one.id == post_id), None)
    if post is None or not permissions.may(request.actor, post.agency_id):
        raise Http404("post")
    form = EndForm(
        request.POST if request.method == "POST" else None,
        initial={"on": request.at.astimezone(TIMEZONE).date()},
    )
    question = Question(
        title=_("Kết thúc việc giao: %s") % person.row.full_name,
        consequence=_(
            "Sau ngày này người này thôi là %(role)s ở %(unit)s; việc làm thay và người dự phòng kèm theo cũng kết thúc."
        )
        % {"role": wording.ROLES.get(post.role, post.role), "unit": post.unit},
        label=_("Kết thúc việc giao"),
        icon="calendar-x",
        back_url=_page(person),
        danger=True,
        crumbs=_crumbs(person),
    )

    def carry_out() -> str:
        operations.end_assignment(
            assignment_id=post_id, on=form.first_day_after, reason=form.cleaned_data["reason"],
            actor=request.actor, at=request.at,
        )  # fmt: skip
        return _("Đã ghi ngày kết thúc.")

    return ask(request, form, question, carry_out)


@setup_page("accounts")
@require_http_methods(["GET", "POST"])
def secondment(request: OfficerRequest) -> HttpResponse:
    """Take an officer of another agency into a one-stop unit, with who stands ready (R-A12)."""
    form = SecondmentForm(
        request.POST if request.method == "POST" else None,
        initial={
            "since": request.at.astimezone(TIMEZONE).date(),
            "username": request.GET.get("username", ""),
            "role": "reception",
        },
        units=_units(request),
        roles=permissions.roles_to_give(request.actor),
    )
    question = Question(
        title=_("Nhận người biệt phái"),
        consequence=_(
            "Tài khoản vẫn do cơ quan cử đi quản lý. Người dự phòng chỉ làm thay khi bạn ghi một đợt vắng mặt."
        ),
        label=_("Ghi biệt phái"),
        icon="people",
        back_url=reverse("office:accounts"),
        crumbs=crumbs(),
    )
    if not form.is_valid():
        return form_page(request, form, question)
    sent, ready = (_named(form, name) for name in ("username", "reserve"))
    if sent is None or ready is None:
        return form_page(request, form, question)

    def carry_out() -> str:
        typed = form.cleaned_data
        operations.second(
            account_id=sent, reserve_id=ready, unit_id=typed["unit"], role=typed["role"], title=typed["title"],
            since=typed["since"], until=form.ends_before_required, actor=request.actor, at=request.at,
        )  # fmt: skip
        return _("Đã ghi biệt phái kèm người dự phòng.")

    return ask(request, form, question, carry_out)


def _named(form: SecondmentForm, field: str) -> int | None:
    found = find_by_username(form.cleaned_data[field])
    if found is None:
        form.add_error(field, _("Không có tài khoản đang mở mang tên này."))
    return found


def _units(request: OfficerRequest) -> Units:
    today = request.at.astimezone(TIMEZONE).date()
    return unit_choices([pk for pk, _ in managed_choices(request.actor, today)], today)


def _page(person: Profile) -> str:
    return reverse("office:account", args=[person.row.id])


def _crumbs(person: Profile) -> list[Link]:
    return crumbs(Link(person.row.full_name, _page(person)))
