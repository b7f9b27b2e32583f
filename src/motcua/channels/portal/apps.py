"""The Django app of the citizens' web."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "motcua.channels.portal"
    label = "portal"
    verbose_name = "Người dân"
