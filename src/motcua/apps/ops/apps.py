"""The Django app of operations; it has no tables."""

from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "motcua.apps.ops"
    label = "ops"
    verbose_name = "Vận hành"
