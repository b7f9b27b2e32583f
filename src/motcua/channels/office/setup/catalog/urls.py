"""Addresses of this part of the setup."""

from django.urls import URLPattern, path

from motcua.channels.office.setup.catalog import (
    drafting,
    listing,
    offers,
    pages,
    preview,
    questions,
    reviewing,
)

urlpatterns: list[URLPattern] = [
    path("", listing.procedures, name="procedures"),
    path("compare/", pages.compare_chosen, name="procedure_compare"),
    path("compare/<int:before_id>/<int:after_id>/", pages.comparison, name="procedure_comparison"),
    path("versions/<int:version_id>/", pages.version, name="procedure_version"),
    path("versions/<int:version_id>/begin/", drafting.begin, name="procedure_begin"),
    path("versions/<int:version_id>/copy/", drafting.copy, name="procedure_copy"),
    path("versions/<int:version_id>/edit/<slug:section>/", drafting.edit, name="procedure_edit"),
    path("versions/<int:version_id>/validity/", drafting.validity, name="procedure_validity"),
    path("versions/<int:version_id>/revisions/", drafting.revisions, name="procedure_revisions"),
    path("versions/<int:version_id>/drop/", drafting.drop, name="procedure_drop"),
    path("versions/<int:version_id>/form/", questions.overview, name="procedure_form"),
    path(
        "versions/<int:version_id>/form/<int:section>/<int:place>/",
        questions.field,
        name="procedure_form_field",
    ),
    path(
        "versions/<int:version_id>/form/<int:section>/<int:place>/check/",
        questions.check,
        name="procedure_form_check",
    ),
    path("versions/<int:version_id>/preview/", preview.preview, name="procedure_preview"),
    path("versions/<int:version_id>/review/", reviewing.review, name="procedure_review"),
    path("versions/<int:version_id>/submit/", reviewing.submit, name="procedure_submit"),
    path("versions/<int:version_id>/publish/", reviewing.publish, name="procedure_publish"),
    path("versions/<int:version_id>/return/", reviewing.give_back, name="procedure_return"),
    path("versions/<int:version_id>/withdraw/", reviewing.withdraw, name="procedure_withdraw"),
    path("<slug:key>/", pages.procedure, name="procedure"),
    path("<slug:key>/journal/", pages.journal, name="procedure_journal"),
    path("<slug:key>/offers/", offers.offers, name="procedure_offers"),
    path("<slug:key>/offers/<int:offering_id>/end/", offers.end_offer, name="procedure_offer_end"),
    path("<slug:key>/end/", reviewing.end, name="procedure_end"),
]
