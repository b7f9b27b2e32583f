"""The Django app of lookups."""

from django.apps import AppConfig


class LookupConfig(AppConfig):
    name = "motcua.apps.lookup"
    label = "lookup"
    verbose_name = "Tra cứu"

    def ready(self) -> None:
        """Refuse to start with levels or limits that cannot be understood."""
        from motcua.apps.lookup import levels, limits  # noqa: PLC0415  # Settings are read when all is loaded.

        levels.current()
        limits.current()
