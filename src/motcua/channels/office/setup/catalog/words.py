"""How versions and their standing are told."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from motcua.apps.catalog.registry import Standing
from motcua.domain.catalog import ProcedureDefinition
from motcua.ui import procedure_parts
from motcua.ui.chips import Chip

STANDINGS: Final[Mapping[str, tuple[str, str, str | Promise]]] = {
    Standing.IN_FORCE: ("early", "check-circle", lazy("Đang có hiệu lực")),
    Standing.COMING: ("run", "calendar-event", lazy("Sắp có hiệu lực")),
    Standing.ENDED: ("done", "x-circle", lazy("Đã bãi bỏ")),
    Standing.NEVER: ("paused", "pencil", lazy("Chưa công bố")),
}
ACTS: Final[Mapping[str, str | Promise]] = {  # What the journal says was done, by its name there.
    "catalog.procedure-drafted": lazy("Bắt đầu soạn bản mới"),
    "catalog.procedure-copied": lazy("Sao chép từ thủ tục khác"),
    "catalog.procedure-saved": lazy("Lưu bản nháp"),
    "catalog.procedure-draft-dropped": lazy("Xóa bản nháp"),
    "catalog.procedure-submitted": lazy("Gửi duyệt"),
    "catalog.procedure-returned": lazy("Trả lại để sửa"),
    "catalog.procedure-published": lazy("Duyệt và công bố"),
    "catalog.procedure-withdrawn": lazy("Thu hồi bản chưa có hiệu lực"),
    "catalog.procedure-ended": lazy("Bãi bỏ thủ tục"),
    "catalog.process-drafted": lazy("Soạn bản mới của quy trình"),
    "catalog.process-submitted": lazy("Gửi duyệt quy trình"),
    "catalog.process-returned": lazy("Trả lại quy trình để sửa"),
    "catalog.process-published": lazy("Duyệt và công bố quy trình"),
}


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One of the four levels: reached or what it lacks, in words."""

    number: int
    name: str
    reached: bool
    why: str


def standing(value: Standing) -> Chip:
    """Return where a procedure stands."""
    css, icon, words = STANDINGS[value]
    return Chip(css, icon, str(words))


def levels(definition: ProcedureDefinition) -> list[LevelRow]:
    """Return the four levels with what holds the service back from each (R-E1 to R-E5)."""
    return [
        LevelRow(
            step.level.value,
            str(procedure_parts.LEVEL_NAMES[step.level.value]),
            step.reached,
            _("còn thiếu: %s") % ", ".join(procedure_parts.label(("service", flag)) for flag in step.lacking)
            if step.lacking
            else ("" if step.reached else _("mức trước chưa đạt")),
        )
        for step in definition.service.steps
    ]
