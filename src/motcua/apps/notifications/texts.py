"""What a message says on its way: the text of the agency or the province, filled, within what the way can carry."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from motcua.apps.documents import settings
from motcua.domain.messages import MessageEvent, fill, without_marks
from motcua.domain.messages.routing import Way, outward

LONGEST_SMS: Final = 600
SEE: Final = "xem chi tiết khi tra cứu hồ sơ"
"""Said instead of a reason where others may read along; Vietnamese, as all texts of agencies are."""

TITLES: Final[Mapping[MessageEvent, str]] = {
    MessageEvent.FILED: "Đã nhận hồ sơ nộp trực tuyến",
    MessageEvent.ACCEPTED: "Đã tiếp nhận hồ sơ",
    MessageEvent.NOT_ACCEPTED: "Hồ sơ chưa được tiếp nhận",
    MessageEvent.SUPPLEMENT_ASKED: "Hồ sơ cần bổ sung",
    MessageEvent.PAYMENT_ASKED: "Hồ sơ có khoản phải nộp",
    MessageEvent.RE_APPOINTED: "Xin lỗi và hẹn lại ngày trả kết quả",
    MessageEvent.RECOUNTED: "Ngày hẹn trả kết quả đã đổi",
    MessageEvent.RESULT_READY: "Hồ sơ đã có kết quả",
    MessageEvent.STOPPED: "Hồ sơ đã dừng giải quyết",
    MessageEvent.RETURNED: "Đã trả kết quả",
    MessageEvent.PAID: "Đã nhận tiền",
    MessageEvent.REPLIED: "Cơ quan đã trả lời",
    MessageEvent.RATING_ASKED: "Mời đánh giá",
    MessageEvent.ONE_TIME_CODE: "Mã xác nhận",
    MessageEvent.ACCOUNT_CHANGED: "Tài khoản có thay đổi",
    MessageEvent.MEMBER_INVITED: "Mời vào tài khoản doanh nghiệp",
    MessageEvent.POWER_ASKED: "Đề nghị xác nhận ủy quyền",
}
"""Subjects of e-mails and headings of notices; never with personal data, the code of the dossier follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The dossier that a message is about; empty for one about none."""

    dossier_id: UUID | None = None
    code: str = ""
    agency_id: int | None = None
    regime: str = ""
    procedure: str = ""


@dataclass(frozen=True, slots=True)
class Composed:
    """A message as it is sent, and the values that filled it."""

    title: str
    text: str
    data: Mapping[str, str]


def compose(event: MessageEvent, about: About, values: Mapping[str, str], way: Way, on: date) -> Composed:
    """Return what is said on an event by one way. Raises KeyError for a name that nobody gave a value."""
    said = settings.message_text(event, about.agency_id, about.regime, on, procedure=about.procedure)
    shown = outward(values, way, see=SEE)
    text = fill(said.text, shown)
    if way is Way.SMS:
        text = (without_marks(text) if said.plain else text)[:LONGEST_SMS]
    title = f"{TITLES[event]}: {about.code}" if about.code else TITLES[event]
    kept = {} if event is MessageEvent.ONE_TIME_CODE else dict(shown)
    return Composed(title, text, kept)
