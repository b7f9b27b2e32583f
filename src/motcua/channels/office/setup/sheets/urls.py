"""Addresses of this part of the setup."""

from django.urls import URLPattern, path

from motcua.channels.office.setup.sheets import numbers, papers, texts, trail

urlpatterns: list[URLPattern] = [
    path("", papers.sheets, name="sheets"),
    path("forms/<slug:kind>/", papers.sheet_setting, name="sheet_setting"),
    path("forms/<slug:kind>/preview/", papers.sheet_preview, name="sheet_preview"),
    path("messages/", texts.texts, name="message_texts"),
    path("messages/<slug:event>/", texts.text, name="message_text"),
    path("numbers/", numbers.numbers, name="document_numbers"),
    path("history/", trail.trail, name="sheets_trail"),
]
