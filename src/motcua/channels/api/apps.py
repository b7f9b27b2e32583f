"""The Django app of other software."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "motcua.channels.api"
    label = "api"
    verbose_name = "Phần mềm khác"
