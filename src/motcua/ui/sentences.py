"""One Vietnamese sentence for each error code: what happened, what is safe, what to do next.

Names in braces are attributes of the error; `wording.fact` turns them into words. Add a line here
for every new code: a test demands it.
"""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Final[Mapping[str, str | Promise]] = {
    "access.not-permitted": _("Tài khoản của bạn không có quyền làm việc này với hồ sơ này."),
    # Calendar and time limits
    "calendar.exhausted": _("Lịch làm việc chưa có ngày {asked_on}. Quản trị cần bổ sung lịch năm đó trước."),
}
