"""Plans from files: a workbook of agencies, a list of territories, a reform written by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from motcua.apps.organization import permissions
from motcua.apps.organization.loading import DataRefused
from motcua.apps.organization.queries import LOCAL
from motcua.apps.organization.reform import sheets
from motcua.apps.organization.reform.people import COLUMNS, PEOPLE, PersonLine, read_people
from motcua.apps.organization.reform.reading import read_reform_text
from motcua.apps.organization.reform.structure import structure_now
from motcua.apps.organization.reform.words import sentence
from motcua.apps.organization.roles import Role
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.desk.fields import day, line
from motcua.channels.office.setup.frame import page, setup_page
from motcua.channels.office.setup.organization.browsing import HERE, crumbs
from motcua.channels.office.setup.organization.changing import Review, preview
from motcua.channels.office.setup.organization.reforming import province_only
from motcua.domain.errors import DomainError
from motcua.domain.spreadsheets import Sheet, read_spreadsheet, write_xlsx
from motcua.domain.succession import Plan, Structure, after, flaws
from motcua.ui import wording
from motcua.ui.forms import PageForm

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_BYTES: Final = 5_000_000
YAML: Final = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Line:
    """One mistake: where it stands and what is wrong."""

    sheet: str
    row: str
    column: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a file gave: a plan with its people and with communes that a list does not name, or mistakes."""

    plan: Plan | None = None
    people: tuple[PersonLine, ...] = ()
    unnamed: tuple[str, ...] = ()
    mistakes: tuple[Line, ...] = ()


class PlanFileForm(PageForm):
    """A file and what it is about. A reform written by hand names its day and decision itself."""

    file = forms.FileField(
        label=gettext_lazy("Tệp (XLSX, CSV hoặc YAML)"),
        widget=forms.FileInput({"accept": ".xlsx,.csv,.yaml,.yml"}),
    )
    title = line(gettext_lazy("Tên phương án"), required=True, long=150)
    on = day(gettext_lazy("Từ ngày"))
    decision = line(gettext_lazy("Căn cứ (số, ngày quyết định)"), long=200)

    def clean(self) -> dict[str, Any]:
        """Ask for day and decision where the file does not name them."""
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file is not None and file.size > MOST_BYTES:
            self.add_error("file", _("Tệp lớn quá 5 MB."))
        if file is not None and not self.by_hand:
            for name in ("on", "decision"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Hãy điền “%s”.") % self.fields[name].label)
        return cleaned

    @property
    def by_hand(self) -> bool:
        """Tell whether the file is a reform as YAML."""
        return str(self.cleaned_data["file"].name).lower().endswith(YAML)


@setup_page(HERE)
@never_cache
@require_http_methods(["GET", "POST"])
def upload(request: OfficerRequest) -> HttpResponse:
    """Read a file, name every mistake, or show what it would do before it is sent to be approved."""
    province_only(request)
    bound = request.method == "POST"
    form = (
        PlanFileForm(request.POST, request.FILES)
        if bound
        else PlanFileForm(initial={"on": request.at.astimezone(LOCAL).date()})
    )
    read = Read()
    if form.is_valid():
        try:
            read = _read(form, structure_now(), permissions.roles_to_give(request.actor))
        except DomainError as refused:
            form.add_error("file", wording.sentence(refused))
        if read.plan is not None:
            return preview(
                request,
                read.plan,
                form.cleaned_data["title"],
                back_url=request.path,
                crumbs=crumbs(),
                review=Review(unnamed=read.unnamed, people=read.people),
            )
    context: dict[str, object] = {
        "title": _("Lập phương án từ tệp"),
        "form": form,
        "mistakes": read.mistakes,
        "columns": [
            (name, columns.values())
            for name, columns in (
                (sheets.AGENCIES, sheets.AGENCY_COLUMNS),
                (sheets.UNITS, sheets.UNIT_COLUMNS),
                (sheets.SUCCESSIONS, sheets.SUCCESSION_COLUMNS),
                (PEOPLE, COLUMNS),
            )
        ],
        "territory_columns": sheets.TERRITORY_COLUMNS.values(),
    }
    status = 422 if form.errors or read.mistakes else 200
    template = "office/setup/organization/import.html"
    return page(request, template, context, here=HERE, crumbs=crumbs(), status=status)


@setup_page(HERE)
@require_GET
def template(request: OfficerRequest) -> HttpResponse:
    """Give out a workbook to fill in."""
    province_only(request)
    roles = [(str(role.label), role.value) for role in permissions.roles_to_give(request.actor)]
    people = (
        Sheet(PEOPLE, (tuple(COLUMNS.values()),)),
        Sheet(_("Vai trò"), ((_("Vai trò"), _("Mã")), *roles)),
    )
    response = HttpResponse(write_xlsx((*sheets.template(), *people)), content_type=XLSX)
    name = content_disposition_header(as_attachment=True, filename="co-cau-to-chuc.xlsx")
    response["Content-Disposition"] = str(name)
    return response


def _read(form: PlanFileForm, structure: Structure, roles: Sequence[Role]) -> Read:
    file = form.cleaned_data["file"]
    if form.by_hand:
        return _checked(_by_hand(file.name, file.read().decode(errors="replace")), structure)
    found = read_spreadsheet(file.read())
    territories = len(found) == 1 and not found[0].name
    if territories:
        reading = sheets.read_territories(found[0], structure, like=_model(structure))
    else:
        reading = sheets.read_workbook(found, structure)
    if reading.mistakes:
        return Read(mistakes=_lines(reading.mistakes))
    plan = reading.plan(form.cleaned_data["on"], form.cleaned_data["decision"])
    read = _checked(Read(plan=plan, unnamed=tuple(reading.unnamed)), structure)
    if read.plan is None or territories:
        return read
    people, mistakes = read_people(found, after(structure, plan), roles)
    return Read(mistakes=_lines(mistakes)) if mistakes else replace(read, people=tuple(people))


def _by_hand(name: str, text: str) -> Read:
    try:
        return Read(plan=read_reform_text(name, text))
    except DataRefused as refused:
        return Read(mistakes=tuple(Line(p.file, str(p.line), p.field, p.what) for p in refused.problems))


def _checked(read: Read, structure: Structure) -> Read:
    if read.plan is None:
        return read
    wrong = tuple(Line("", "", flaw.place, sentence(flaw)) for flaw in flaws(structure, read.plan))
    return Read(mistakes=wrong) if wrong else read


def _lines(mistakes: Sequence[sheets.Mistake]) -> tuple[Line, ...]:
    return tuple(Line(m.sheet, str(m.row), m.column, m.what) for m in sorted(mistakes))


def _model(structure: Structure) -> str:
    """Return a commune whose units new ones have."""
    kinds = (body.key for body in structure.values() if body.kind == "commune_committee" and body.units)
    return next(kinds, "")
