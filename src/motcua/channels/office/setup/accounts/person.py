"""One person: the account, posts and mandates in time, sessions, attempts to sign in, everything done to it."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.apps.audit import queries as audit
from motcua.apps.organization import permissions
from motcua.apps.organization.queries.profile import AccountNotFound, PostRow, Profile, profile_of
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup import trails
from motcua.channels.office.setup.accounts import journal
from motcua.channels.office.setup.accounts.acting import buttons
from motcua.channels.office.setup.accounts.asking import HERE, crumbs
from motcua.channels.office.setup.accounts.words import POST_KINDS
from motcua.channels.office.setup.frame import page, setup_page
from motcua.ui import wording
from motcua.ui.context import Link


def person_of(request: OfficerRequest, account_id: int) -> Profile:
    """Return a person whom the administrator may look at; others do not exist (R-S10)."""
    try:
        return profile_of(account_id, actor=request.actor, at=request.at)
    except AccountNotFound as missing:
        raise Http404 from missing


@setup_page("accounts")
@require_GET
def account(request: OfficerRequest, account_id: int) -> HttpResponse:
    """Show one person."""
    shown = person_of(request, account_id)
    context: dict[str, object] = {
        "title": shown.row.full_name,
        "profile": shown,
        "posts": [_post(request, post) for post in shown.posts],
        "held": [(mandate, wording.ROLES.get(mandate.role, mandate.role)) for mandate in shown.held],
        "given": [
            (
                mandate,
                wording.ROLES.get(mandate.role, mandate.role),
                permissions.may(request.actor, mandate.agency_id),
            )
            for mandate in shown.given
        ],
        "buttons": buttons(request.actor, shown),
        "itself": account_id == request.actor.account_id,
    }
    return page(request, "office/setup/accounts/person.html", context, here=HERE, crumbs=crumbs())


@setup_page("accounts")
@require_GET
def trail(request: OfficerRequest, account_id: int) -> HttpResponse:
    """Show everything that was done to an account, its posts and its mandates, the latest first."""
    shown = person_of(request, account_id)
    acts = audit.acts_on(object_type="account", object_id=account_id)
    for post in shown.posts:
        acts += audit.acts_on(object_type="assignment", object_id=post.id)
    for mandate in (*shown.held, *shown.given):
        acts += audit.acts_on(object_type="mandate", object_id=mandate.id)
    context: dict[str, object] = {
        "title": _("Lịch sử thay đổi: %s") % shown.row.full_name,
        "subject": shown.row.username,
        "entries": trails.entries(
            sorted(acts, key=lambda act: act.at, reverse=True), journal.ACTS, journal.tell
        ),
        "nothing": _("Chưa có thay đổi nào từ khi tài khoản được nạp."),
    }
    back = Link(shown.row.full_name, reverse("office:account", args=[account_id]))
    return page(request, "office/setup/trail.html", context, here=HERE, crumbs=crumbs(back))


def _post(request: OfficerRequest, post: PostRow) -> dict[str, object]:
    return {
        "row": post,
        "role": wording.ROLES.get(post.role, post.role),
        "kind": POST_KINDS[post.kind],
        "may": permissions.may(request.actor, post.agency_id) and (post.current or post.to_come),
    }
