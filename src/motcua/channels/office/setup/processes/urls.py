"""Addresses of this part of the setup."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
