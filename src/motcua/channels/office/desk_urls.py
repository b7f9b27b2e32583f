"""Addresses of the counter."""

from django.urls import path

from motcua.channels.office.desk import (
    incoming_views,
    intake_views,
    papers_views,
    post_views,
    reconcile_views,
    return_views,
)

urlpatterns = [
    path("intake/", intake_views.take_in, name="intake"),
    path("intake/procedures/", intake_views.procedures, name="intake_procedures"),
    path("intake/person/", intake_views.person, name="intake_person"),
    path("intake/due/", intake_views.due, name="intake_due"),
    path("intake/favorite/", intake_views.favorite, name="intake_favorite"),
    path("intake/<uuid:dossier_id>/done/", intake_views.done, name="intake_done"),
    path("incoming/", incoming_views.incoming, name="incoming"),
    path("incoming/<uuid:dossier_id>/", incoming_views.check, name="check"),
    path("post/", post_views.receive, name="post"),
    path("return/", return_views.give, name="return"),
    path("papers/hand-over/", papers_views.hand_over, name="hand_over_papers"),
    path("papers/receive/", papers_views.receive, name="receive_papers"),
    path("reconcile/", reconcile_views.reconcile, name="reconcile"),
]
