"""All procedures: found, filtered, each with where it stands."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _

from motcua.apps.catalog import registry
from motcua.apps.catalog.registry import Filters, ProcedureLine, Standing
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup import versions
from motcua.channels.office.setup.catalog import words
from motcua.channels.office.setup.frame import page, setup_page
from motcua.ui import formatting, procedure_parts
from motcua.ui.chips import Chip
from motcua.ui.context import Key

PLACE = "procedures"
A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A procedure with its chips."""

    line: ProcedureLine
    standing: Chip
    draft: Chip | None


@setup_page(PLACE)
def procedures(request: OfficerRequest) -> HttpResponse:
    """List the procedures that fit what is looked for."""
    asked = request.GET
    filters = Filters(
        text=asked.get("q", "").strip(),
        field=asked.get("field", ""),
        agency=asked.get("agency", ""),
        level=asked.get("level", ""),
        status=asked.get("status", ""),
    )
    today = formatting.local_day(request.at)
    found = registry.find(filters, today)
    shown = Paginator(found, A_PAGE).get_page(asked.get("page"))
    context = {
        "title": _("Thủ tục hành chính"),
        "filters": filters,
        "choices": _choices(request),
        "count": len(found),
        "page": shown,
        "rows": [_row(line) for line in shown.object_list],
        "narrowed": filters != Filters(),
    }
    keys = [Key.of(_("Tìm"), "S"), Key.of(_("Chọn thủ tục"), "J", "K"), Key.of(_("Mở"), "Enter")]
    return page(request, "office/setup/catalog/procedures.html", context, here=PLACE, keys=keys)


def _choices(request: OfficerRequest) -> list[dict[str, object]]:
    today = formatting.local_day(request.at)
    statuses = [
        (value, str(entry[2])) for value, entry in words.STANDINGS.items() if value is not Standing.NEVER
    ]
    statuses += [(value, str(versions.STATUSES[value][2])) for value in ("draft", "review")]
    named = [
        ("field", _("Mọi lĩnh vực"), registry.fields()),
        ("agency", _("Mọi cơ quan"), registry.agencies(today)),
        ("level", _("Mọi cấp"), [(value, str(label)) for value, label in procedure_parts.LEVELS.items()]),
        ("status", _("Mọi tình trạng"), statuses),
    ]
    return [
        {"name": name, "all": every, "options": options, "value": request.GET.get(name, "")}
        for name, every, options in named
    ]


def _row(line: ProcedureLine) -> Row:
    return Row(
        line,
        words.standing(line.standing),
        versions.chip(line.situation.draft) if line.situation.draft else None,
    )
