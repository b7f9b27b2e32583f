"""Which channel answers which address."""

from django.conf import settings
from django.urls import include, path

from motcua.project.paths import CHECKOUT

urlpatterns = [
    path(prefix, include(f"motcua.channels.{channel}.urls"))
    for prefix, channel in (("", "portal"), ("office/", "office"))
    if (CHECKOUT / "src/motcua/channels" / channel / "urls.py").exists()
]
if settings.DEBUG:
    urlpatterns.append(path("ui/", include("motcua.ui.urls")))
