"""Addresses of this part of the setup."""

from django.urls import URLPattern, path

from motcua.channels.office.setup.processes import (
    beginning,
    comparing,
    designing,
    exporting,
    listing,
    reviewing,
    trying,
)

urlpatterns: list[URLPattern] = [
    path("", listing.listing, name="processes"),
    path("steps.xlsx", beginning.sample, name="process_sample"),
    path("compare/", comparing.compare_chosen, name="process_compare"),
    path("compare/<int:before_id>/<int:after_id>/", comparing.comparison, name="process_comparison"),
    path("versions/<int:version_id>/", reviewing.version, name="process_version"),
    path("versions/<int:version_id>/design/", designing.design, name="process_design"),
    path("versions/<int:version_id>/check/", designing.check, name="process_check"),
    path("versions/<int:version_id>/import/", beginning.fill, name="process_import"),
    path("versions/<int:version_id>/trial/", trying.trial, name="process_trial"),
    path("versions/<int:version_id>/model.bpmn", exporting.bpmn, name="process_bpmn"),
    path("versions/<int:version_id>/picture.svg", exporting.svg, name="process_svg"),
    path("versions/<int:version_id>/validity/", reviewing.validity, name="process_validity"),
    path("versions/<int:version_id>/drop/", reviewing.drop, name="process_drop"),
    path("versions/<int:version_id>/publish/", reviewing.publish, name="process_publish"),
    path("versions/<int:version_id>/return/", reviewing.give_back, name="process_return"),
    path("versions/<int:version_id>/withdraw/", reviewing.withdraw, name="process_withdraw"),
    path("<slug:key>/", listing.process, name="process"),
    path("<slug:key>/begin/", beginning.begin, name="process_begin"),
    path("<slug:key>/journal/", listing.journal, name="process_journal"),
]
