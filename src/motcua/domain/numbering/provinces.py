"""The 34 provinces since 1 July 2025 and the 63 they were made of (R-C20 to R-C23).

The administrative code that survived is often not the old code of the surviving name (Bắc Ninh was
27 and is 24), while the H code follows the name: never match by number across that day.
"""

from dataclasses import dataclass
from datetime import date

from motcua.domain.errors import DomainError

MERGED_ON = date(2025, 7, 1)


class ProvinceUnknown(DomainError):
    """No province ever had this administrative code before 1 July 2025."""

    code = "numbering.province-unknown"

    def __init__(self, *, province_code: str) -> None:
        super().__init__(province_code)
        self.province_code = province_code


@dataclass(frozen=True)
class FormerProvince:
    """One of the 63 provinces until 30 June 2025: name, administrative code, H code."""

    name: str
    code: str
    h_code: str


@dataclass(frozen=True)
class Province:
    """A province of today; `municipal` for the cities run by the central government."""

    code: str
    name: str
    h_code: str
    municipal: bool
    merged: tuple[FormerProvince, ...]


def province_by_former_code(code: str) -> Province:
    """Return the province of today for a two-digit code of before the merger.

    Raises ProvinceUnknown.
    """
    for province in PROVINCES:
        if any(former.code == code for former in province.merged):
            return province
    raise ProvinceUnknown(province_code=code)


def _province(code: str, name: str, h_code: str, *merged: str, municipal: bool = False) -> Province:
    former = tuple(FormerProvince(*one.split("|")) for one in merged)
    return Province(code, name, h_code, municipal, former)


PROVINCES: tuple[Province, ...] = (
    _province("01", "Hà Nội", "H26", "Hà Nội|01|H26", municipal=True),
    _province("04", "Cao Bằng", "H14", "Cao Bằng|04|H14"),
    _province("08", "Tuyên Quang", "H60", "Tuyên Quang|08|H60", "Hà Giang|02|H22"),
    _province("11", "Điện Biên", "H18", "Điện Biên|11|H18"),
    _province("12", "Lai Châu", "H35", "Lai Châu|12|H35"),
    _province("14", "Sơn La", "H52", "Sơn La|14|H52"),
    _province("15", "Lào Cai", "H38", "Lào Cai|10|H38", "Yên Bái|15|H63"),
    _province("19", "Thái Nguyên", "H55", "Thái Nguyên|19|H55", "Bắc Kạn|06|H03"),
    _province("20", "Lạng Sơn", "H37", "Lạng Sơn|20|H37"),
    _province("22", "Quảng Ninh", "H49", "Quảng Ninh|22|H49"),
    _province("24", "Bắc Ninh", "H05", "Bắc Ninh|27|H05", "Bắc Giang|24|H02"),
    _province("25", "Phú Thọ", "H44", "Phú Thọ|25|H44", "Vĩnh Phúc|26|H62", "Hòa Bình|17|H28"),
    _province("31", "Hải Phòng", "H24", "Hải Phòng|31|H24", "Hải Dương|30|H23", municipal=True),
    _province("33", "Hưng Yên", "H31", "Hưng Yên|33|H31", "Thái Bình|34|H54"),
    _province("37", "Ninh Bình", "H42", "Ninh Bình|37|H42", "Hà Nam|35|H25", "Nam Định|36|H40"),
    _province("38", "Thanh Hóa", "H56", "Thanh Hóa|38|H56"),
    _province("40", "Nghệ An", "H41", "Nghệ An|40|H41"),
    _province("42", "Hà Tĩnh", "H27", "Hà Tĩnh|42|H27"),
    _province("44", "Quảng Trị", "H50", "Quảng Trị|45|H50", "Quảng Bình|44|H46"),
    _province("46", "Huế", "H57", "Huế|46|H57", municipal=True),
    _province("48", "Đà Nẵng", "H17", "Đà Nẵng|48|H17", "Quảng Nam|49|H47", municipal=True),
    _province("51", "Quảng Ngãi", "H48", "Quảng Ngãi|51|H48", "Kon Tum|62|H34"),
    _province("52", "Gia Lai", "H21", "Gia Lai|64|H21", "Bình Định|52|H08"),
    _province("56", "Khánh Hòa", "H32", "Khánh Hòa|56|H32", "Ninh Thuận|58|H43"),
    _province("66", "Đắk Lắk", "H15", "Đắk Lắk|66|H15", "Phú Yên|54|H45"),
    _province("68", "Lâm Đồng", "H36", "Lâm Đồng|68|H36", "Đắk Nông|67|H16", "Bình Thuận|60|H11"),
    _province("75", "Đồng Nai", "H19", "Đồng Nai|75|H19", "Bình Phước|70|H10", municipal=True),
    _province(
        "79",
        "Hồ Chí Minh",
        "H29",
        "Hồ Chí Minh|79|H29",
        "Bình Dương|74|H09",
        "Bà Rịa - Vũng Tàu|77|H06",
        municipal=True,
    ),
    _province("80", "Tây Ninh", "H53", "Tây Ninh|72|H53", "Long An|80|H39"),
    _province("82", "Đồng Tháp", "H20", "Đồng Tháp|87|H20", "Tiền Giang|82|H58"),
    _province("86", "Vĩnh Long", "H61", "Vĩnh Long|86|H61", "Bến Tre|83|H07", "Trà Vinh|84|H59"),
    _province("91", "An Giang", "H01", "An Giang|89|H01", "Kiên Giang|91|H33"),
    _province(
        "92", "Cần Thơ", "H13", "Cần Thơ|92|H13", "Sóc Trăng|94|H51", "Hậu Giang|93|H30", municipal=True
    ),
    _province("96", "Cà Mau", "H12", "Cà Mau|96|H12", "Bạc Liêu|95|H04"),
)
