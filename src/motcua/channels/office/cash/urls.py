"""Addresses of money."""

from django.urls import path

from motcua.channels.office.cash import order_views, settlement_views, statement_views, till_views

urlpatterns = [
    path("cash/", till_views.till, name="till"),
    path("cash/shifts/<int:shift_id>/sheet/", till_views.sheet, name="shift_sheet"),
    path("payments/", order_views.unclear, name="payments"),
    path("payments/find/", order_views.find, name="payment_find"),
    path("payments/<uuid:order_id>/", order_views.order, name="payment"),
    path("payments/receipts/<int:receipt_id>/", order_views.receipt, name="payment_receipt"),
    path("payments/statements/", statement_views.statements, name="statements"),
    path("payments/settlement/", settlement_views.settlement, name="settlement"),
    path("payments/settlement/<str:form>/", settlement_views.download, name="settlement_download"),
]
