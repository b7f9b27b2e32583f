"""The form of a procedure to be printed and filled in by hand, for everybody (R-C40)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import conditional_page, require_safe

from motcua.apps.catalog import queries as catalog
from motcua.apps.catalog.snapshot import ProcedureNotInForce
from motcua.apps.documents import application_forms
from motcua.channels.portal.procedure_views import today

KEPT_SECONDS = 3_600


@require_safe
@conditional_page
def blank_form(_request: HttpRequest, key: str) -> HttpResponse:
    """Answer with the blank form of the version in force as PDF; 404 where there is none or it has no form."""
    on = today()
    try:
        _number, definition = catalog.published_procedure(key, on)
    except ProcedureNotInForce as unknown:
        raise Http404 from unknown
    if definition.form is None:
        raise Http404
    form = application_forms.blank_form(definition, on=on)
    answer = HttpResponse(form.pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="to-khai-{key}.pdf"'
    answer["ETag"] = quote_etag(form.digest)
    patch_cache_control(answer, public=True, max_age=KEPT_SECONDS)
    return answer
