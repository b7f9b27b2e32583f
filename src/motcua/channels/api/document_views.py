"""The description of this interface, for programs and their authors; and the answer where there is nothing."""

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.channels.api.access import readable
from motcua.channels.api.openapi import document
from motcua.channels.api.problems import Problem


@readable
def openapi(request: HttpRequest) -> Mapping[str, object]:
    """Give the OpenAPI 3.1 document."""
    return document(request.build_absolute_uri("/"))


@readable
def nothing_here(request: HttpRequest) -> Mapping[str, object]:
    """Say that there is no such address, as problem details too."""
    raise Problem("api.not-found", 404, _("Không có địa chỉ này. Xem /api/v1/openapi.json."))
