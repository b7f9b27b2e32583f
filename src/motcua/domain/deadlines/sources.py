"""On which provision each parameter of a regime rests (law table 0.4, R-Z1, R-Z4).

Names of instruments are data, as they stand in the law; `firm` tells that the text itself was read, so that
nobody mistakes a default taken with caution for the letter of a decree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Source:
    """The provision behind one parameter."""

    text: str
    firm: bool = False


DECREES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "REG-2007": "Quyết định 93/2007/QĐ-TTg",
        "REG-2015": "Quyết định 09/2015/QĐ-TTg",
        "REG-2018": "Nghị định 61/2018/NĐ-CP, sửa đổi bởi Nghị định 107/2021/NĐ-CP",
        "REG-2025": "Nghị định 118/2025/NĐ-CP, sửa đổi bởi Nghị định 367/2025/NĐ-CP",
    }
)

_SILENT: Final = Source("Quyết định 93/2007/QĐ-TTg không quy định")
_2015: Final = "Quyết định 09/2015/QĐ-TTg, Điều 6"
_2018: Final = "Nghị định 61/2018/NĐ-CP"
_2025: Final = "Nghị định 118/2025/NĐ-CP"

SOURCES: Final[Mapping[str, Mapping[str, Source]]] = MappingProxyType(
    {
        "supplement_clock": {
            "REG-2007": _SILENT,
            "REG-2015": Source(_2015),
            "REG-2018": Source(f"{_2018}, Điều 19 khoản 4", firm=True),
            "REG-2025": Source(_2025),
        },
        "return_notice_days": {
            "REG-2007": _SILENT,
            "REG-2015": Source(_2015),
            "REG-2018": Source(f"{_2018}, Điều 19 khoản 4", firm=True),
            "REG-2025": Source(_2025),
        },
        "online_check_hours": {
            "REG-2007": _SILENT,
            "REG-2015": Source("Quyết định 09/2015/QĐ-TTg không quy định"),
            "REG-2018": Source("Nghị định 45/2020/NĐ-CP"),
            "REG-2025": Source(_2025),
        },
        "transfer_cutoff": {
            "REG-2007": _SILENT,
            "REG-2015": Source(_2015),
            "REG-2018": Source(f"{_2018}, Điều 18 khoản 2", firm=True),
            "REG-2025": Source(f"{_2025}, Điều 18"),
        },
        "overdue_notice_lead_days": {
            "REG-2007": _SILENT,
            "REG-2015": Source(_2015),
            "REG-2018": Source(f"{_2018}, Điều 19 khoản 9", firm=True),
            "REG-2025": Source(_2025),
        },
        "max_extensions": {
            "REG-2007": _SILENT,
            "REG-2015": Source("Quyết định 09/2015/QĐ-TTg không quy định"),
            "REG-2018": Source(f"{_2018}, Điều 19 khoản 9", firm=True),
            "REG-2025": Source(_2025),
        },
        "max_supplements": {
            "REG-2007": Source("Quyết định 93/2007/QĐ-TTg"),
            "REG-2015": Source(_2015),
            "REG-2018": Source(f"{_2018}, Điều 11 khoản 2 điểm c", firm=True),
            "REG-2025": Source(_2025),
        },
        "auto_close": {
            "REG-2007": _SILENT,
            "REG-2015": Source("Quyết định 09/2015/QĐ-TTg không quy định"),
            "REG-2018": Source(f"{_2018} không quy định"),
            "REG-2025": Source("Quyết định công bố của từng thủ tục"),
        },
        "form_set": {
            "REG-2007": Source("Mẫu của địa phương"),
            "REG-2015": Source("Quyết định 09/2015/QĐ-TTg"),
            "REG-2018": Source("Thông tư 01/2018/TT-VPCP", firm=True),
            "REG-2025": Source("Thông tư 03/2025/TT-VPCP"),
        },
    }
)
"""By parameter of `Regime`, then by regime."""
