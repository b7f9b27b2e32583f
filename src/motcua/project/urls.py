"""Which channel answers which address."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("motcua.channels.portal.urls")),
    path("api/", include("motcua.channels.api.urls")),
    path("office/", include("motcua.channels.office.urls")),
]
if settings.DEBUG:
    urlpatterns.append(path("ui/", include("motcua.ui.urls")))

handler400 = "motcua.project.refusals.bad_request"
handler403 = "motcua.project.refusals.forbidden"
handler404 = "motcua.project.refusals.not_found"
handler500 = "motcua.project.refusals.broken"
