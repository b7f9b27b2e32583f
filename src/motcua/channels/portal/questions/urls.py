"""Addresses of ratings, messages, questions and petitions."""

from django.urls import URLPattern, path

from motcua.channels.portal.questions import rating_views

urlpatterns: list[URLPattern] = [
    path("danh-gia", rating_views.prove, name="rate"),
    path("danh-gia/phieu", rating_views.rate_with_receipt, name="rate_with_receipt"),
]
