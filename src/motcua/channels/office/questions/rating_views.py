"""Reading ratings and their figures, and letting comments be read."""

from datetime import date
from typing import Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from motcua.apps.feedback import operations, queries
from motcua.apps.feedback.operations.ratings import NothingToModerate, RatingNotFound
from motcua.apps.feedback.queries import RatedRow, RatingFigures
from motcua.apps.feedback.queries.ratings import By
from motcua.channels.office.access import OfficerRequest, officer_page
from motcua.channels.office.questions.frame import page
from motcua.channels.office.work.forms.asking import day
from motcua.domain.feedback.ratings import Indicator
from motcua.domain.masking import mask_text
from motcua.ui import formatting, wording
from motcua.ui.feedback_words import INDICATOR_NAMES, SATISFACTION, SATISFACTION_CSS, SUBJECTS
from motcua.ui.forms import PageForm
from motcua.ui.tables import Column, Table

PAGE: Final = 50
BY: Final[dict[By, str | Promise]] = {
    "agency": gettext_lazy("Cơ quan"),
    "unit": gettext_lazy("Đơn vị"),
    "officer": gettext_lazy("Cán bộ"),
}


class FiguresForm(PageForm):
    """For whom and for which period figures are wanted."""

    by = forms.ChoiceField(label=gettext_lazy("Theo"), choices=tuple(BY.items()))
    since = day(gettext_lazy("Từ ngày"))
    until = day(gettext_lazy("Đến hết ngày"))

    def clean_until(self) -> date:
        """Check that the period does not end before it begins."""
        until: date = self.cleaned_data["until"]
        since = self.cleaned_data.get("since")
        if since and until < since:
            raise forms.ValidationError(_("Ngày cuối kỳ phải từ ngày đầu kỳ trở đi."))
        return until


@officer_page
@require_safe
def ratings(request: OfficerRequest) -> HttpResponse:
    """List the ratings of the agencies the officer answers for, those with a comment to look at first if asked."""
    waiting = "waiting" in request.GET
    first = _whole(request.GET.get("from", ""))
    found = queries.ratings_read_by(request.actor, waiting=waiting, first=first, most=PAGE)
    context: dict[str, object] = {
        "title": _("Đánh giá của người dân"),
        "rows": [_shown(row) for row in found.rows],
        "total": found.total,
        "waiting": waiting,
        "next_from": first + PAGE if first + PAGE < found.total else None,
    }
    return page(request, "office/questions/ratings.html", context, here="ratings")


@officer_page
@require_safe
def rating_figures(request: OfficerRequest) -> HttpResponse:
    """Show figures of a period by agency, unit or officer; this year at first (R-F40..R-F43, R-F55)."""
    if not queries.may_read_ratings(request.actor):
        raise PermissionDenied("ratings")
    today = formatting.local_day(request.at)
    at_first = {"by": "agency", "since": f"01/01/{today.year}", "until": f"{today:%d/%m/%Y}"}
    form = FiguresForm(request.GET or at_first)
    context: dict[str, object] = {"title": _("Số liệu đánh giá"), "form": form}
    if form.is_valid():
        data = form.cleaned_data
        by: By = data["by"]
        found = queries.ratings_of(request.actor, by=by, since=data["since"], until=data["until"])
        context |= {"table": _table(by, found), "found": found}
    return page(request, "office/questions/rating_figures.html", context, here="ratings")


@officer_page
@require_POST
def moderate(request: OfficerRequest, rating_id: int) -> HttpResponse:
    """Let a comment be read in the wording that the officer leaves, or hide it."""
    shown = "" if "hide" in request.POST else request.POST.get("shown", "")
    try:
        operations.moderate(rating_id=rating_id, shown=shown, actor=request.actor, at=request.at)
    except RatingNotFound as missing:
        raise Http404 from missing
    except NothingToModerate as refused:
        messages.error(request, wording.sentence(refused))
    else:
        messages.success(request, _("Đã duyệt lời góp ý.") if shown.strip() else _("Đã ẩn lời góp ý."))
    return redirect("office:ratings")


def _shown(row: RatedRow) -> dict[str, object]:
    return {
        "row": row,
        "grade": SATISFACTION[row.satisfaction],
        "css": SATISFACTION_CSS[row.satisfaction],
        "faults": [SUBJECTS[fault] for fault in row.faults],
        "proposed": row.shown or mask_text(row.comment),
    }


def _table(by: By, found: list[RatingFigures]) -> Table:
    return Table(
        caption=_("Đánh giá trong kỳ"),
        columns=[
            Column(str(BY[by])), Column(_("Số đánh giá"), "num"), Column(_("Rất hài lòng"), "num"),
            Column(_("Hài lòng"), "num"), Column(_("Chưa hài lòng"), "num"), Column(_("Tỷ lệ hài lòng"), "num"),
            *(Column(str(INDICATOR_NAMES[one]), "num") for one in Indicator),
        ],
        rows=[_line(one) for one in found],
    )  # fmt: skip


def _line(figures: RatingFigures) -> list[str]:
    tally = figures.tally
    counts = (tally.rated, tally.very_satisfied, tally.satisfied, tally.dissatisfied)
    share = "–" if tally.share is None else formatting.percent(tally.share)
    points = ["–" if (n := tally.points[one]) is None else f"{n:.1f}".replace(".", ",") for one in Indicator]
    return [figures.name, *map(formatting.whole, counts), share, *points]


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 8 else 0
