"""Addresses of what citizens say, below `people/`; the messages of one dossier below the dossier."""

from django.urls import path

from motcua.channels.office.questions import rating_views, report_views, submission_views, thread_views

urlpatterns = [
    path("people/messages/", thread_views.waiting, name="messages"),
    path("dossiers/<uuid:dossier_id>/messages/", thread_views.thread, name="thread"),
    path("dossiers/<uuid:dossier_id>/messages/<str:token>/", thread_views.file, name="thread_file"),
    path("people/questions/", submission_views.questions, name="questions"),
    path("people/petitions/", submission_views.petitions, name="petitions"),
    path("people/submissions/<int:submission_id>/", submission_views.submission, name="submission"),
    path(
        "people/submissions/<int:submission_id>/<str:token>/",
        submission_views.submission_file,
        name="submission_file",
    ),
    path("people/incidents/", report_views.incidents, name="incidents"),
    path("people/incidents/<int:incident_id>/", report_views.incident, name="incident"),
    path("people/pages/", report_views.opinions, name="opinions"),
    path("people/ratings/", rating_views.ratings, name="ratings"),
    path("people/ratings/figures/", rating_views.rating_figures, name="rating_figures"),
    path("people/ratings/<int:rating_id>/", rating_views.moderate, name="moderate_rating"),
]
