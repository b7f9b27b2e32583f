"""What an answer means, in a citizen's words; every way in says the same.

Stages keep their official names in `motcua.ui.wording`; here stands the plain sentence that follows them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.apps.lookup.answers import NextStep
from motcua.domain.dossier.stages import Stage
from motcua.domain.dossier.values import CollectBy

Words = str | Promise

HEADLINES: Final[Mapping[Stage, Words]] = {
    Stage.LODGED: _("Hồ sơ đang chờ kiểm tra"),
    Stage.ACCEPTED: _("Hồ sơ đã được tiếp nhận"),
    Stage.NOT_ACCEPTED: _("Hồ sơ không được tiếp nhận"),
    Stage.PROCESSING: _("Hồ sơ đang được xử lý"),
    Stage.SUPPLEMENT_ASKED: _("Hồ sơ đang chờ bạn bổ sung giấy tờ"),
    Stage.PAYMENT_ASKED: _("Hồ sơ đang chờ bạn nộp phí, lệ phí"),
    Stage.WITHDRAWAL_ASKED: _("Yêu cầu rút hồ sơ đang được xem xét"),
    Stage.STOPPED: _("Hồ sơ đang dừng lại"),
    Stage.DONE: _("Hồ sơ đã có kết quả"),
    Stage.RETURNED: _("Kết quả đã được trả"),
}
ENDED_WITHOUT_ANSWER: Final = _("Hồ sơ đã dừng giải quyết")


def headline(stage: Stage, step: NextStep | None) -> Words:
    """Return the plain sentence about where a dossier is."""
    return ENDED_WITHOUT_ANSWER if step is NextStep.TAKE_PAPERS_BACK else HEADLINES[stage]


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do now: `kind` is ok when there is nothing to do, warn when there is."""

    kind: str
    title: Words
    text: Words


ADVICE: Final[Mapping[NextStep, Advice]] = {
    NextStep.WAIT: Advice(
        "ok",
        _("Bạn không phải làm gì lúc này"),
        _("Chúng tôi đang xử lý. Bạn đến nhận kết quả theo ngày hẹn."),
    ),
    NextStep.SUPPLEMENT: Advice(
        "warn",
        _("Bạn cần bổ sung giấy tờ"),
        _("Xem phiếu yêu cầu bổ sung đã gửi cho bạn. Trong lúc chờ, thời hạn dừng lại."),
    ),
    NextStep.PAY: Advice(
        "warn",
        _("Bạn cần nộp phí, lệ phí"),
        _("Xem thông báo nộp tiền đã gửi cho bạn. Nộp xong, hồ sơ được xử lý tiếp."),
    ),
    NextStep.COLLECT: Advice(
        "warn",
        _("Kết quả đang chờ bạn"),
        _(
            "Bạn nhận kết quả theo cách ghi trên giấy hẹn. Đến quầy thì mang theo giấy hẹn và giấy tờ tùy thân."
        ),
    ),
    NextStep.PAY_AND_COLLECT: Advice(
        "warn",
        _("Kết quả đang chờ bạn, còn khoản chưa nộp"),
        _("Bạn nộp phí, lệ phí rồi nhận kết quả. Hãy mang theo giấy hẹn và giấy tờ tùy thân."),
    ),
    NextStep.AWAIT_DECISION: Advice(
        "ok", _("Bạn không phải làm gì lúc này"), _("Chúng tôi sẽ trả lời yêu cầu rút hồ sơ của bạn.")
    ),
    NextStep.PAUSED: Advice(
        "ok",
        _("Bạn không phải làm gì lúc này"),
        _("Thời hạn dừng lại theo thông báo đã gửi cho bạn; ngày hẹn được tính lại khi hồ sơ đi tiếp."),
    ),
    NextStep.TAKE_PAPERS_BACK: Advice(
        "warn",
        _("Bạn đến nhận lại giấy tờ"),
        _("Hồ sơ không được giải quyết tiếp. Hãy mang theo giấy hẹn và giấy tờ tùy thân đến nơi đã nộp."),
    ),
    NextStep.ASK_US: Advice(
        "warn",
        _("Hồ sơ đã quá ngày hẹn. Chúng tôi xin lỗi bạn."),
        _("Bạn không phải làm gì thêm. Cơ quan giải quyết phải gửi thư xin lỗi, nêu lý do và ngày hẹn mới."),
    ),
    NextStep.NOTHING: Advice("ok", _("Bạn không phải làm gì nữa"), _("Việc giải quyết hồ sơ đã kết thúc.")),
}

COLLECTION: Final[Mapping[CollectBy, Words]] = {
    CollectBy.COUNTER: _("Nhận tại quầy"),
    CollectBy.POST: _("Nhận qua bưu chính, tại địa chỉ bạn đã đăng ký"),
    CollectBy.ELECTRONIC: _("Nhận bản điện tử"),
}
