"""The own account at a glance, and for whom one acts."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.apps.citizens import own
from motcua.channels.portal import access, frame
from motcua.channels.portal.access import CitizenRequest, citizen_page
from motcua.channels.portal.account import sections
from motcua.domain.masking import mask_citizen_id
from motcua.ui.context import Link


@citizen_page
@require_safe
def account(request: CitizenRequest) -> HttpResponse:
    """Show what the account says about the person, masked, and where everything is changed."""
    person = request.visitor.person
    context = {
        "title": _("Tài khoản của tôi"),
        "citizen_id": mask_citizen_id(person.citizen_id) if person.citizen_id else "",
        "waiting": len(own.powers_asked(person.id, access.today()))
        + len(own.invitations_for(person.id, at=request.at)),
    }
    return sections.page(request, "portal/account/overview.html", context, here="account")


@citizen_page
@require_http_methods(["GET", "POST"])
def acting_for(request: CitizenRequest) -> HttpResponse:
    """Choose for whom one acts from now on."""
    if request.method == "POST":
        if not access.act_for(request, request.POST.get("key", "")):
            raise Http404("choice")
        chosen = access.visitor(request)
        assert chosen is not None  # The guard has let a person in.
        messages.success(request, _("Từ bây giờ bạn làm việc cho %s.") % chosen.acting_for.label)
        address = request.POST.get("next", "")
        return redirect(address if access.is_ours(request, address) else access.HOME)
    title = _("Bạn làm việc cho ai?")
    context = {"title": title, "visitor": request.visitor}
    crumbs = [frame.crumb("portal:account", _("Tài khoản của tôi")), Link(title, request.path)]
    return frame.page(request, "portal/account/acting_for.html", context, crumbs=crumbs)
