"""The Django app of questions, feedback and ratings."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "motcua.apps.feedback"
    label = "feedback"
    verbose_name = "Hỏi đáp, góp ý"
