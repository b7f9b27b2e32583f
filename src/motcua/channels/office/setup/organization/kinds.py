"""The changes that the page of an agency offers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from motcua.channels.office.setup.organization import forms


@dataclass(frozen=True, slots=True)
class Kind:
    """A change: its words, its form; `units_only` is for the agency's own administrator too."""

    label: str | Promise
    icon: str
    form: type[forms.ChangeForm]
    hint: str | Promise
    units_only: bool = False


KINDS: Final[Mapping[str, Kind]] = {
    "add-unit": Kind(
        gettext_lazy("Thêm đơn vị"), "plus-circle", forms.AddUnitForm,
        gettext_lazy("Đơn vị mới chưa có người; hãy giao việc ở phần Tài khoản."), units_only=True,
    ),
    "rename-unit": Kind(
        gettext_lazy("Đổi tên đơn vị"), "pencil", forms.RenameUnitForm,
        gettext_lazy("Mã đơn vị giữ nguyên nên quy trình và hồ sơ không đổi."), units_only=True,
    ),
    "close-unit": Kind(
        gettext_lazy("Kết thúc đơn vị"), "dash-circle", forms.CloseUnitForm,
        gettext_lazy("Hồ sơ và người của đơn vị chuyển sang đơn vị nhận việc."), units_only=True,
    ),
    "move-unit": Kind(
        gettext_lazy("Chuyển đơn vị"), "arrow-right-circle", forms.MoveUnitForm,
        gettext_lazy("Hồ sơ và người của đơn vị đi cùng."),
    ),
    "rename": Kind(
        gettext_lazy("Đổi tên"), "pencil", forms.RenameForm,
        gettext_lazy("Giấy tờ đã in trước ngày này giữ tên cũ."),
    ),
    "move": Kind(
        gettext_lazy("Chuyển cấp trên"), "diagram-2", forms.MoveForm,
        gettext_lazy("Hồ sơ và đơn vị giữ nguyên."),
    ),
    "merge": Kind(
        gettext_lazy("Sáp nhập"), "arrow-left-right", forms.MergeForm,
        gettext_lazy("Hồ sơ, người, thủ tục chuyển sang cơ quan sau sáp nhập."),
    ),
    "split": Kind(
        gettext_lazy("Chia tách"), "diagram-2", forms.SplitForm,
        gettext_lazy("Hồ sơ đi theo xã, phường hoặc đơn vị đã chọn. Cơ quan mới cần được lập trước."),
    ),
    "abolish": Kind(
        gettext_lazy("Kết thúc, bàn giao"), "box-arrow-right", forms.AbolishForm,
        gettext_lazy("Cơ quan kết thúc; một cơ quan đang có nhận toàn bộ công việc."),
    ),
    "found": Kind(
        gettext_lazy("Lập cơ quan trực thuộc"), "plus-circle", forms.FoundForm,
        gettext_lazy("Cơ quan mới thực hiện các thủ tục giao cho loại cơ quan của mình."),
    ),
}  # fmt: skip
