"""Addresses of signing in and of the own account; signing in is open to people who are not signed in."""

from django.urls import path

from motcua.channels.office import auth_views as views
from motcua.channels.office import own_account as own

urlpatterns = [
    path("login/", views.sign_in, name="login"),
    path("logout/", views.sign_out, name="logout"),
    path("first-password/", views.first_password, name="first_password"),
    path("password/", views.change_password, name="change_password"),
    path("second-factor/", views.second_factor, name="second_factor"),
    path("second-factor/setup/", views.second_factor_setup, name="second_factor_setup"),
    path("me/", own.me, name="me"),
    path("me/sessions/", own.end_sessions, name="me_sessions"),
    path("me/codes/", own.give_up_codes, name="me_codes"),
    path("me/posts/<int:post_id>/absence/", own.absence, name="me_absence"),
    path("me/mandates/<int:mandate_id>/", own.revoke, name="me_revoke"),
]
