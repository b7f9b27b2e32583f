"""Addresses of the setup, below `setup/`."""

from django.urls import URLPattern, URLResolver, include, path

from motcua.channels.office.setup import home
from motcua.channels.office.setup.accounts.urls import urlpatterns as accounts
from motcua.channels.office.setup.calendars.urls import urlpatterns as calendars
from motcua.channels.office.setup.catalog.urls import urlpatterns as catalog
from motcua.channels.office.setup.organization.urls import urlpatterns as organization
from motcua.channels.office.setup.processes.urls import urlpatterns as processes
from motcua.channels.office.setup.sheets.urls import urlpatterns as sheets

setup: list[URLPattern | URLResolver] = [
    path("", home.home, name="setup"),
    path("organization/", include(organization)),
    path("accounts/", include(accounts)),
    path("procedures/", include(catalog)),
    path("processes/", include(processes)),
    path("calendars/", include(calendars)),
    path("sheets/", include(sheets)),
]
urlpatterns = [path("setup/", include(setup))]
