"""Joins the apps once all of them are loaded."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Has no tables; its only work is to connect."""

    name = "motcua.project"
    label = "project"

    def ready(self) -> None:
        """Connect events with reactions, and kinds of carriers with those who make them."""
        from motcua.project import wiring  # noqa: PLC0415  # The apps must be loaded first.

        wiring.connect()
