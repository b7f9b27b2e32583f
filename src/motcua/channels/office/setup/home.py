"""The first page of the setup: its places, each with what it is for."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.channels.office.access import OfficerRequest, officer_page
from motcua.channels.office.places import places_of
from motcua.channels.office.setup.frame import page


@officer_page
def home(request: OfficerRequest) -> HttpResponse:
    """Show what the officer may set up."""
    places = places_of(request.actor)
    if not places:
        raise PermissionDenied("setup")
    found = [(place, reverse(f"office:{place.url_name}")) for place in places]
    return page(request, "office/setup/home.html", {"title": _("Thiết lập"), "places": found}, here="setup")
