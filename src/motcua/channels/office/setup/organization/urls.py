"""Addresses of agencies and units, below `setup/organization/`."""

from django.urls import URLPattern, path

from motcua.channels.office.setup.organization import browsing, changing, importing, reforming

urlpatterns: list[URLPattern] = [
    path("", browsing.organization, name="organization"),
    path("confirm/", changing.confirm, name="structure_confirm"),
    path("import/", importing.upload, name="organization_import"),
    path("import/template/", importing.template, name="organization_template"),
    path("plans/", reforming.plans, name="reforms"),
    path("plans/<int:reform_id>/", reforming.plan, name="reform"),
    path("plans/<int:reform_id>/decide/", reforming.decide, name="reform_decide"),
    path("plans/<int:reform_id>/people/", reforming.people, name="reform_people"),
    path("<int:agency_id>/", browsing.agency, name="agency"),
    path("<int:agency_id>/trail/", browsing.trail, name="agency_trail"),
    path("<int:agency_id>/<slug:what>/", changing.change, name="agency_change"),
]
