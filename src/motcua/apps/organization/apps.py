"""The Django app of the organization."""

from django.apps import AppConfig


class OrganizationConfig(AppConfig):
    name = "motcua.apps.organization"
    label = "organization"
    verbose_name = "Tổ chức và tài khoản"
