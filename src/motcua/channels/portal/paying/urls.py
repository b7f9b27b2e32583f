"""Addresses of paying."""

from django.urls import path

from motcua.channels.portal.paying import platform_views, views

urlpatterns = [
    path("thanh-toan/nen-tang/ket-qua", platform_views.confirmed, name="payment_confirmed"),
    path("thanh-toan/nen-tang/quay-lai", platform_views.come_back, name="payment_come_back"),
    path("thanh-toan/ho-so/<uuid:dossier_id>", views.begin, name="payment_begin"),
    path("thanh-toan/<uuid:order_id>", views.order, name="payment_order"),
    path("thanh-toan/<uuid:order_id>/cong", views.to_platform, name="payment_to_platform"),
    path("thanh-toan/<uuid:order_id>/huy", views.cancel, name="payment_cancel"),
    path("thanh-toan/<uuid:order_id>/ma-qr", views.code, name="payment_code"),
    path("thanh-toan/<uuid:order_id>/bien-lai/<int:receipt_id>", views.receipt, name="payment_receipt"),
]
