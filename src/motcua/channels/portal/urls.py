"""Addresses of the citizens' web. Everybody may read all of them."""

from django.urls import include, path

from motcua.channels.portal import (
    changes,
    form_views,
    lookup_views,
    pages,
    procedure_views,
    process_views,
    service_views,
)

app_name = "portal"
urlpatterns = [
    path("", pages.home, name="home"),
    path("tra-cuu", lookup_views.lookup, name="lookup"),
    path("tra-cuu/<str:code>", lookup_views.lookup_code, name="lookup_code"),
    path("thu-tuc", procedure_views.procedures, name="procedures"),
    path("thu-tuc/<slug:key>", procedure_views.procedure, name="procedure"),
    path("thu-tuc/<slug:key>/quy-trinh", process_views.process, name="process"),
    path("thu-tuc/<slug:key>/mau-don.pdf", form_views.blank_form, name="blank_form"),
    path("thay-doi-thu-tuc", changes.changes, name="changes"),
    path("thay-doi-thu-tuc/rss", changes.feed, name="changes_feed"),
    path("gioi-thieu", pages.about, name="about"),
    path("du-lieu-ca-nhan", pages.privacy, name="privacy"),
    path("tro-nang", pages.accessibility, name="accessibility"),
    path("so-do-trang", pages.site_map, name="site_map"),
    path("", include("motcua.channels.portal.account.urls")),
    path("", include("motcua.channels.portal.notices.urls")),
    path("", include("motcua.channels.portal.filing.urls")),
    path("", include("motcua.channels.portal.paying.urls")),
    path("", include("motcua.channels.portal.questions.urls")),
    path("", include("motcua.channels.portal.agencies.urls")),
    path("", include("motcua.channels.portal.embedding.urls")),
    path("healthz", service_views.health, name="health"),
    path("favicon.ico", service_views.icon, name="icon"),
    path("robots.txt", service_views.robots, name="robots"),
    path("sitemap.xml", service_views.sitemap, name="sitemap"),
    path(".well-known/security.txt", service_views.security, name="security"),
]
