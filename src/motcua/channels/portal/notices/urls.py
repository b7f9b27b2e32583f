"""Addresses of notices and of the ways in which they come."""

from django.urls import URLPattern, path

from motcua.channels.portal.notices import views

urlpatterns: list[URLPattern] = [
    path("thong-bao", views.inbox, name="notices"),
    path("tai-khoan/thong-bao", views.preferences, name="preferences"),
]
