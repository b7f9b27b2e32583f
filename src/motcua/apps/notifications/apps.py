"""The Django app of messages to people."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "motcua.apps.notifications"
    label = "notifications"
    verbose_name = "Thông báo"
