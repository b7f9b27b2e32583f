"""The pages of the counter."""

from uuid import UUID

from django.http import HttpResponse

from motcua.channels.office.access import OfficerRequest, officer_page
from motcua.channels.office.frame import page


def _empty(request: OfficerRequest, here: str) -> HttpResponse:
    return page(request, "ui/office.html", {}, here=here)


@officer_page
def intake(request: OfficerRequest) -> HttpResponse:
    return _empty(request, "office:intake")


@officer_page
def intake_procedures(request: OfficerRequest) -> HttpResponse:
    return _empty(request, "office:intake")


@officer_page
def intake_person(request: OfficerRequest) -> HttpResponse:
    return _empty(request, "office:intake")


@officer_page
def intake_due(request: OfficerRequest) -> HttpResponse:
    return _empty(request, "office:intake")


@officer_page
def intake_favorite(request: OfficerRequest) -> HttpResponse:
    return _empty(request, "office:intake")


@officer_page
def intake_done(request: OfficerRequest, dossier_id: UUID) -> HttpResponse:
    return _empty(request, "office:intake")


@officer_page
def incoming(request: OfficerRequest) -> HttpResponse:
    return _empty(request, "office:incoming")


@officer_page
def check(request: OfficerRequest, dossier_id: UUID) -> HttpResponse:
    return _empty(request, "office:incoming")


@officer_page
def post(request: OfficerRequest) -> HttpResponse:
    return _empty(request, "office:intake")


@officer_page
def return_result(request: OfficerRequest) -> HttpResponse:
    return _empty(request, "office:return")


@officer_page
def hand_over_papers(request: OfficerRequest) -> HttpResponse:
    return _empty(request, "office:reconcile")


@officer_page
def receive_papers(request: OfficerRequest) -> HttpResponse:
    return _empty(request, "office:reconcile")


@officer_page
def reconcile(request: OfficerRequest) -> HttpResponse:
    return _empty(request, "office:reconcile")
