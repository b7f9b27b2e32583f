"""The Django app of printed forms and stored files."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "motcua.apps.documents"
    label = "documents"
    verbose_name = "Biểu mẫu và tệp"

    def ready(self) -> None:
        """Register the check that the forms' font is there."""
        from motcua.apps.documents import checks  # noqa: F401, PLC0415  # Registers itself.
