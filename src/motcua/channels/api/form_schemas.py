"""The form of a procedure as a JSON Schema, for whoever makes software that fills it in. Public."""

from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import conditional_page, require_safe

from motcua.apps.catalog import queries as catalog
from motcua.apps.catalog.snapshot import ProcedureNotInForce
from motcua.domain.calendar import TIMEZONE
from motcua.domain.forms import json_schema

MEDIA_TYPE = "application/schema+json"
KEPT_SECONDS = 600


@require_safe
@conditional_page
def form_schema(request: HttpRequest, key: str) -> JsonResponse:
    """Answer with the schema of the version in force; 404 where there is none or it has no form."""
    try:
        number, definition = catalog.published_procedure(key, timezone.now().astimezone(TIMEZONE).date())
    except ProcedureNotInForce as unknown:
        raise Http404 from unknown
    if definition.form is None:
        raise Http404
    schema = json_schema(
        definition.form, title=definition.name, address=request.build_absolute_uri(request.path)
    )
    answer = JsonResponse(
        schema | {"x-procedure": {"key": definition.key, "code": definition.code, "version": number}},
        content_type=MEDIA_TYPE,
        json_dumps_params={"ensure_ascii": False},
    )
    answer["ETag"] = quote_etag(f"{key}-{number}")
    patch_cache_control(answer, public=True, max_age=KEPT_SECONDS)
    return answer
