"""An electronic form as the citizen sees it, tried with samples that should pass and samples that should not."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.apps.catalog.registry import VersionDetail
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup.catalog.listing import PLACE
from motcua.channels.office.setup.catalog.pages import crumbs, detail
from motcua.channels.office.setup.frame import page, setup_page
from motcua.domain.forms import (
    FormDataInvalid,
    FormDefinition,
    Validation,
    bad_sample,
    computed,
    form_from_data,
    good_sample,
    validate,
    validate_draft,
)
from motcua.ui import eform, formatting
from motcua.ui.eform import Answers


@require_http_methods(["GET", "POST"])
@setup_page(PLACE)
def preview(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Show the form of a version; fill in a sample, check what is filled in, add and take away rows."""
    shown = detail(version_id)
    form = _form(shown)
    act, _colon, place = request.POST.get("act", "").partition(":")
    typed = _typed(form, request, act, place)
    draft = _draft(form, request, typed)
    checked = _checked(form, request, typed) if act in ("check", "good", "bad") else None
    answers = Answers(
        typed=typed,
        kept=draft.values,
        errors=checked.errors if checked else {},
        computed=computed(form, draft.values),
        more_rows=place if act == "add" else "",
    )
    context = {
        "title": _("Biểu mẫu như người dân thấy"),
        "shown": shown,
        "form_no": form.form_no,
        "sections": eform.sections(form, answers),
        "act": act,
        "errors": eform.error_list(form, checked.errors) if checked else (),
        "passed": bool(checked and not checked.errors),
        "let_through": _let_through(form, typed, checked) if act == "bad" and checked else (),
    }
    return page(request, "office/setup/catalog/preview.html", context, here=PLACE, crumbs=crumbs(shown.line))


def _form(shown: VersionDetail) -> FormDefinition:
    """Return the form of a version if it is right, whatever else is not."""
    try:
        return form_from_data(shown.data.get("form"))
    except FormDataInvalid as wrong:
        raise Http404("no form") from wrong


def _typed(form: FormDefinition, request: OfficerRequest, act: str, place: str) -> dict[str, Any]:
    if act == "good":
        return good_sample(form, filed_on=formatting.local_day(request.at))
    if act == "bad":
        return bad_sample(form)
    typed = eform.entered(form, request.POST)
    return eform.without_row(typed, place) if act == "drop" else typed


def _checked(form: FormDefinition, request: OfficerRequest, typed: dict[str, Any]) -> Validation:
    return validate(form, typed, filed_on=formatting.local_day(request.at), allow_future_birth=True)


def _draft(form: FormDefinition, request: OfficerRequest, typed: dict[str, Any]) -> Validation:
    return validate_draft(form, typed, filed_on=formatting.local_day(request.at), allow_future_birth=True)


def _let_through(form: FormDefinition, typed: dict[str, Any], checked: Validation) -> list[str]:
    """Return the fields that took a wrong answer, or that nothing could be wrong for."""
    refused = {path.partition("[")[0] for path in checked.errors}
    asked = {field.name for field in form.fields() if field.visible_when is None}
    return [field.label for field in form.fields() if field.name in asked - refused]
