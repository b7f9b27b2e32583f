"""The editor of electronic forms: sections and fields in their order, and everything about one field."""

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.apps.catalog import operations, registry
from motcua.apps.catalog.operations import DraftChangedMeanwhile
from motcua.apps.catalog.registry import VersionDetail
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup.catalog.drafting import ROW_ACTS, conflict_of, tabs, tidy, writable
from motcua.channels.office.setup.catalog.listing import PLACE
from motcua.channels.office.setup.catalog.pages import crumbs
from motcua.channels.office.setup.catalog.schema import FIELD
from motcua.channels.office.setup.catalog.shown import Choosing, Page, sentence, summary
from motcua.channels.office.setup.catalog.typed import read, slug
from motcua.channels.office.setup.frame import page, setup_page
from motcua.domain.catalog import Problem
from motcua.ui import formatting, procedure_parts
from motcua.ui.context import Key

Sections = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field in the list of its section."""

    place: int
    label: str
    name: str
    kind: str
    required: bool
    notes: str
    problems: int


@dataclass(frozen=True, slots=True)
class SectionRows:
    """A section with its fields."""

    number: int
    title: str
    fields: list[FieldRow]


@require_http_methods(["GET", "POST"])
@setup_page(PLACE)
def overview(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Show the sections and fields of a draft's form; add, move and take away."""
    shown = writable(version_id)
    if request.method == "GET":
        return _overview(request, shown)
    act, _colon, place = request.POST.get("act", "").partition(":")
    if act not in ACTS:
        raise Http404(act)
    sections = sections_of(shown)
    numbers = [int(part) for part in place.split(".") if part.isdigit()]
    try:
        ACTS[act](sections, numbers, request.POST)
    except IndexError as gone:
        raise Http404(place) from gone
    try:
        _save(request, shown, sections)
    except DraftChangedMeanwhile as error:
        return _overview(request, shown, conflict=error)
    anchor = f"#section-{numbers[0]}" if numbers else ""
    return redirect(reverse("office:procedure_form", args=[version_id]) + anchor)


@require_http_methods(["GET", "POST"])
@setup_page(PLACE)
def field(request: OfficerRequest, version_id: int, section: int, place: int) -> HttpResponse:
    """Show everything about one field with what is wrong with it, and save it."""
    shown = writable(version_id)
    sections = sections_of(shown)
    stored = _stored(sections, section, place)
    if request.method == "GET":
        return _field(request, shown, (section, place), stored)
    act, _colon, row = request.POST.get("act", "").partition(":")
    typed = _typed(request, stored, blanks=act in ROW_ACTS)
    if act in ROW_ACTS:
        extra = row if act == "add" else ""
        return _field(request, shown, (section, place), ROW_ACTS[act](typed, row), extra=extra)
    sections[section]["fields"][place] = typed
    try:
        _save(request, shown, sections)
    except DraftChangedMeanwhile as error:
        return _field(request, shown, (section, place), typed, conflict=error)
    if problems_of(registry.version(version_id).problems, section, place):
        messages.warning(request, _("Đã lưu bản nháp. Ô này còn chỗ cần sửa trước khi gửi duyệt."))
        return redirect("office:procedure_form_field", version_id, section, place)
    messages.success(request, _("Đã lưu ô “%s”.") % typed.get("label", ""))
    return redirect(reverse("office:procedure_form", args=[version_id]) + f"#section-{section}")


@require_POST
@setup_page(PLACE)
def check(request: OfficerRequest, version_id: int, section: int, place: int) -> HttpResponse:
    """Answer while somebody types: what is wrong with the field as it stands, nothing saved."""
    shown = writable(version_id)
    sections = sections_of(shown)
    sections[section]["fields"][place] = _typed(request, _stored(sections, section, place))
    _definition, problems = registry.judged(_with_form(shown, sections))
    found = problems_of(problems, section, place)
    context = {"sentences": [(procedure_parts.label([one.path]), sentence(one)) for one in found]}
    return render(request, "office/setup/catalog/checked.html", context)


def sections_of(shown: VersionDetail) -> Sections:
    """Return the sections of a draft's form, to be changed freely."""
    form = shown.data.get("form")
    sections = form.get("sections") if isinstance(form, Mapping) else None
    return copy.deepcopy(sections) if isinstance(sections, list) else []


def problems_of(problems: tuple[Problem, ...], section: int, place: int) -> tuple[Problem, ...]:
    """Return the problems of one field, each at its place inside the field."""
    start = f"form.sections[{section}].fields[{place}]."
    return tuple(
        Problem(problem.path.removeprefix(start), problem.problem, problem.value)
        for problem in problems
        if problem.path.startswith(start)
    )


def _overview(
    request: OfficerRequest, shown: VersionDetail, conflict: DraftChangedMeanwhile | None = None
) -> HttpResponse:
    form = shown.data.get("form") or {}
    others = [problem for problem in shown.problems if problem.path.startswith("form")]
    context = {
        "title": shown.name,
        "shown": shown,
        "tabs": tabs(shown, "form"),
        "sections": [_section(number, one, shown) for number, one in enumerate(sections_of(shown))],
        "form_no": form.get("form_no", ""),
        "types": list(procedure_parts.CHOICES["type"].items()),
        "problems": [sentence(problem) for problem in others if ".fields[" not in problem.path],
        "conflict": conflict_of(request, shown, conflict) if conflict else None,
    }
    return page(
        request, "office/setup/catalog/form.html", context, here=PLACE, crumbs=crumbs(shown.line),
        status=409 if conflict else 200,
    )  # fmt: skip


def _section(number: int, data: dict[str, Any], shown: VersionDetail) -> SectionRows:
    fields = []
    for place, one in enumerate(data.get("fields") or []):
        kind = procedure_parts.choice(("type",), one.get("type", ""))
        wrong = len(problems_of(shown.problems, number, place))
        row = FieldRow(
            place,
            one.get("label", ""),
            one.get("name", ""),
            kind,
            one.get("required") is True,
            _notes(one),
            wrong,
        )
        fields.append(row)
    return SectionRows(number, data.get("title", ""), fields)


def _notes(data: Mapping[str, Any]) -> str:
    found = [
        f"{procedure_parts.label([name])}: {procedure_parts.condition(data[name])}"
        for name in ("visible_when", "required_when", "rule", "computed")
        if data.get(name)
    ]
    columns = [
        str(one.get("label", "")) if isinstance(one, Mapping) else one for one in data.get("columns") or []
    ]
    return "; ".join([*found, ", ".join(columns)] if columns else found)


def _field(
    request: OfficerRequest, shown: VersionDetail, at: tuple[int, int], data: dict[str, Any], *,
    extra: str = "", conflict: DraftChangedMeanwhile | None = None,
) -> HttpResponse:  # fmt: skip
    section, place = at
    sections = sections_of(shown)
    unsaved = request.method == "POST"
    sections[section]["fields"][place] = data
    _definition, problems = registry.judged(_with_form(shown, sections))
    found = () if extra else problems_of(problems, section, place)
    before = [one.get("name", "") for part in sections[: section + 1] for one in part.get("fields") or []]
    context = {
        "title": data.get("label") or _("Ô mới"),
        "shown": shown,
        "at": {"section": section, "place": place},
        "parts": Page(data, found, Choosing(formatting.local_day(request.at))).parts(FIELD, extra),
        "summary": summary(found, FIELD),
        "names": before[: before.index(data["name"])] if data.get("name") in before else before,
        "revision": _revision(request, shown),
        "unsaved": unsaved,
        "conflict": conflict_of(request, shown, conflict) if conflict else None,
    }
    return page(
        request, "office/setup/catalog/field.html", context, here=PLACE, crumbs=crumbs(shown.line),
        keys=[Key.of(_("Lưu ô"), "F9")], status=409 if conflict else 200,
    )  # fmt: skip


def _typed(request: OfficerRequest, stored: dict[str, Any], *, blanks: bool = False) -> dict[str, Any]:
    """Return a field as typed; what its columns say beyond what the page asks stays."""
    typed = read(FIELD, request.POST, stored, blanks=blanks)
    known = {one.get("name"): one for one in stored.get("columns") or [] if isinstance(one, Mapping)}
    if columns := typed.get("columns"):
        asked = {"name", "label", "type", "required", "rule"}
        typed["columns"] = [
            {**{k: v for k, v in known.get(one.get("name"), {}).items() if k not in asked}, **one}
            for one in columns
        ]
    return typed


def _save(request: OfficerRequest, shown: VersionDetail, sections: Sections) -> None:
    operations.save_draft(
        version_id=shown.line.id,
        revision=_revision(request, shown),
        data=tidy(_with_form(shown, sections)),
        actor=request.actor,
        at=request.at,
    )


def _with_form(shown: VersionDetail, sections: Sections) -> dict[str, Any]:
    form = {**(shown.data.get("form") or {}), "sections": sections}
    return {**shown.data, "form": form} if sections else {k: v for k, v in shown.data.items() if k != "form"}


def _stored(sections: Sections, section: int, place: int) -> dict[str, Any]:
    try:
        stored: dict[str, Any] = sections[section]["fields"][place]
    except (IndexError, KeyError) as gone:
        raise Http404("field") from gone
    return stored


def _revision(request: OfficerRequest, shown: VersionDetail) -> int:
    text = request.POST.get("revision", "")
    return int(text) if text.isdigit() and len(text) < 9 else shown.line.revision


Act = Callable[[Sections, list[int], Mapping[str, str]], None]


def _add_section(sections: Sections, at: list[int], post: Mapping[str, str]) -> None:
    title = post.get("title", "").strip() or _("Phần %d") % (len(sections) + 1)
    taken = {one.get("id") for one in sections}
    base = slug(title).replace("-", "_") or "phan"
    id_ = next(name for n in range(len(sections) + 1) if (name := f"{base}_{n}" if n else base) not in taken)
    sections.append({"id": id_, "title": title, "fields": []})


def _rename_section(sections: Sections, at: list[int], post: Mapping[str, str]) -> None:
    sections[at[0]]["title"] = post.get("title", "").strip()


def _add_field(sections: Sections, at: list[int], post: Mapping[str, str]) -> None:
    label = post.get("label", "").strip()
    taken = {one.get("name") for part in sections for one in part.get("fields") or []}
    base = slug(label).replace("-", "_") or "o_moi"
    base = base if base[0].isalpha() else f"o_{base}"
    name = next(name for n in range(len(taken) + 1) if (name := f"{base}_{n}" if n else base) not in taken)
    sections[at[0]].setdefault("fields", []).append(
        {"name": name, "label": label, "type": post.get("type", "text")}
    )


def _drop_field(sections: Sections, at: list[int], post: Mapping[str, str]) -> None:
    del sections[at[0]]["fields"][at[1]]


def _up_field(sections: Sections, at: list[int], post: Mapping[str, str]) -> None:
    fields, place = sections[at[0]]["fields"], at[1]
    if place:
        fields[place - 1], fields[place] = fields[place], fields[place - 1]


def _drop_section(sections: Sections, at: list[int], post: Mapping[str, str]) -> None:
    del sections[at[0]]


def _up_section(sections: Sections, at: list[int], post: Mapping[str, str]) -> None:
    if place := at[0]:
        sections[place - 1], sections[place] = sections[place], sections[place - 1]


ACTS: Final[Mapping[str, Act]] = {
    "add_section": _add_section, "rename_section": _rename_section, "drop_section": _drop_section,
    "up_section": _up_section, "add_field": _add_field, "drop_field": _drop_field, "up_field": _up_field,
}  # fmt: skip
