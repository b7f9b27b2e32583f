"""The Django app of dossiers."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "motcua.apps.dossiers"
    label = "dossiers"
    verbose_name = "Hồ sơ"
