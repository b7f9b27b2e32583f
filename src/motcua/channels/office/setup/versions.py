"""How a version of a procedure or of a process is told: where it stands, and when it holds."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.apps.catalog.lines import VersionLine
from motcua.ui import formatting
from motcua.ui.chips import Chip

STATUSES: Final[Mapping[str, tuple[str, str, str | Promise]]] = {
    "draft": ("paused", "pencil", gettext_lazy("Bản nháp")),
    "review": ("soon", "eye", gettext_lazy("Chờ duyệt")),
    "published": ("early", "check-circle", gettext_lazy("Đã công bố")),
    "withdrawn": ("done", "x-circle", gettext_lazy("Đã thu hồi")),
}


def chip(line: VersionLine) -> Chip:
    """Return where a version stands."""
    css, icon, words = STATUSES[line.status]
    return Chip(css, icon, str(words))


def period(line: VersionLine) -> str:
    """Return when a version holds."""
    since = formatting.day(line.valid_from)
    if line.valid_to is None:
        return _("từ %s") % since
    return _("từ %(since)s đến trước %(until)s") % {"since": since, "until": formatting.day(line.valid_to)}
