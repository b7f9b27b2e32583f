"""Addresses of the work: lists, one dossier, acts on it, files and printed sheets."""

from django.urls import path

from motcua.channels.office.work import acting, batch, finding, listing, reading, sheets

urlpatterns = [
    path("", listing.home, name="home"),
    path("work/", listing.worklist, name="worklist"),
    path("work/consultations/", listing.consultations, name="consultations"),
    path("work/batch/", batch.batch, name="batch"),
    path("work/undo/", batch.undo, name="undo"),
    path("search/", finding.search, name="search"),
    path("search/command/", finding.command, name="command"),
    path("search/suggest/", finding.suggest, name="suggest"),
    path("dossiers/<uuid:dossier_id>/", reading.dossier, name="dossier"),
    path("dossiers/<uuid:dossier_id>/due/", reading.explain, name="explain"),
    path("dossiers/<uuid:dossier_id>/slip/", reading.slip, name="slip"),
    path("dossiers/<uuid:dossier_id>/print/", sheets.print_sheet, name="print"),
    path("dossiers/<uuid:dossier_id>/files/<str:token>/", reading.file, name="file"),
    path("dossiers/<uuid:dossier_id>/acts/<slug:act>/", acting.act, name="act"),
    path("sheets/<int:sheet_id>/", reading.sheet, name="sheet"),
]
