"""An order as its page shows it: in which state, in whose eyes, in which words."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.apps.payments.queries import OrderView
from motcua.channels.portal.access import visitor
from motcua.domain.payments.orders import OrderState
from motcua.ui.chips import Chip

WAITS: Final = "waits"
PAYABLE: Final = frozenset({"opened", "sent", "failed", "expired", "part"})


@dataclass(frozen=True, slots=True)
class Said:
    """What the page says first: a chip, a headline, a sentence of what to do."""

    kind: str
    chip: Chip
    headline: str
    advice: str


def owns(request: HttpRequest, view: OrderView) -> bool:
    """Tell whether a signed-in person may follow this payment: only they see whose it is and for what."""
    found = visitor(request)
    return found is not None and not found.actor.parties.isdisjoint(view.state.owners | {view.row.payer})


def may_pay_for(request: HttpRequest, owners: frozenset[str]) -> bool:
    """Tell whether a signed-in person may have orders opened for these owners."""
    found = visitor(request)
    return found is not None and not found.actor_with("pay").parties.isdisjoint(owners)


def said(view: OrderView, *, back: bool) -> Said:
    """Return what is true of an order now. `back`: the payer comes from the platform and its news is awaited."""
    order = view.order
    if order.state == OrderState.PAID:
        return _paid(view)
    if not view.due:
        return _nothing_owed(view)
    if order.held_vnd:
        advice = _("Số tiền đã đến chưa đủ. Hãy chuyển nốt phần còn thiếu, hoặc hỏi bộ phận một cửa.")
        return Said(
            "part", Chip("soon", "hourglass-split", _("Chưa đủ")), _("Tiền đã đến nhưng chưa đủ"), advice
        )
    if order.state == OrderState.SENT:
        return _sent(back=back)
    return _to_choose(order.state)


def _to_choose(state: OrderState) -> Said:
    if state == OrderState.FAILED:
        advice = _("Tiền chưa bị trừ. Nếu ngân hàng báo đã trừ, hãy chờ: chúng tôi tự hỏi lại và ghi nhận.")
        return Said(
            "failed",
            Chip("late", "x-circle", _("Không thành công")),
            _("Lần thanh toán vừa rồi không thành công"),
            advice,
        )
    if state == OrderState.EXPIRED:
        advice = _("Hãy chọn lại cách nộp. Nếu ngân hàng đã trừ tiền, chúng tôi vẫn ghi nhận khi tiền đến.")
        return Said("expired", Chip("soon", "clock", _("Hết giờ chờ")), _("Chưa nhận được tiền"), advice)
    advice = _("Chọn một cách nộp bên dưới. Nộp xong, hồ sơ được ghi nhận ngay.")
    return Said("opened", Chip("soon", "wallet2", _("Chờ nộp")), _("Nộp phí, lệ phí"), advice)


def _paid(view: OrderView) -> Said:
    advice = _("Bạn không phải làm gì thêm.")
    if view.order.overpaid_vnd:
        advice = _("Bạn đã nộp thừa. Chúng tôi hoàn lại phần thừa; bộ phận một cửa sẽ liên hệ với bạn.")
    return Said("paid", Chip("done", "check-circle", _("Đã nộp")), _("Đã nộp đủ"), advice)


def _nothing_owed(view: OrderView) -> Said:
    if view.order.held_vnd:
        advice = _("Khoản này đã được nộp theo cách khác nên tiền đến sau được hoàn lại cho bạn.")
        return Said(
            "back",
            Chip("paused", "arrow-counterclockwise", _("Chờ hoàn tiền")),
            _("Tiền của bạn sẽ được hoàn lại"),
            advice,
        )
    advice = _("Khoản này đã được nộp theo cách khác, hoặc không còn phải nộp. Đừng chuyển thêm tiền.")
    return Said(
        "closed", Chip("paused", "slash-circle", _("Đã đóng")), _("Không còn phải nộp theo trang này"), advice
    )


def _sent(*, back: bool) -> Said:
    if back:
        advice = _(
            "Chúng tôi đang hỏi cổng thanh toán. Trang tự tải lại; bạn có thể đóng trang, kết quả vẫn được ghi nhận."
        )
        return Said(
            WAITS, Chip("run", "hourglass-split", _("Đang chờ")), _("Đang chờ kết quả thanh toán"), advice
        )
    advice = _(
        "Nếu bạn chưa trả tiền, hãy tiếp tục đến cổng thanh toán. Nếu đã trả, không trả lại lần nữa: hãy chờ ít phút."
    )
    return Said("sent", Chip("run", "hourglass-split", _("Đang thanh toán")), _("Thanh toán đang mở"), advice)
