"""Addresses of the counter."""

from django.urls import path

from motcua.channels.office.desk import views

urlpatterns = [
    path("intake/", views.intake, name="intake"),
    path("intake/procedures/", views.intake_procedures, name="intake_procedures"),
    path("intake/person/", views.intake_person, name="intake_person"),
    path("intake/due/", views.intake_due, name="intake_due"),
    path("intake/favorite/", views.intake_favorite, name="intake_favorite"),
    path("intake/<uuid:dossier_id>/done/", views.intake_done, name="intake_done"),
    path("incoming/", views.incoming, name="incoming"),
    path("incoming/<uuid:dossier_id>/", views.check, name="check"),
    path("post/", views.post, name="post"),
    path("return/", views.return_result, name="return"),
    path("papers/hand-over/", views.hand_over_papers, name="hand_over_papers"),
    path("papers/receive/", views.receive_papers, name="receive_papers"),
    path("reconcile/", views.reconcile, name="reconcile"),
]
