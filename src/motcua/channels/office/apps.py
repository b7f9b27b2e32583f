"""The Django app of the officers' web."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "motcua.channels.office"
    label = "office"
    verbose_name = "Cán bộ"
