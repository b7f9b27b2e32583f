"""Which figures are wanted: an agency, a period, and the moment they are to be told of."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.channels.office.work.forms.asking import day
from motcua.domain.calendar import TIMEZONE
from motcua.ui.forms import PageForm

EARLIEST = date(2007, 1, 1)
"""Nothing was handled under the one-stop rules before it."""


class PeriodForm(PageForm):
    """`as_of` empty means now."""

    agency = forms.ChoiceField(label=gettext_lazy("Cơ quan giải quyết"), required=False)
    since = day(gettext_lazy("Từ ngày"))
    until = day(gettext_lazy("Đến hết ngày"))
    as_of = day(
        gettext_lazy("Tình trạng đến hết ngày"),
        required=False,
        help_text=gettext_lazy("Để trống nếu lấy đến cuối kỳ."),
    )

    def __init__(self, *args: Any, agencies: Mapping[int, str], now: datetime, **kwargs: Any) -> None:
        self._agencies = agencies
        self._now = now
        super().__init__(*args, **kwargs)

    def arrange(self) -> None:
        """Offer the agencies whose figures the officer may read."""
        choices = [(str(pk), name) for pk, name in self._agencies.items()]
        if len(choices) != 1:
            choices.insert(0, ("", _("Tất cả cơ quan")))
        cast("forms.ChoiceField", self.fields["agency"]).choices = choices

    def clean(self) -> dict[str, Any]:
        """Check that the period can be: it begins before it ends, and not in the future."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and (since < EARLIEST or since > self._now.astimezone(TIMEZONE).date()):
            self.add_error("since", _("Hãy chọn ngày từ 01/01/2007 đến hôm nay."))
        if since and until and until < since:
            self.add_error("until", _("Ngày cuối kỳ phải từ ngày đầu kỳ trở đi."))
        as_of = cleaned.get("as_of")
        if since and as_of and as_of < since:
            self.add_error("as_of", _("Ngày lấy tình trạng phải từ ngày đầu kỳ trở đi."))
        return cleaned

    @property
    def agency_ids(self) -> list[int] | None:
        """The agency asked for, or None for every one that may be read."""
        chosen = self.cleaned_data["agency"]
        return [int(chosen)] if chosen else None

    @property
    def moment(self) -> datetime:
        """The end of the day of which the figures are to be told, now at the latest."""
        chosen = self.cleaned_data["as_of"]
        return min(datetime.combine(chosen, time.max, tzinfo=TIMEZONE), self._now) if chosen else self._now
