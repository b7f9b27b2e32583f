"""Addresses of signing in; the only ones of this channel open to people who are not signed in."""

from django.urls import path

from motcua.channels.office import auth_views as views

urlpatterns = [
    path("login/", views.sign_in, name="login"),
    path("logout/", views.sign_out, name="logout"),
    path("first-password/", views.first_password, name="first_password"),
    path("password/", views.change_password, name="change_password"),
    path("second-factor/", views.second_factor, name="second_factor"),
    path("second-factor/setup/", views.second_factor_setup, name="second_factor_setup"),
]
