"""Addresses of this part of the setup."""

from django.urls import URLPattern, path

from motcua.channels.office.setup.calendars import days, hours, listing, moving, regimes, seed, trail, year

urlpatterns: list[URLPattern] = [
    path("", listing.calendars, name="calendars"),
    path("regimes/", regimes.regimes, name="regimes"),
    path("orders/<int:order_id>/", moving.order, name="recount_order"),
    path("counters/<int:agency_id>/", hours.reception, name="calendar_counter"),
    path("<slug:code>/", year.year, name="calendar"),
    path("<slug:code>/day/", days.day, name="calendar_day"),
    path("<slug:code>/withdraw/<str:on>/", days.withdraw, name="calendar_withdraw"),
    path("<slug:code>/hours/", hours.week, name="calendar_hours"),
    path("<slug:code>/year/<int:wanted>/", seed.seed, name="calendar_seed"),
    path("<slug:code>/recount/", moving.recount, name="recount"),
    path("<slug:code>/history/", trail.trail, name="calendar_trail"),
]
