"""Fields of the forms about calendars: a day, a decision, the hours of a weekday."""

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.channels.office.setup.calendars.words import WEEKDAYS, sessions
from motcua.domain.calendar import Session, SessionReversed, Week
from motcua.ui.forms import PageForm

DAY_FORMATS = ["%d/%m/%Y", "%Y-%m-%d", "%d/%m/%y", "%d-%m-%Y"]
HOURS = re.compile(r"(\d{1,2})(?:[:hH](\d{2})?)?\s*[-–]\s*(\d{1,2})(?:[:hH](\d{2})?)?")


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """Return a field for a day as people write it."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(
            format="%d/%m/%Y", attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short"}
        ),
        error_messages={"invalid": gettext_lazy("Viết ngày như 06/11/2026.")},
    )


def decision(label: Any = None) -> forms.CharField:
    """Return a field for the number and symbol of what decides."""
    return forms.CharField(
        label=label or gettext_lazy("Văn bản quyết định"),
        max_length=200,
        help_text=gettext_lazy("Số, ký hiệu và ngày, ví dụ: Thông báo 1234/TB-BNV ngày 15/11/2026."),
    )


class HoursField(forms.CharField):
    """The sessions of one weekday, written as 07:30-11:30, 13:00-17:00; empty on a day of rest."""

    def to_python(self, value: Any) -> tuple[Session, ...]:  # type: ignore[override]  # Sessions, not a text.
        """Return the sessions that were typed."""
        parts = [part.strip() for part in re.split(r"[,;]", super().to_python(value) or "") if part.strip()]
        return tuple(self._session(part) for part in parts)

    def _session(self, part: str) -> Session:
        found = HOURS.fullmatch(part)
        if found is None:
            raise ValidationError(_("Viết giờ như 07:30-11:30, 13:00-17:00; để trống nếu nghỉ."))
        numbers = [int(number or 0) for number in found.groups()]
        try:
            return Session(time(numbers[0], numbers[1]), time(numbers[2], numbers[3]))
        except SessionReversed as reversed_:
            raise ValidationError(_("Buổi làm việc phải kết thúc sau khi bắt đầu.")) from reversed_
        except ValueError as impossible:
            raise ValidationError(_("Giờ phải từ 00:00 đến 23:59.")) from impossible


class HoursForm(PageForm):
    """The week of a calendar: one line a weekday, and what decides it."""

    decision = decision()

    def arrange(self) -> None:
        """Put the weekdays before the decision."""
        asked = self.fields.pop("decision")
        for number, name in enumerate(WEEKDAYS):
            self.fields[f"day{number}"] = HoursField(
                label=str(name),
                required=False,
                max_length=60,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )
        self.fields["decision"] = asked

    @property
    def week(self) -> Week:
        """Return the week that was typed."""
        return tuple(self.cleaned_data[f"day{number}"] for number in range(len(WEEKDAYS)))


def hours_of(week: Week) -> Mapping[str, str]:
    """Return what the form shows of a week."""
    return {f"day{number}": sessions(day) for number, day in enumerate(week)}


def local_day_of(text: str) -> date | None:
    """Return the day of an address, written as 2026-11-06; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, even when it is empty; None for a page that is only opened."""
    return request.POST if request.method == "POST" else None
