"""Addresses of the agencies' own pages."""

from django.urls import path

from motcua.channels.portal.agencies import views

urlpatterns = [
    path("co-quan", views.agencies, name="agencies"),
    path("co-quan/<str:key>", views.agency, name="agency"),
]
