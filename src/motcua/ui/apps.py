"""Registers the design system with Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates under `ui/`, static files under `ui/`, the tag library `ui`."""

    name = "motcua.ui"
    label = "ui"
    verbose_name = "Giao diện"
