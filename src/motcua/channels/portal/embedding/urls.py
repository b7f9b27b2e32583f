"""Addresses of this part of the citizens' web."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
