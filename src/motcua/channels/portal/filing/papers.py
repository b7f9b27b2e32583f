"""The papers of a draft: files given, taken again from one's own store, or not needed because a database has them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.translation import gettext as _

from motcua.apps.documents import scanning, uploads
from motcua.apps.filing import operations, queries
from motcua.apps.filing.operations import Target
from motcua.apps.filing.queries import KeptFile
from motcua.apps.filing.values import GivenFile
from motcua.channels.portal import procedure_words as words
from motcua.channels.portal.access import CitizenRequest
from motcua.channels.portal.filing.pages import Page, open_page, shown
from motcua.channels.portal.filing.steps import Step
from motcua.domain.errors import DomainError
from motcua.domain.filing import Mark, PaperState
from motcua.ui import formatting, wording
from motcua.ui.chips import Chip

TEMPLATE = "portal/filing/papers.html"
SCANS = {
    "pending": Chip("soon", "hourglass-split", _("Chờ quét mã độc")),
    "infected": Chip("late", "shield-exclamation", _("Có mã độc, hãy bỏ tệp này")),
}


@dataclass(frozen=True, slots=True)
class FileLine:
    """One given file in words."""

    file: GivenFile
    size: str
    scan: Chip | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """One paper on the page."""

    state: PaperState
    condition: str
    chip: Chip | None
    files: Sequence[FileLine]
    error: str

    @property
    def id(self) -> str:
        """Return the name of its inputs."""
        return f"paper-{self.state.document.id}"


def papers(page: Page, here: Step) -> HttpResponse | None:
    """Show the papers; take in what was sent, and go on once nothing is missing."""
    if page.request.method != "POST":
        return _shown(page, here, {}, status=200)
    errors = take_in(page)
    fresh = open_page(page.request, page.draft.id)
    if page.request.POST.get("act", "next") != "next":
        return _shown(fresh, here, errors, status=422 if errors else 200)
    for state in fresh.prepared.papers:
        if state.missing and state.document.id not in errors:
            errors[state.document.id] = missing_words(state)
    if errors:
        return _shown(fresh, here, errors, status=422)
    operations.mark_papers(**page.owner, marks={}, done=[here.key])
    return None


def take_in(page: Page) -> dict[str, str]:
    """Keep marks and files of the page as they were sent; return what was refused, by paper."""
    post, definition = page.request.POST, page.prepared.definition
    marks = {
        document.id: Mark(f"paper-{document.id}-applies" in post)
        for document in definition.documents
        if document.condition
    }
    operations.mark_papers(**page.owner, marks=marks)
    _drop(page)
    errors = {}
    for document in definition.documents:
        files = page.request.FILES.getlist(f"paper-{document.id}")
        again = post.getlist(f"paper-{document.id}-again")
        if error := give(
            page.request, Target(page.draft.person_id, document.id, draft_id=page.draft.id), files, again
        ):
            errors[document.id] = error
    return errors


def give(
    request: CitizenRequest, target: Target, files: Sequence["UploadedFile[Any]"], again: Sequence[str]
) -> str:
    """Take files in and take files again; return the sentence about the first that was refused."""
    actor, refused = request.visitor.actor_with("file"), ""
    for upload in files:
        try:
            operations.add_file(upload, target=target, name=upload.name or "tep", actor=actor, at=request.at)
        except DomainError as error:
            refused = refused or wording.sentence(error)
    if again:
        try:
            operations.reuse_files(target=target, sha256s=again, actor=actor, at=request.at)
        except DomainError as error:
            refused = refused or wording.sentence(error)
    return refused


def _drop(page: Page) -> None:
    act, _colon, rest = page.request.POST.get("act", "").partition(":")
    purpose, _colon, sha256 = rest.rpartition(":")
    if act == "drop" and purpose:
        target = Target(page.draft.person_id, purpose, draft_id=page.draft.id)
        operations.drop_file(
            target=target, sha256=sha256, actor=page.request.visitor.actor, at=page.request.at
        )


def missing_words(state: PaperState) -> str:
    """Return what to do about a paper that is missing."""
    return _("Chưa có “%s”. Hãy chụp hoặc quét giấy này rồi tải tệp lên.") % state.document.name


def file_lines(files: Sequence[GivenFile]) -> list[FileLine]:
    """Return given files in words."""
    return [FileLine(file, formatting.size(file.size), _scan_chip(file)) for file in files]


def _scan_chip(file: GivenFile) -> Chip | None:
    """Where no scanner runs, nobody waits for one."""
    return SCANS.get(file.scan) if file.scan != "pending" or scanning.runs() else None


def upload_facts() -> Mapping[str, Any]:
    """Return what the pages say about files before they are chosen (R-E21)."""
    allowed = settings.MOTCUA_UPLOAD_TYPES or uploads.EXTENSIONS
    return {
        "accept": ",".join(f".{extension}" for extension in allowed),
        "types": ", ".join(extension.upper() for extension in allowed),
        "max_bytes": settings.MOTCUA_UPLOAD_MAX_BYTES,
        "max_size": formatting.size(settings.MOTCUA_UPLOAD_MAX_BYTES),
    }


def store_lines(store: Sequence[KeptFile]) -> list[tuple[str, str]]:
    """Return the files of one's own store as choices."""
    return [
        (file.sha256, _("%(name)s (%(what)s, %(day)s)") % {
            "name": file.name, "what": _("kết quả đã cấp") if file.issued else file.paper,
            "day": formatting.day(file.at),
        })
        for file in store
    ]  # fmt: skip


def _shown(page: Page, here: Step, errors: Mapping[str, str], *, status: int) -> HttpResponse:
    store = queries.store_of(page.draft.person_id, page.request.visitor.actor_with("file"))
    lines = [
        PaperLine(
            state=state,
            condition=words.condition(state.document),
            chip=_chip(state),
            files=file_lines(page.draft.files.get(state.document.id, ())),
            error=errors.get(state.document.id, ""),
        )
        for state in page.prepared.papers
    ]
    context = {
        "lines": lines,
        "errors": [(f"paper-{paper}-row", "", words_) for paper, words_ in errors.items()],
        "store": store_lines(store),
        **upload_facts(),
    }
    return shown(page, here, TEMPLATE, context, status=status)


def _chip(state: PaperState) -> Chip | None:
    if state.by_form:
        return Chip("early", "check-lg", _("Đã điền ở biểu mẫu"))
    if state.files:
        return Chip("early", "check-lg", _("Đã có"))
    if state.from_database:
        return Chip("early", "database-check", _("Không phải nộp"))
    if state.missing:
        return Chip("soon", "exclamation-circle", _("Cần có"))
    return None
