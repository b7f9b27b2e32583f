"""Addresses of what citizens say, below `people/`; the messages of one dossier below the dossier."""

from django.urls import path

from motcua.channels.office.questions import rating_views, thread_views

urlpatterns = [
    path("people/messages/", thread_views.waiting, name="messages"),
    path("dossiers/<uuid:dossier_id>/messages/", thread_views.thread, name="thread"),
    path("dossiers/<uuid:dossier_id>/messages/<str:token>/", thread_views.file, name="thread_file"),
    path("people/ratings/", rating_views.ratings, name="ratings"),
    path("people/ratings/figures/", rating_views.rating_figures, name="rating_figures"),
    path("people/ratings/<int:rating_id>/", rating_views.moderate, name="moderate_rating"),
]
