"""The pages of one draft, in order: one section of the form, or one other thing, a page."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.apps.filing import preparing
from motcua.apps.filing.preparing import Preparation
from motcua.domain.filing import Finding, FindingKind
from motcua.domain.forms import FormDefinition, Section
from motcua.ui.timeline import Entry, State

CHECK = "xem-lai"


class StepKind(StrEnum):
    """What a page asks; the values are those that `Draft.done` holds, but for sections."""

    CASE = "case"
    PLACE = "place"
    APPLICANT = "applicant"
    SECTION = "section"
    PAPERS = "papers"
    COLLECTION = "collection"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Step:
    """One page. `key` is what the draft remembers when it is done."""

    kind: StepKind
    slug: str
    title: str
    key: str
    section: Section | None = None

    @property
    def form(self) -> FormDefinition:
        """Return the questions of this page."""
        return FormDefinition(sections=(self.section,) if self.section else ())


def steps_of(prepared: Preparation) -> tuple[Step, ...]:
    """Return the pages of a draft; what there is no choice about has none."""
    found = []
    if len(prepared.definition.cases) > 1:
        found.append(_plain(StepKind.CASE, "truong-hop", _("Trường hợp của bạn")))
    if len(prepared.places) > 1:
        found.append(_plain(StepKind.PLACE, "noi-nop", _("Nơi giải quyết")))
    found.append(_plain(StepKind.APPLICANT, "nguoi-nop", _("Người nộp")))
    found += [_section(number, one) for number, one in enumerate(_asked(prepared), start=1)]
    found.append(_plain(StepKind.PAPERS, "giay-to", _("Giấy tờ")))
    found.append(_plain(StepKind.COLLECTION, "nhan-ket-qua", _("Nhận kết quả")))
    found.append(_plain(StepKind.CHECK, CHECK, _("Xem lại và nộp")))
    return tuple(found)


def find(steps: tuple[Step, ...], slug: str) -> Step | None:
    """Return the page of an address."""
    return next((step for step in steps if step.slug == slug), None)


def after(steps: tuple[Step, ...], step: Step) -> Step:
    """Return the next page; the last one stays."""
    return steps[min(steps.index(step) + 1, len(steps) - 1)]


def before(steps: tuple[Step, ...], step: Step) -> Step | None:
    """Return the page before."""
    place = steps.index(step)
    return steps[place - 1] if place else None


def first_open(steps: tuple[Step, ...], done: tuple[str, ...]) -> Step:
    """Return where to go on: the first page that was not finished."""
    return next((step for step in steps if step.key not in done), steps[-1])


def url(draft_id: UUID, step: Step) -> str:
    """Return the address of a page."""
    return reverse("portal:draft_step", args=[draft_id, step.slug])


def place_of(finding: Finding, steps: tuple[Step, ...]) -> Step | None:
    """Return the page on which a finding is mended."""
    if finding.kind is FindingKind.FIELD:
        name = finding.subject.partition("[")[0].partition(".")[0]
        return next((step for step in steps if step.form.field(name) is not None), None)
    kind = {
        FindingKind.CASE: StepKind.CASE,
        FindingKind.PLACE: StepKind.PLACE,
        FindingKind.APPLICANT: StepKind.APPLICANT,
        FindingKind.PAPER: StepKind.PAPERS,
        FindingKind.COLLECTION: StepKind.COLLECTION,
    }[finding.kind]
    return next((step for step in steps if step.kind is kind), None)


def path(
    draft_id: UUID, steps: tuple[Step, ...], here: Step, done: tuple[str, ...]
) -> list[tuple[Entry, str]]:
    """Return the pages as a path: what is done may be opened again."""
    found = []
    for step in steps:
        finished = step.key in done
        state = State.NOW if step == here else State.OK if finished else State.NEXT
        detail = _("Đang làm") if step == here else _("Đã xong") if finished else ""
        link = url(draft_id, step) if finished and step != here else ""
        found.append((Entry(state, step.title, detail), link))
    return found


def _asked(prepared: Preparation) -> list[Section]:
    """Return the sections of which at least one question is asked now."""
    kept = prepared.kept().values
    return [
        section
        for section in preparing.asked_sections(prepared.form)
        if any(field.visible_when is None or field.visible_when.holds(kept) for field in section.fields)
    ]


def _plain(kind: StepKind, slug: str, title: str) -> Step:
    return Step(kind, slug, title, kind.value)


def _section(number: int, section: Section) -> Step:
    title = section.title or _("Nội dung đề nghị")
    return Step(StepKind.SECTION, f"muc-{number}", title, f"section:{section.id}", section)
