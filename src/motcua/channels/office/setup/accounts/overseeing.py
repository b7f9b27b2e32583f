"""Oversight: an agency's administrators also look after a subordinate agency (R-S10). The province decides."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.apps.organization import operations, permissions
from motcua.apps.organization.queries.profile import managed_choices, oversights
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup.accounts.asking import HERE, Question, ask, crumbs, refuse
from motcua.channels.office.setup.accounts.forms import EndForm, OversightForm
from motcua.channels.office.setup.frame import page, setup_page
from motcua.domain.access import NotPermitted
from motcua.domain.calendar import TIMEZONE
from motcua.domain.errors import DomainError
from motcua.ui.context import Link


@setup_page("accounts")
@require_http_methods(["GET", "POST"])
def oversight(request: OfficerRequest) -> HttpResponse:
    """Show who oversees whom, and grant more."""
    _province_only(request)
    today = request.at.astimezone(TIMEZONE).date()
    form = OversightForm(
        request.POST if request.method == "POST" else None,
        initial={"since": today},
        agencies=managed_choices(request.actor, today),
    )
    if form.is_valid() and _granted(request, form):
        form = OversightForm(initial={"since": today}, agencies=managed_choices(request.actor, today))
    context: dict[str, object] = {
        "title": _("Quản trị thay cơ quan cấp dưới"),
        "form": form,
        "rows": oversights(request.at),
    }
    status = 422 if form.errors else 200
    return page(
        request, "office/setup/accounts/oversight.html", context, here=HERE, crumbs=crumbs(), status=status
    )


@setup_page("accounts")
@require_http_methods(["GET", "POST"])
def end(request: OfficerRequest, oversight_id: int) -> HttpResponse:
    """Let a grant end after a day."""
    _province_only(request)
    grant = next((one for one in oversights(request.at) if one.id == oversight_id), None)
    if grant is None:
        raise Http404("oversight")
    form = EndForm(
        request.POST if request.method == "POST" else None,
        initial={"on": request.at.astimezone(TIMEZONE).date()},
    )
    back = reverse("office:accounts_oversight")
    question = Question(
        title=_("Kết thúc quản trị thay"),
        consequence=_("Sau ngày này quản trị của %(overseer)s thôi quản lý tài khoản của %(agency)s.")
        % {"overseer": grant.overseer, "agency": grant.agency},
        label=_("Kết thúc"),
        icon="calendar-x",
        back_url=back,
        danger=True,
        crumbs=crumbs(Link(_("Quản trị thay cơ quan cấp dưới"), back)),
    )

    def carry_out() -> str:
        operations.end_oversight(
            oversight_id=oversight_id, on=form.first_day_after, reason=form.cleaned_data["reason"],
            actor=request.actor, at=request.at,
        )  # fmt: skip
        return _("Đã ghi ngày kết thúc.")

    return ask(request, form, question, carry_out)


def _province_only(request: OfficerRequest) -> None:
    if not permissions.manages_everything(request.actor):
        raise PermissionDenied("oversight")


def _granted(request: OfficerRequest, form: OversightForm) -> bool:
    typed = form.cleaned_data
    try:
        operations.grant_oversight(
            overseer_id=typed["overseer"], agency_id=typed["agency"], basis=typed["basis"], since=typed["since"],
            until=form.ends_before, actor=request.actor, at=request.at,
        )  # fmt: skip
    except NotPermitted:
        raise
    except DomainError as refused:
        refuse(form, refused)
        return False
    return True
