"""One section of the electronic form on a page of its own."""

from typing import Any

from django.http import HttpResponse

from motcua.apps.filing import operations
from motcua.apps.filing.operations import Target
from motcua.apps.filing.preparing import FILES
from motcua.channels.portal.filing.pages import Page, open_page, shown
from motcua.channels.portal.filing.steps import Step
from motcua.domain.errors import DomainError
from motcua.domain.forms import FieldError, FormDefinition, computed
from motcua.ui import eform, findings, wording
from motcua.ui.eform import Answers

TEMPLATE = "portal/filing/questions.html"


def section(page: Page, here: Step) -> HttpResponse | None:
    """Show the questions; keep what was typed, and go on once nothing of this page is wrong."""
    if page.request.method != "POST":
        return _shown(page, here, {}, status=200)
    refused = _keep_files(page, here)
    act, _colon, place = page.request.POST.get("act", "").partition(":")
    keep_typed(page, here, dropped=place if act == "drop" else "")
    fresh = open_page(page.request, page.draft.id)
    if act in {"add", "drop"}:
        return _shown(fresh, here, {}, more_rows=place if act == "add" else "", status=200)
    errors = {
        path: error for path, error in fresh.prepared.checked().errors.items() if _belongs(here.form, path)
    }
    if errors or refused:
        return _shown(fresh, here, errors, refused=refused, status=422)
    operations.save_typed(**fresh.owner, typed={}, done=[here.key])
    return None


def keep_typed(page: Page, here: Step, dropped: str = "") -> None:
    """Keep what was typed on this page, whatever is wrong with it; files are kept on their own."""
    form = here.form
    typed = eform.entered(form, page.request.POST)
    if dropped:
        typed = eform.without_row(typed, dropped)
    asked = {field.name for field in form.fields() if field.type not in FILES}
    operations.save_typed(**page.owner, typed={name: typed[name] for name in typed if name in asked})


def _keep_files(page: Page, here: Step) -> dict[str, str]:
    """Take in the files of this page; return what was refused, by field."""
    refused = {}
    for field in here.form.fields():
        if field.type not in FILES:
            continue
        for upload in page.request.FILES.getlist(field.name):
            target = Target(page.draft.person_id, field.name, draft_id=page.draft.id)
            try:
                operations.add_file(
                    upload, target=target, name=upload.name or "tep",
                    actor=page.request.visitor.actor, at=page.request.at,
                )  # fmt: skip
            except DomainError as error:
                refused[field.name] = wording.sentence(error)
    return refused


def _shown(
    page: Page,
    here: Step,
    errors: dict[str, FieldError],
    *,
    status: int,
    refused: dict[str, str] | None = None,
    more_rows: str = "",
) -> HttpResponse:
    prepared = page.prepared
    kept = prepared.kept().values
    answers = Answers(
        typed=prepared.typed,
        kept=kept,
        errors=errors,
        computed=computed(prepared.form, kept),
        more_rows=more_rows,
    )
    listed = eform.error_list(here.form, errors)
    listed += [
        (findings.anchor(name), _label(here.form, name), words) for name, words in (refused or {}).items()
    ]
    context: dict[str, Any] = {
        "sections": eform.sections(here.form, answers),
        "errors": listed,
        "given": page.draft.files,
    }
    return shown(page, here, TEMPLATE, context, status=status)


def _belongs(form: FormDefinition, path: str) -> bool:
    return form.field(path.partition("[")[0].partition(".")[0]) is not None


def _label(form: FormDefinition, name: str) -> str:
    field = form.field(name)
    return field.label if field else name
