"""The Django app of the journal."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "motcua.apps.audit"
    label = "audit"
    verbose_name = "Nhật ký"
