"""Addresses for other software: the public catalog and the lookup, version 1."""

from django.urls import path, re_path

from motcua.channels.api import catalog_views, document_views, form_schemas, lookup_views, report_views

app_name = "api"
urlpatterns = [
    path("v1/openapi.json", document_views.openapi, name="openapi"),
    path("v1/procedures", catalog_views.procedures, name="procedures"),
    path("v1/procedures/<slug:key>", catalog_views.procedure, name="procedure"),
    path("v1/procedures/<slug:key>/form.schema.json", form_schemas.form_schema, name="form_schema"),
    path("v1/agencies", catalog_views.agencies, name="agencies"),
    path("v1/agencies/<str:key>", catalog_views.agency, name="agency"),
    path("v1/lookup/<str:code>", lookup_views.lookup, name="lookup"),
    path("v1/messages/report/<slug:carrier>/<str:token>", report_views.message_report, name="message_report"),
    re_path(r"^v1/.*$", document_views.nothing_here, name="nothing_here"),
]
