"""The citizens' web alone."""

from django.urls import include, path

urlpatterns = [path("", include("motcua.channels.portal.urls"))]
