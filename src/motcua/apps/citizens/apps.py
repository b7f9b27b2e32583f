"""The Django app of citizens, companies and who may act for whom."""

from django.apps import AppConfig


class CitizensConfig(AppConfig):
    name = "motcua.apps.citizens"
    label = "citizens"
    verbose_name = "Tài khoản người dân"
