"""What people are told when something happens; in the transaction of the act that made it happen."""

from datetime import datetime, timedelta
from math import ceil
from typing import Final, Protocol
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from motcua.apps.citizens.events import AccountChanged, CodeIssued, MemberInvited, PowerAsked
from motcua.apps.dossiers.events import DossierMoved, DueSoon
from motcua.apps.dossiers.queries.states import state_by_code, state_of
from motcua.apps.notifications import happenings, operations, queueing
from motcua.apps.notifications.operations import Receiver
from motcua.apps.notifications.telling import TELLER, tell
from motcua.domain.access import Actor
from motcua.domain.dossier import DossierState
from motcua.domain.messages import MessageEvent
from motcua.domain.messages.routing import Reach

DUE_SOON: Final = "Hồ sơ {code} đến hạn ngày làm việc tới"
DUE_SOON_TEXT: Final = "Hạn: {due}. Nếu không kịp, hôm nay là ngày cuối để xin lỗi và hẹn lại đúng quy định."


WRITTEN: Final = "Người nộp đã viết về hồ sơ {code}"
WRITTEN_TEXT: Final = "Hãy đọc và trả lời trong trang hồ sơ."
CHANGES: Final = {
    "password-changed": "đổi mật khẩu",
    "recovered": "đặt lại mật khẩu",
    "contact-changed": "đổi số điện thoại hoặc thư điện tử",
    "passkey-added": "thêm khóa đăng nhập",
    "passkey-removed": "bỏ khóa đăng nhập",
    "identity-proven": "xác thực số định danh",
    "account-closed": "đóng tài khoản",
}
"""What has changed on an account, in Vietnamese as all texts of messages."""


class ThreadWritten(Protocol):
    """What the app of questions announces; it stands above this one, so only its shape is known here."""

    @property
    def dossier_id(self) -> UUID: ...
    @property
    def number(self) -> int: ...
    @property
    def side(self) -> str: ...


def tell_applicants(event: DossierMoved, *, actor: Actor, at: datetime) -> None:
    """Have everybody of a dossier written to about what has happened to it: one job, so that the act stays quick."""
    if happenings.concerns_applicants(event.entry.event):
        queueing.enqueue_telling(event.state.id, event.entry.seq)


def remind_officers(event: DueSoon, *, actor: Actor, at: datetime) -> None:
    """Tell those who have a dossier in their hands that it is due on the next working day (R-A39)."""
    state = state_by_code(event.code)
    if state is None:
        return
    due = happenings.day(event.due_at)
    for account_id in _hands(state):
        operations.remind_officer(
            account_id=account_id, event="due_soon", title=DUE_SOON.format(code=event.code), text=DUE_SOON_TEXT.format(due=due),
            subject=f"due:{event.dossier_id}:{due}", dossier_id=event.dossier_id, code=event.code, at=at,
        )  # fmt: skip


def tell_of_writing(event: ThreadWritten, *, actor: Actor, at: datetime) -> None:
    """Tell the other side of a dossier's thread that there is something to read."""
    state = state_of(event.dossier_id, actor=TELLER)
    subject = f"thread:{event.dossier_id}:{event.number}"
    if event.side == "agency":
        tell(state, (MessageEvent.REPLIED, {}), subject, at)
        return
    for account_id in _hands(state):
        operations.remind_officer(
            account_id=account_id, event="thread_written", title=WRITTEN.format(code=state.code or state.slip),
            text=WRITTEN_TEXT, subject=subject, dossier_id=state.id, code=state.code or state.slip, at=at,
        )  # fmt: skip


def send_code(event: CodeIssued, *, actor: Actor, at: datetime) -> None:
    """Bring a one-time code to where its owner can read it; each code is a notice of its own."""
    minutes = ceil((event.expires_at - at) / timedelta(minutes=1))
    operations.send(
        event=MessageEvent.ONE_TIME_CODE, subject=f"code:{event.purpose}:{at.isoformat()}",
        receiver=Receiver(_reach(event.channel, event.address)), at=at, expires_at=event.expires_at,
        values={"ma_xac_nhan": event.code, "so_phut": str(minutes)},
    )  # fmt: skip


def warn_of_change(event: AccountChanged, *, actor: Actor, at: datetime) -> None:
    """Tell every contact of an account what has changed, so that its owner notices a stranger."""
    values = {"thay_doi": CHANGES.get(event.what, "thông tin tài khoản"), "trang": site()}
    for channel, address in event.contacts:
        operations.send(
            event=MessageEvent.ACCOUNT_CHANGED, subject=f"account:{event.person_id}:{event.what}:{at.isoformat()}",
            receiver=Receiver(_reach(channel, address)), values=values, at=at,
        )  # fmt: skip


def invite_member(event: MemberInvited, *, actor: Actor, at: datetime) -> None:
    """Tell somebody that a company invites them."""
    operations.send(
        event=MessageEvent.MEMBER_INVITED, subject=f"invitation:{event.company}:{event.expires_at.isoformat()}",
        receiver=Receiver(_reach(event.channel, event.address)), at=at, expires_at=event.expires_at,
        values={"doanh_nghiep": event.company, "trang": site()},
    )  # fmt: skip


def ask_for_power(event: PowerAsked, *, actor: Actor, at: datetime) -> None:
    """Tell a principal that somebody asks to have a power of attorney confirmed."""
    operations.send(
        event=MessageEvent.POWER_ASKED, subject=f"power:{event.power_id}", at=at, values={"trang": site()},
        receiver=Receiver(_reach("sms", event.phone)),
    )  # fmt: skip


def site() -> str:
    """Return the name of this site as people type it."""
    return urlsplit(settings.MOTCUA_LOOKUP_URL).netloc


def _hands(state: DossierState) -> list[int]:
    """Return the officers who have a dossier in their hands."""
    return sorted({item.assignee for item in state.items if item.assignee is not None})


def _reach(channel: str, address: str) -> Reach:
    return Reach(email=address) if channel == "email" else Reach(phone=address)
