"""The Django app of filing online."""

from django.apps import AppConfig


class FilingConfig(AppConfig):
    name = "motcua.apps.filing"
    label = "filing"
    verbose_name = "Nộp trực tuyến"
