"""Check your answers, declare to be answerable for them, and file (R-S21)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.apps.filing import operations, preparing
from motcua.apps.filing.values import DeclarationMissing, NotReady
from motcua.channels.portal.access import CitizenRequest, citizen_page
from motcua.channels.portal.filing import papers, steps
from motcua.channels.portal.filing.forms import WAYS
from motcua.channels.portal.filing.pages import Page, open_page, own_draft, shown
from motcua.channels.portal.filing.steps import Step, StepKind
from motcua.domain.errors import DomainError
from motcua.domain.filing import Finding, FindingKind, PaperState
from motcua.ui import answers, formatting, wording
from motcua.ui import findings as said


@dataclass(frozen=True, slots=True)
class Part:
    """What one page holds, with the way back to change it."""

    title: str
    url: str
    lines: Sequence[tuple[str, str]]


@citizen_page
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: CitizenRequest, draft_id: UUID) -> HttpResponse:
    """Show everything that would be filed and what is still to be mended; a post files it, once."""
    if own_draft(request, draft_id).filed:
        return redirect("portal:draft_done", draft_id)
    page = open_page(request, draft_id)
    if request.method != "POST":
        return _shown(page, tried=False)
    try:
        operations.file(
            draft_id=draft_id, person_id=request.visitor.person.id, declared="declared" in request.POST,
            actor=request.visitor.actor_with(preparing.RIGHT), at=request.at,
        )  # fmt: skip
    except NotReady:
        return _shown(page, tried=True)
    except DeclarationMissing as refused:
        return _shown(page, tried=True, undeclared=wording.sentence(refused))
    except DomainError as refused:
        messages.error(request, wording.sentence(refused))
        return _shown(page, tried=True)
    return redirect("portal:draft_done", draft_id)


def _shown(page: Page, *, tried: bool, undeclared: str = "") -> HttpResponse:
    here = page.steps[-1]
    findings = page.prepared.findings()
    errors = [_line(finding, page) for finding in findings]
    if undeclared:
        errors.append(("#declared", undeclared))
    context = {
        "parts": [_part(page, step) for step in page.steps[:-1]],
        "errors": errors,
        "ready": not findings,
        "undeclared": undeclared,
        "decided_by": page.prepared.place.competent_name if page.prepared.place else "",
        "received_by": page.prepared.place.receiving_name if page.prepared.place else "",
        "fees": page.prepared.definition.fees,
    }
    return shown(page, here, "portal/filing/check.html", context, status=422 if tried else 200)


def _line(finding: Finding, page: Page) -> tuple[str, str]:
    """Return where a finding is mended, and what it is with its remedy."""
    step = steps.place_of(finding, page.steps)
    address = steps.url(page.draft.id, step) if step else ""
    anchor = {
        FindingKind.FIELD: f"#{said.anchor(finding.subject)}",
        FindingKind.PAPER: f"#paper-{finding.subject}-row",
    }.get(finding.kind, "")
    return f"{address}?ve={steps.CHECK}{anchor}", _words(finding, page)


def _words(finding: Finding, page: Page) -> str:
    if finding.kind is FindingKind.FIELD and finding.error is not None:
        form, path, error = page.prepared.form, finding.subject, finding.error
        sentence, remedy = said.sentence_at(form, path, error), said.remedy_at(form, path, error)
        return f"{said.label_at(form, path)}: {sentence} {remedy}"
    if finding.kind is FindingKind.PAPER:
        state = next(one for one in page.prepared.papers if one.document.id == finding.subject)
        return papers.missing_words(state)
    return {
        (FindingKind.CASE, ""): _("Chưa chọn trường hợp. Hãy trả lời câu hỏi về trường hợp của bạn."),
        (FindingKind.PLACE, ""): _("Chưa chọn nơi giải quyết. Hãy chọn xã, phường hoặc cơ quan."),
        (FindingKind.APPLICANT, "applicant"): _("Chưa chọn người nộp. Hãy chọn bạn nộp cho ai."),
        (FindingKind.APPLICANT, "phone"): _("Chưa có số điện thoại. Hãy ghi số để chúng tôi báo tin."),
        (FindingKind.COLLECTION, "way"): _("Chưa chọn cách nhận kết quả. Hãy chọn một cách."),
        (FindingKind.COLLECTION, "address"): _("Chưa có địa chỉ để bưu chính giao kết quả. Hãy ghi địa chỉ."),
    }[finding.kind, finding.subject]


def _part(page: Page, step: Step) -> Part:
    lines = _LINES[step.kind](page, step)
    return Part(step.title, f"{steps.url(page.draft.id, step)}?ve={steps.CHECK}", lines)


Lines = Sequence[tuple[str, str]]


def _case_lines(page: Page, step: Step) -> Lines:
    cases = page.prepared.definition.cases
    return [(_("Trường hợp"), case.label) for case in cases if case.code == page.draft.case]


def _place_lines(page: Page, step: Step) -> Lines:
    place = page.prepared.place
    return [(_("Nơi"), place.label), (_("Giải quyết"), place.competent_name)] if place else []


def _applicant_lines(page: Page, step: Step) -> Lines:
    choice = page.prepared.choice
    if choice is None:
        return []
    party = choice.party
    found = [
        (_("Người nộp"), party.name),
        (_("Tư cách"), choice.basis),
        (_("Số định danh"), formatting.grouped_citizen_id(party.citizen_id) if party.citizen_id else ""),
        (_("Mã số thuế"), party.tax_code),
        (_("Điện thoại"), page.draft.phone),
        (_("Thư điện tử"), page.draft.email),
    ]
    return [(label, value) for label, value in found if value]


def _section_lines(page: Page, step: Step) -> Lines:
    kept: Mapping[str, Any] = page.prepared.kept().values
    names = {
        field.name: ", ".join(file.name for file in page.draft.files.get(field.name, ()))
        for field in step.form.fields()
        if field.name in page.draft.files
    }
    return answers.shown(step.form, {**kept, **names})


def _paper_lines(page: Page, step: Step) -> Lines:
    return [
        (state.document.name, _paper_words(page, state)) for state in page.prepared.papers if state.applies
    ]


def _paper_words(page: Page, state: PaperState) -> str:
    files = page.draft.files.get(state.document.id, ())
    if files:
        return ", ".join(f"{file.name} ({formatting.size(file.size)})" for file in files)
    if state.from_database:
        return _("Lấy từ %s") % state.document.replaceable_by
    return _("Điền ở biểu mẫu điện tử") if state.by_form else _("Chưa có")


def _collection_lines(page: Page, step: Step) -> Lines:
    found = [(_("Cách nhận"), str(dict(WAYS).get(page.draft.collect_by, "")))]
    if page.draft.collect_by == "post":
        found.append((_("Địa chỉ"), page.draft.collect_address))
    return [(label, value) for label, value in found if value]


_LINES = {
    StepKind.CASE: _case_lines,
    StepKind.PLACE: _place_lines,
    StepKind.APPLICANT: _applicant_lines,
    StepKind.SECTION: _section_lines,
    StepKind.PAPERS: _paper_lines,
    StepKind.COLLECTION: _collection_lines,
}
