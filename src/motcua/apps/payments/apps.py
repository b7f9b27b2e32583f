"""The Django app of payments."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "motcua.apps.payments"
    label = "payments"
    verbose_name = "Thanh toán"
