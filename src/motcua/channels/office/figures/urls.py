"""Addresses of the figures, below `figures/`."""

from django.urls import path

from motcua.channels.office.figures import views

urlpatterns = [
    path("figures/", views.period, name="figures"),
    path("figures/csv/", views.period_csv, name="figures_csv"),
]
