"""The Django app of the calendars."""

from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "motcua.apps.deadlines"
    label = "deadlines"
    verbose_name = "Lịch làm việc"
