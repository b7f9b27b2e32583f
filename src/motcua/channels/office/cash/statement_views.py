"""Bank statements: import, and settle what did not settle itself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.apps.payments import operations, queries
from motcua.channels.office.access import OfficerRequest, officer_page
from motcua.channels.office.cash import words
from motcua.channels.office.cash.forms import EntryForm, StatementForm
from motcua.channels.office.desk.counter import counter_of
from motcua.channels.office.frame import page
from motcua.domain.errors import DomainError
from motcua.ui import wording


@officer_page
@require_http_methods(["GET", "POST"])
def statements(request: OfficerRequest) -> HttpResponse:
    """Import a statement; list the lines that wait for a decision, and those settled last."""
    counter, form = counter_of(request), StatementForm()
    if request.method == "POST":
        if "entry" in request.POST:
            _settle(request)
            return redirect("office:statements")
        form = StatementForm(request.POST, request.FILES)
        if form.is_valid() and _imported(request, form, counter.agency_id):
            return redirect("office:statements")
    context: dict[str, object] = {
        "counter": counter,
        "form": form,
        "open": [(one, words.VERDICTS[one.verdict]) for one in queries.entries_open(request.actor)],
        "settled": [
            (one, words.VERDICTS[one.verdict], words.SETTLED[one.settled])
            for one in queries.entries_settled(request.actor)
        ],
    }
    return page(request, "office/cash/statements.html", context, here="office:payments")


def _imported(request: OfficerRequest, form: StatementForm, agency_id: int) -> bool:
    file = form.cleaned_data["file"]
    try:
        done = operations.import_statement(
            data=file.read(), name=file.name, agency_id=agency_id, actor=request.actor, at=request.at
        )
    except DomainError as refused:
        form.add_error("file", wording.sentence(refused))
        return False
    text = _(
        "%(new)s dòng mới: %(booked)s dòng đã ghi nhận, %(open)s dòng cần bạn quyết định; %(known)s dòng đã nạp trước."
    )
    messages.success(
        request, text % {"new": done.new, "booked": done.booked, "open": done.open, "known": done.known}
    )
    return True


def _settle(request: OfficerRequest) -> None:
    form = EntryForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Hãy ghi mã thanh toán hoặc lý do ngắn hơn 300 ký tự."))
        return
    typed = form.cleaned_data
    try:
        if request.POST.get("act") == "aside":
            operations.set_entry_aside(
                entry_id=typed["entry"], note=typed["note"], actor=request.actor, at=request.at
            )
            return
        operations.book_entry(
            entry_id=typed["entry"],
            reference=typed["reference"],
            note=typed["note"],
            actor=request.actor,
            at=request.at,
        )
    except DomainError as refused:
        messages.error(request, wording.sentence(refused))
