"""Addresses for other software."""

from django.urls import URLPattern, path

from motcua.channels.api import form_schemas

app_name = "api"
urlpatterns: list[URLPattern] = [
    path("v1/procedures/<slug:key>/form.schema.json", form_schemas.form_schema, name="form_schema"),
]
