"""What rights, reaches and acts are called on the pages about accounts."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.apps.organization.queries.accounts import AccountState
from motcua.channels.office.work.acts import BY_COMMAND
from motcua.domain.access import Reach, Right
from motcua.domain.dossier import commands as c

Words = str | Promise

STATES: Final[Mapping[AccountState, Words]] = {
    AccountState.OPEN: _("Đang mở"),
    AccountState.LOCKED: _("Đang bị khóa"),
    AccountState.IDLE: _("Không dùng 45 ngày"),
    AccountState.WITHOUT_CODES: _("Chưa có xác thực hai lớp"),
    AccountState.REVIEW: _("Cần rà soát"),
    AccountState.CLOSED: _("Đã đóng"),
}
POST_KINDS: Final[Mapping[str, Words]] = {
    "regular": _("Chính thức"),
    "secondment": _("Biệt phái"),
    "reserve": _("Dự phòng"),
}
REACHES: Final[Mapping[Reach, Words]] = {
    Reach.EVERYTHING: _("Xem mọi hồ sơ của tỉnh để giám sát"),
    Reach.AGENCY: _("Xem hồ sơ mà cơ quan này tiếp nhận hoặc giải quyết"),
    Reach.UNIT: _("Xem hồ sơ đã qua đơn vị này"),
    Reach.NOTHING: _("Không xem hồ sơ: quản trị tài khoản, không giải quyết hồ sơ"),
}
RIGHTS: Final[Mapping[Right, Words]] = {
    Right.COUNTER: _("Hồ sơ do chính quầy này tiếp nhận"),
    Right.HOLDER: _(
        "Hồ sơ đang ở khay của đơn vị này, đúng vai trò này, chưa giao ai hoặc giao cho chính người này"
    ),
    Right.HEAD: _("Hồ sơ đang ở khay do mình phụ trách"),
    Right.LEADER: _("Hồ sơ thuộc thẩm quyền hoặc đang ở cơ quan mình lãnh đạo"),
    Right.SENDER: _("Hồ sơ chính người này vừa chuyển đi, người nhận chưa mở"),
    Right.SENDERS_HEAD: _("Hồ sơ vừa được chuyển đi từ đơn vị mình phụ trách"),
    Right.TAKES_PART: _("Mọi hồ sơ được xem"),
}
OTHER_COMMANDS: Final[Mapping[type[c.Command], Words]] = {
    c.Lodge: _("Ghi nhận nộp hồ sơ"),
    c.Accept: _("Tiếp nhận"),
    c.RefuseIntake: _("Từ chối tiếp nhận"),
    c.DeliverResult: _("Trả kết quả"),
    c.LapseConsultation: _("Khép câu hỏi quá hạn trả lời"),
}


def act_name(command: type[c.Command]) -> str:
    """Return what an act on a dossier is called."""
    act = BY_COMMAND.get(command)
    return str(act.label if act else OTHER_COMMANDS.get(command, command.__name__))
