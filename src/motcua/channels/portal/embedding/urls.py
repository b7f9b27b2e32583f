"""What other sites embed. Only these addresses may stand in their frames."""

from django.urls import path

from motcua.channels.portal.embedding import views

urlpatterns = [
    path("nhung", views.guide, name="embedding"),
    path("nhung/motcua.js", views.script, name="embedding_script"),
    path("nhung/tra-cuu", views.lookup, name="embedded_lookup"),
    path("nhung/thu-tuc", views.procedures, name="embedded_procedures"),
    path("nhung/thu-tuc/<slug:key>", views.procedure, name="embedded_procedure"),
]
