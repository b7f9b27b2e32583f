"""Addresses of messages and of an officer's own notices."""

from django.urls import path

from motcua.channels.office.messages import views

urlpatterns = [
    path("messages/", views.log, name="messages"),
    path("messages/<int:message_id>/", views.message, name="message"),
    path("messages/<int:message_id>/resend/", views.resend, name="message_resend"),
    path("notices/", views.notices, name="notices"),
]
