"""Temporary passwords, shown once and printed: a sheet for each person."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.apps.organization.operations import IssuedPassword
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup.accounts.asking import HERE, crumbs
from motcua.channels.office.setup.frame import page


@dataclass(frozen=True, slots=True)
class Handout:
    """What one person is handed."""

    full_name: str
    username: str
    password: str


def issued_page(
    request: OfficerRequest, issued: Sequence[tuple[IssuedPassword, str]], *, back_url: str
) -> HttpResponse:
    """Show passwords just issued; nobody keeps this page (R-I11)."""
    context: dict[str, object] = {
        "title": _("Mật khẩu tạm"),
        "handouts": [Handout(name, one.username, one.password) for one, name in issued],
        "sign_in_url": request.build_absolute_uri(reverse("office:login")),
        "back_url": back_url,
        "issued_at": request.at,
    }
    response = page(request, "office/setup/accounts/issued.html", context, here=HERE, crumbs=crumbs())
    response["Cache-Control"] = "no-store"
    return response
