"""Rows of a work list, as `ui/worklist.html` draws them: grouped by urgency, earliest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.ui.chips import Chip


class Urgency(Enum):
    """The groups in their order on the screen: css of the state, icon, heading."""

    OVERDUE = ("late", "exclamation-triangle-fill", _("Quá hạn"))
    TODAY = ("soon", "clock", _("Hôm nay"))
    THIS_WEEK = ("soon", "clock", _("Tuần này"))
    NEXT_WEEK = ("early", "check-circle", _("Tuần sau"))
    LATER = ("early", "check-circle", _("Sau nữa"))
    PAUSED = ("paused", "pause-circle", _("Tạm dừng"))
    NO_LIMIT = ("done", "dash-circle", _("Không có hạn"))

    @property
    def css(self) -> str:
        """The text color of the heading."""
        return str(self.value[0])

    @property
    def icon(self) -> str:
        """The icon of the heading."""
        return str(self.value[1])

    @property
    def title(self) -> str | Promise:
        """The heading in words."""
        return self.value[2]


@dataclass(frozen=True, slots=True)
class Row:
    """One dossier in somebody's tray.

    `key` is what its tick box sends; rows with the same `group` may be acted on together.
    """

    key: str
    group: str
    chip: Chip
    when: str
    who: str
    what: str
    url: str
    code: str
    received: str
    step: str
    tag: str = ""
    next_label: str = ""
    next_url: str = ""

    @property
    def select_words(self) -> str:
        """What the tick box is called. Put together here: a list has many rows, and a template is slow at it."""
        return gettext("Chọn hồ sơ %s") % self.code

    @property
    def next_words(self) -> str:
        """What the link to the next act is called."""
        return f"{self.next_label}: {self.who}"


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one urgency; `note` says what matters about them."""

    urgency: Urgency
    rows: Sequence[Row]
    note: str = ""
