"""A year as the library proposes it, compared with the calendar; a person ticks, names the notice, approves (R-D22)."""

from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.apps.deadlines import operations, proposals
from motcua.apps.deadlines.proposals import Finding, ProposedDay
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.carrying_out import add_refusal
from motcua.channels.office.setup.calendars import fields, reviewing, words
from motcua.channels.office.setup.calendars.days import changeable, done
from motcua.channels.office.setup.frame import page, setup_page
from motcua.domain.calendar import Change
from motcua.domain.errors import DomainError
from motcua.ui import formatting
from motcua.ui.chips import Chip
from motcua.ui.forms import PageForm

YEARS_AHEAD = 5


class SeedForm(PageForm):
    """Which proposed days hold, which present ones end, and the notice that says so."""

    days = forms.MultipleChoiceField(label=gettext_lazy("Ngày đề xuất"), required=False)
    withdrawn = forms.MultipleChoiceField(label=gettext_lazy("Bỏ khỏi lịch"), required=False)
    decision = fields.decision(gettext_lazy("Thông báo hằng năm"))

    def offer(self, found: list[ProposedDay]) -> None:
        """Let nothing be ticked but what the comparison shows."""
        proposed = [(day.on.isoformat(), str(day.on)) for day in found if day.proposed]
        present = [(day.on.isoformat(), str(day.on)) for day in found if day.finding is Finding.ONLY_HERE]
        for name, choices in (("days", proposed), ("withdrawn", present)):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = choices


@dataclass(frozen=True, slots=True)
class Row:
    """One day of the comparison in words."""

    value: str
    name: str
    day: str
    proposed: str
    present: str
    chip: Chip
    ticked: bool


CHIPS = {
    Finding.NEW: ("soon", "plus-circle", gettext_lazy("Thêm")),
    Finding.OTHER: ("soon", "arrow-left-right", gettext_lazy("Khác")),
    Finding.SAME: ("early", "check-circle", gettext_lazy("Trùng")),
    Finding.ONLY_HERE: ("done", "question-circle", gettext_lazy("Chỉ có ở đây")),
}


@setup_page("calendars")
def seed(request: OfficerRequest, code: str, wanted: int) -> HttpResponse:
    """Compare, review, approve."""
    facts = changeable(request, code)
    this_year = formatting.local_day(request.at).year
    if facts.reception or not facts.since.year <= wanted <= this_year + YEARS_AHEAD:
        raise Http404
    found = proposals.proposal(code, wanted)
    form = SeedForm(fields.posted(request))
    form.offer(found)
    if request.method == "POST" and form.is_valid() and not reviewing.edited_again(request):
        change = _change(form, found)
        try:
            if reviewing.confirmed(request):
                operations.decide_days(
                    calendar_code=code, days=change.days, withdrawn=change.withdrawn,
                    decision=form.cleaned_data["decision"], actor=request.actor, at=request.at,
                )  # fmt: skip
                return done(request, facts, wanted)
            return reviewing.review(
                request,
                facts,
                form,
                change,
                title=_("Xem lại lịch năm %d") % wanted,
                lines=_lines(change, found),
            )
        except DomainError as refused:
            add_refusal(form, refused)
    context = {
        "title": _("Lịch năm %d: đề xuất và đối chiếu") % wanted,
        "facts": facts,
        "form": form,
        "rows": [_row(day, form) for day in found],
        "wanted": wanted,
    }
    return page(
        request, "office/setup/calendars/seed.html", context, here="calendars",
        crumbs=reviewing.crumbs_to(facts),
    )  # fmt: skip


def _change(form: SeedForm, found: list[ProposedDay]) -> Change:
    by_day = {day.on.isoformat(): day for day in found}
    chosen = [by_day[text] for text in form.cleaned_data["days"]]
    kept = [day.present if day.finding is Finding.SAME else day.proposed for day in chosen]
    return Change(
        days=tuple(day for day in kept if day is not None),
        withdrawn=tuple(by_day[text].on for text in form.cleaned_data["withdrawn"]),
    )


def _lines(change: Change, found: list[ProposedDay]) -> list[str]:
    same = {day.on for day in found if day.finding is Finding.SAME}
    lines = [words.day_line(day) for day in change.days if day.on not in same]
    lines += [
        _("Bỏ: %s") % words.day_line(day.present)
        for day in found
        if day.on in change.withdrawn and day.present
    ]
    confirmed = sum(day.on in same for day in change.days)
    return [*lines, _("Xác nhận %d ngày đã có trong lịch") % confirmed] if confirmed else lines


def _row(day: ProposedDay, form: SeedForm) -> Row:
    css, icon, label = CHIPS[day.finding]
    name = "withdrawn" if day.finding is Finding.ONLY_HERE else "days"
    value = day.on.isoformat()
    ticked = value in form.data.getlist(name) if form.is_bound else name == "days"  # type: ignore[attr-defined]  # A QueryDict.
    return Row(
        value=value,
        name=name,
        day=formatting.long_day(day.on),
        proposed=f"{words.KINDS[day.proposed.kind]}: {day.proposed.name}" if day.proposed else "",
        present=f"{words.KINDS[day.present.kind]}: {day.present.name}" if day.present else "",
        chip=Chip(css, icon, str(label)),
        ticked=ticked,
    )
