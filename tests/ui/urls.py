"""The style page alone, as development mounts it."""

from django.urls import include, path

urlpatterns = [path("ui/", include("motcua.ui.urls"))]
