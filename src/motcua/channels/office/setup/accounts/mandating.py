"""Absence: a colleague acts in place of the holder of a post, under a recorded mandate (R-B22)."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.apps.organization import operations, permissions
from motcua.apps.organization.queries.profile import MandateRow, PostRow, colleagues_of
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup.accounts.asking import Question, ask, crumbs
from motcua.channels.office.setup.accounts.forms import AbsenceForm, ReasonForm
from motcua.channels.office.setup.accounts.person import person_of
from motcua.channels.office.setup.frame import setup_page
from motcua.domain.calendar import TIMEZONE
from motcua.ui import formatting, wording
from motcua.ui.context import Link


@setup_page("accounts")
@require_http_methods(["GET", "POST"])
def absence(request: OfficerRequest, account_id: int, post_id: int) -> HttpResponse:
    """Record that somebody acts in place of a person."""
    person = person_of(request, account_id)
    post = next((one for one in person.posts if one.id == post_id), None)
    if post is None or not permissions.may(request.actor, post.agency_id):
        raise Http404("post")
    form = absence_form(request, post, account_id)
    page = reverse("office:account", args=[account_id])
    question = Question(
        title=_("Vắng mặt: %s") % person.row.full_name,
        consequence=consequence_of(post),
        label=_("Ghi người làm thay"),
        icon="person-badge",
        back_url=page,
        crumbs=crumbs(Link(person.row.full_name, page)),
    )
    return ask(request, form, question, lambda: grant(request, post, form))


@setup_page("accounts")
@require_http_methods(["GET", "POST"])
def revoke(request: OfficerRequest, account_id: int, mandate_id: int) -> HttpResponse:
    """End a mandate at once."""
    person = person_of(request, account_id)
    mandate = next((one for one in (*person.given, *person.held) if one.id == mandate_id), None)
    if mandate is None or not permissions.may(request.actor, mandate.agency_id):
        raise Http404("mandate")
    page = reverse("office:account", args=[account_id])
    question = revoking(mandate, back_url=page, path=crumbs(Link(person.row.full_name, page)))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    return ask(request, form, question, lambda: take_back(request, mandate_id, form))


def absence_form(
    request: OfficerRequest, post: PostRow, account_id: int, *, unit_only: bool = False
) -> AbsenceForm:
    """Return the form for an absence from a post; colleagues are those of its first day."""
    today = request.at.astimezone(TIMEZONE).date()
    first = max(today, post.since)
    return AbsenceForm(
        request.POST if request.method == "POST" else None,
        initial={"since": first, "until": first + timedelta(days=6)},
        colleagues=colleagues_of(post, first, without=account_id, unit_only=unit_only),
    )


def consequence_of(post: PostRow) -> str:
    """Return what follows from an absence."""
    role = str(wording.ROLES.get(post.role, post.role))
    return _(
        "Trong thời gian này người làm thay xem, xử lý và ký thay việc %(role)s ở %(unit)s. Mỗi việc ghi rõ làm theo ủy quyền nào."
    ) % {"role": role[:1].lower() + role[1:], "unit": post.unit}


def grant(request: OfficerRequest, post: PostRow, form: AbsenceForm) -> str:
    """Record the mandate that the form asks for; return what to say."""
    typed = form.cleaned_data
    operations.grant_mandate(
        from_assignment_id=post.id, to_account_id=typed["colleague"], kind=typed["kind"],
        signing_form=typed["signing_form"], basis=typed["basis"], since=typed["since"], until=form.ends_before,
        actor=request.actor, at=request.at,
    )  # fmt: skip
    return _("Đã ghi người làm thay từ %s.") % formatting.day(typed["since"])


def revoking(mandate: MandateRow, *, back_url: str, path: list[Link]) -> Question:
    """Return the question whether a mandate ends now."""
    return Question(
        title=_("Thu hồi việc làm thay"),
        consequence=_(
            "%(receiver)s thôi làm thay %(giver)s ngay bây giờ. Việc đã làm vẫn giữ nguyên giá trị."
        )
        % {"receiver": mandate.receiver, "giver": mandate.giver},
        label=_("Thu hồi"),
        icon="person-dash",
        back_url=back_url,
        danger=True,
        crumbs=path,
    )


def take_back(request: OfficerRequest, mandate_id: int, form: ReasonForm) -> str:
    """End a mandate now; return what to say."""
    reason = form.cleaned_data["reason"]
    operations.revoke_mandate(mandate_id=mandate_id, reason=reason, actor=request.actor, at=request.at)
    return _("Đã thu hồi.")
