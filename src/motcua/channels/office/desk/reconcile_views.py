"""The end of the day: everything on the desk is scanned; what disagrees is listed with the act that mends it."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.apps.dossiers import reconciliation
from motcua.apps.dossiers.queries import desk
from motcua.apps.dossiers.reconciliation import Mismatch, MismatchKind
from motcua.channels.office.access import OfficerRequest, officer_page
from motcua.channels.office.desk import giving
from motcua.channels.office.desk.counter import Counter, counter_of, counters_of
from motcua.channels.office.frame import page
from motcua.ui import wording
from motcua.ui.context import Key

WORDS: Mapping[MismatchKind, str | Promise] = {
    MismatchKind.UNKNOWN_CODE: gettext_lazy("Mã này không có trong hệ thống, hoặc không thuộc quầy bạn."),
    MismatchKind.RETURNED_BUT_HERE: gettext_lazy("Hệ thống ghi đã trả, nhưng giấy còn ở quầy."),
    MismatchKind.REFUSED_BUT_HERE: gettext_lazy("Đã từ chối tiếp nhận, nhưng giấy chưa trả lại người nộp."),
    MismatchKind.SENT_BUT_HERE: gettext_lazy(
        "Hệ thống ghi đã chuyển tới %(going_to)s, nhưng giấy còn ở quầy."
    ),
    MismatchKind.ARRIVED_UNACKNOWLEDGED: gettext_lazy("Giấy đã về quầy nhưng chưa xác nhận."),
    MismatchKind.ELSEWHERE: gettext_lazy("Hệ thống ghi giấy đang ở %(at)s, nhưng giấy ở đây."),
    MismatchKind.RESULT_GONE: gettext_lazy("Hệ thống ghi kết quả chờ trả ở quầy, nhưng không thấy giấy."),
    MismatchKind.GONE_UNSENT: gettext_lazy("Hệ thống ghi chưa chuyển, nhưng không thấy giấy ở quầy."),
    MismatchKind.GONE: gettext_lazy("Hệ thống ghi giấy ở quầy, nhưng không thấy."),
    MismatchKind.NOT_SENT_IN_TIME: gettext_lazy("Đã quá giờ phải chuyển mà giấy còn ở quầy."),
}


NOT_SEEN = frozenset({MismatchKind.RESULT_GONE, MismatchKind.GONE_UNSENT, MismatchKind.GONE})
"""While the count goes on these are papers not scanned yet; at its end they are missing."""


@dataclass(frozen=True, slots=True)
class Row:
    """A mismatch in words, with the act that mends it."""

    mismatch: Mismatch
    words: str
    url: str
    label: str


@officer_page
@require_http_methods(["GET", "POST"])
def reconcile(request: OfficerRequest) -> HttpResponse:
    """Begin, scan, take out, close; show how paper and system agree so far."""
    counter = counter_of(request)
    if request.method == "POST":
        try:
            _carry_out(request, counter)
        except reconciliation.NoOpenCount as refused:
            messages.error(request, wording.sentence(refused))
        return redirect(f"{reverse('office:reconcile')}?unit={counter.unit_id}")
    count = reconciliation.open_count(counter.unit_id, actor=request.actor, at=request.at)
    keys = (
        Key.of(_("Quét"), "Enter"),
        Key.of(_("Bắt đầu, kết thúc đối soát"), "F9"),
        Key.of(_("In danh sách"), "F8"),
    )
    context: dict[str, object] = {
        "counter": counter,
        "counters": counters_of(request),
        "count": count,
        "wrong": [_row(one) for one in count.mismatches if one.kind not in NOT_SEEN] if count else [],
        "unseen": [_row(one) for one in count.mismatches if one.kind in NOT_SEEN] if count else [],
        "last": reconciliation.last_closed(counter.unit_id),
        "takings": desk.takings(request.actor, request.at),
        "pays": dict(giving.PAY),
    }
    return page(request, "office/desk/reconcile.html", context, here="office:reconcile", keys=keys)


def _carry_out(request: OfficerRequest, counter: Counter) -> None:
    act, unit = request.POST.get("act", "scan"), counter.unit_id
    if act == "begin":
        reconciliation.begin_count(unit_id=unit, actor=request.actor, at=request.at)
    elif act == "close":
        outcome = reconciliation.close_count(unit_id=unit, actor=request.actor, at=request.at)
        words = _("Đã kết thúc đối soát: %(agreed)s hồ sơ khớp, %(wrong)s hồ sơ lệch.")
        messages.success(request, words % {"agreed": outcome.agreed, "wrong": len(outcome.mismatches)})
    elif code := request.POST.get("forget", ""):
        reconciliation.forget_paper(unit_id=unit, code=code, actor=request.actor)
    elif scan := request.POST.get("scan", "").strip():
        reconciliation.count_paper(unit_id=unit, scan=scan, actor=request.actor, at=request.at)


def _row(mismatch: Mismatch) -> Row:
    place = mismatch.place
    names = {"at": place.at_name, "going_to": place.going_to_name} if place else {"at": "", "going_to": ""}
    url, label = _mend(mismatch)
    return Row(mismatch, str(WORDS[mismatch.kind]) % names, url, label)


SEARCH, DOSSIER, NOTE, RETURN = "office:search", "office:dossier", "note", "office:return"
MENDS: Mapping[MismatchKind, tuple[str, str | Promise]] = {
    MismatchKind.UNKNOWN_CODE: (SEARCH, gettext_lazy("Tìm hồ sơ này")),
    MismatchKind.RETURNED_BUT_HERE: (NOTE, gettext_lazy("Mời người nhận, ghi chú")),
    MismatchKind.REFUSED_BUT_HERE: (NOTE, gettext_lazy("Mời người nộp, ghi chú")),
    MismatchKind.SENT_BUT_HERE: (DOSSIER, gettext_lazy("Lấy lại, hoặc mang giấy đi")),
    MismatchKind.ARRIVED_UNACKNOWLEDGED: ("office:receive_papers", gettext_lazy("Xác nhận đã nhận")),
    MismatchKind.ELSEWHERE: (DOSSIER, gettext_lazy("Mở hồ sơ")),
    MismatchKind.RESULT_GONE: (RETURN, gettext_lazy("Ghi đã trả kết quả")),
    MismatchKind.GONE_UNSENT: ("office:hand_over_papers", gettext_lazy("Bàn giao hồ sơ giấy")),
    MismatchKind.GONE: (DOSSIER, gettext_lazy("Mở hồ sơ")),
    MismatchKind.NOT_SENT_IN_TIME: ("office:hand_over_papers", gettext_lazy("Bàn giao hồ sơ giấy")),
}


def _mend(mismatch: Mismatch) -> tuple[str, str]:
    """Return where the act that mends a mismatch is done, and its words."""
    target, label = MENDS[mismatch.kind]
    if target in {SEARCH, RETURN}:
        return f"{reverse(target)}?{urlencode({'q': mismatch.code})}", str(label)
    if mismatch.place is not None and target == DOSSIER:
        return reverse(DOSSIER, args=[mismatch.place.brief.id]), str(label)
    if mismatch.place is not None and target == NOTE:
        return reverse("office:act", args=[mismatch.place.brief.id, NOTE]), str(label)
    return reverse(target), str(label)
