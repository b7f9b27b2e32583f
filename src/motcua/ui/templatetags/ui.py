"""Filters and tags of the design system: `{% load ui %}`."""

from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.forms.boundfield import BoundWidget
from django.utils.html import format_html
from django.utils.safestring import SafeString

from motcua.ui import formatting, widgets, wording
from motcua.ui.chips import Chip

register = template.Library()

MESSAGE_KINDS = {
    "success": ("ok", "check-circle"),
    "warning": ("warn", "exclamation-circle"),
    "error": ("bad", "exclamation-triangle"),
}
METER_WIDTH = 100


@register.filter
def icon(name: str) -> SafeString:
    """Return a Bootstrap icon that readers of the screen skip; words stand beside it."""
    return format_html('<i class="bi bi-{}" aria-hidden="true"></i>', name) if name else SafeString("")


@register.simple_tag
def chip(value: Chip | None) -> SafeString:
    """Return a due chip, or nothing."""
    if value is None:
        return SafeString("")
    return format_html('<span class="chip {}">{}{}</span>', value.css, icon(value.icon), value.words)


@register.simple_tag
def stage(number: int) -> SafeString:
    """Return the national number and label of a stage (R-A90)."""
    return chip(Chip(wording.STAGE_CSS[number], wording.STAGE_ICONS[number], wording.stage(number)))


@register.simple_tag
def key(*names: str) -> SafeString:
    """Return keys as keycaps."""
    return SafeString(" ".join(format_html("<kbd>{}</kbd>", name) for name in names))


@register.simple_tag
def meter(share: float, css: str = "") -> SafeString:
    """Return a bar filled to a share between 0 and 1; the words beside it say the same."""
    filled = round(min(max(share, 0.0), 1.0) * METER_WIDTH)
    return format_html(
        '<svg class="meter {}" viewBox="0 0 {} 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect width="{}" height="8" fill="currentcolor"/></svg>',
        css, METER_WIDTH, filled,
    )  # fmt: skip


@register.simple_tag
def control(field: BoundField, css: str = "") -> SafeString:
    """Return the input of a form field with our classes and its help and errors tied to it."""
    return widgets.control(field, css)


@register.filter
def widget_kind(field: BoundField) -> str:
    """Return how `ui/field.html` lays the field out: line, check, choices, file or hidden."""
    return widgets.kind(field)


@register.simple_tag
def choice_input(choice: BoundWidget) -> SafeString:
    """Return one radio button or tick box of a group."""
    return widgets.choice(choice)


@register.filter
def first_input_id(field: BoundField) -> str:
    """Return the id an error link jumps to: the first input of the field."""
    return widgets.first_id(field)


@register.filter
def described_by(field: BoundField) -> str:
    """Return the ids of a field's help and error."""
    return widgets.described_by(field)


@register.filter
def error_count(form: BaseForm) -> int:
    """Return how many errors a form shows."""
    return sum(len(errors) for errors in form.errors.values())


@register.filter
def page_numbers(page: Page[Any]) -> list[int]:
    """Return the page numbers worth a link; 0 stands for a gap."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [number if isinstance(number, int) else 0 for number in numbers]


@register.filter
def message_kind(level: str) -> str:
    """Return the notice class of a Django message level."""
    return MESSAGE_KINDS.get(level, ("info", "info-circle"))[0]


@register.filter
def message_icon(level: str) -> str:
    """Return the icon name of a Django message level."""
    return MESSAGE_KINDS.get(level, ("info", "info-circle"))[1]


@register.filter
def money(vnd: int | None) -> str:
    """50.000 đồng."""
    return "" if vnd is None else formatting.money(vnd)


@register.filter
def whole(number: int | None) -> str:
    """1.234.567."""
    return "" if number is None else formatting.whole(number)


@register.filter
def percent(share: float | None) -> str:
    """96,4 % from 0.964; a dash where there is nothing to divide by."""
    return "–" if share is None else formatting.percent(share)


@register.filter
def local_date(moment: date | datetime | None) -> str:
    """16/04/2026."""
    return formatting.day(moment) if moment else ""


@register.filter
def short_date(moment: date | datetime | None) -> str:
    """16/04."""
    return formatting.short_day(moment) if moment else ""


@register.filter
def local_time(moment: datetime | None) -> str:
    """17:00."""
    return formatting.clock(moment) if moment else ""


@register.filter
def long_date(moment: date | datetime | None) -> str:
    """thứ Hai, 04/05/2026."""
    return formatting.long_day(moment) if moment else ""


@register.filter
def moment(value: datetime | None) -> str:
    """17:00 thứ Hai, 04/05/2026."""
    return formatting.moment_words(value) if value else ""


@register.filter
def duration(minutes: int) -> str:
    """1 giờ 48 phút."""
    return formatting.duration(minutes)


@register.filter
def citizen_id(number: str) -> str:
    """033 5 91 204 716."""
    return formatting.grouped_citizen_id(number)


@register.filter
def phone(number: str) -> str:
    """0912 000 318."""
    return formatting.grouped_phone(number)


@register.filter
def dossier_code(code: str) -> SafeString:
    """Return a dossier code that is never broken over two lines."""
    return format_html('<span class="code">{}</span>', code)
