"""Addresses of the counter."""

from django.urls import path

from motcua.channels.office.desk import intake_views, views

urlpatterns = [
    path("intake/", intake_views.take_in, name="intake"),
    path("intake/procedures/", intake_views.procedures, name="intake_procedures"),
    path("intake/person/", intake_views.person, name="intake_person"),
    path("intake/due/", intake_views.due, name="intake_due"),
    path("intake/favorite/", intake_views.favorite, name="intake_favorite"),
    path("intake/<uuid:dossier_id>/done/", intake_views.done, name="intake_done"),
    path("incoming/", views.incoming, name="incoming"),
    path("incoming/<uuid:dossier_id>/", views.check, name="check"),
    path("post/", views.post, name="post"),
    path("return/", views.return_result, name="return"),
    path("papers/hand-over/", views.hand_over_papers, name="hand_over_papers"),
    path("papers/receive/", views.receive_papers, name="receive_papers"),
    path("reconcile/", views.reconcile, name="reconcile"),
]
