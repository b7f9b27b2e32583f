"""Filling in forms: an answer of the right type for every question that must be answered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from motcua.apps.ops.demo.people import FEMALE, Crowd, Home, citizen_id, moved_on, tax_code
from motcua.domain.dossier.values import Party
from motcua.domain.forms import Field, FieldType, FormDefinition

OPTIONAL_ANSWERED = 0.25
GENERIC = "Theo hồ sơ kèm theo"
APPLICANT: Mapping[str, Callable[[Party], str]] = {
    "ho_ten": lambda party: party.representative or party.name,
    "ngay_sinh": lambda party: party.born_on,
    "so_dinh_danh": lambda party: party.citizen_id,
    "dien_thoai": lambda party: party.phone,
    "email": lambda party: party.email,
    "noi_cu_tru": lambda party: party.address,
    "ten_to_chuc": lambda party: party.name if party.tax_code else "",
    "ma_so": lambda party: party.tax_code,
    "dia_chi_to_chuc": lambda party: party.address,
    "dai_dien": lambda party: party.representative,
}
"""Questions about whoever applies, by the names that the catalog's forms share."""

DAYS_FROM_FILING: Mapping[str, int] = {
    "ngay_sinh_tre": -21, "ngay_cham_dut": -30, "thoi_han_tu": 3, "thoi_han_den": 368, "tu_ngay": 15,
    "den_ngay": 75, "thuc_hanh_tu": -900, "thuc_hanh_den": -60, "ngay_het_han": 40,
}  # fmt: skip
"""When things lie that rules compare with each other or with the day of filing."""

NUMBERS: Mapping[str, int] = {
    "dien_tich": 240, "dien_tich_chuyen": 100, "tong_von": 5_000_000_000, "von_gop": 2_000_000_000,
}  # fmt: skip
PATTERNS: Mapping[str, Callable[[Random], str]] = {
    r"^\d{12}$": lambda chance: f"033{chance.choice('45')}{chance.randrange(10**8):08d}",
    r"^0[35789]\d{8}$": lambda chance: f"09{chance.randrange(10**8):08d}",
    r"^\d{10}(-\d{3})?$": tax_code,
    r"^(\d{12}|\d{10}(-\d{3})?)$": tax_code,
    r"^\d{10}$": tax_code,
    r"^[A-Z]{2}\s?\d{6,8}$": lambda chance: f"BC {chance.randrange(10**6):06d}",
    r"^[A-Z]\d{7,8}$": lambda chance: f"C{chance.randrange(10**7):07d}",
}
"""An example for every pattern of the catalog."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What answers are made of: the applicant, the place, the day."""

    crowd: Crowd
    chance: Random
    applicant: Party
    home: Home
    commune_code: str
    on: date

    def fill(self, form: FormDefinition) -> dict[str, Any]:
        """Return the answers to a form, those that are required and some of the others."""
        answers: dict[str, Any] = {}
        for field in form.fields():
            known = APPLICANT.get(field.name)
            value = known(self.applicant) if known else None
            if not value and (field.required or (not known and self.chance.random() < OPTIONAL_ANSWERED)):
                value = _answer(self, field)
            if value not in (None, "", [], {}):
                answers[field.name] = value
        return answers


def _answer(desk: Desk, field: Field) -> Any:
    if field.pattern:
        return PATTERNS[field.pattern](desk.chance)
    return _ANSWERS.get(field.type, _text)(desk, field)


def _text(desk: Desk, field: Field) -> str:
    name = field.name
    if any(word in name for word in ("ho_ten", "nguoi_", "chu_ho", "ten_tre")):
        return _person_name(desk)
    if name.startswith(("to_ban_do", "thua_dat", "so_", "stt", "lo_dat", "ma_")):
        return str(desk.chance.randint(1, 480))
    if name.startswith(("ten_du_an", "ten_co_so", "ten_cong_ty", "ten_ho_kinh_doanh", "ten_doanh_nghiep")):
        return desk.crowd.trade_name(desk.chance)
    return _address(desk, field) if name.startswith(("dia_chi", "dia_diem", "noi_")) else GENERIC


def _person_name(desk: Desk) -> str:
    return desk.crowd.name(desk.chance, desk.chance.choice(("male", FEMALE)), 1990)


def _number(desk: Desk, field: Field) -> int:
    if field.name in NUMBERS:
        return NUMBERS[field.name]
    least = int(field.minimum or 0) + 1
    most = int(field.maximum) if field.maximum is not None else max(least * 20, 120)
    return desk.chance.randint(min(least, most), most)


def _money(desk: Desk, field: Field) -> int:
    return NUMBERS.get(field.name) or desk.chance.randint(5, 900) * 1_000_000


def _date(desk: Desk, field: Field) -> str:
    if field.name.endswith("ngay_sinh"):
        return _birth(desk, field)
    days = DAYS_FROM_FILING.get(field.name, -desk.chance.randint(30, 900))
    return (desk.on + timedelta(days=days)).isoformat()


def _birth(desk: Desk, _: Field) -> str:
    born = desk.on - timedelta(days=desk.chance.randint(22 * 366, 60 * 365))
    return moved_on(born.isoformat())


def _citizen(desk: Desk, _: Field) -> str:
    born = _birth(desk, _)
    return citizen_id(desk.chance, "033", desk.chance.choice(("male", FEMALE)), born)


def _choice(desk: Desk, field: Field) -> str:
    return desk.chance.choice(field.choices).value


def _choices(desk: Desk, field: Field) -> list[str]:
    return [desk.chance.choice(field.choices).value]


def _unit(desk: Desk, field: Field) -> str:
    return desk.commune_code if field.level != "tinh" else "33"


def _address(desk: Desk, _: Field) -> str:
    return desk.crowd.address(desk.chance, desk.home)


def _rows(desk: Desk, field: Field) -> list[dict[str, Any]]:
    return [{column.name: value for column in field.columns if (value := _answer(desk, column))}]


_ANSWERS: Mapping[FieldType, Callable[[Desk, Field], Any]] = {
    FieldType.INTEGER: _number,
    FieldType.DECIMAL: _number,
    FieldType.MONEY: _money,
    FieldType.BOOLEAN: lambda desk, _: desk.chance.random() < 0.5,
    FieldType.RADIO: _choice,
    FieldType.SELECT: _choice,
    FieldType.MULTISELECT: _choices,
    FieldType.DATE: _date,
    FieldType.PARTIAL_DATE: _birth,
    FieldType.DATETIME: lambda desk, field: f"{_date(desk, field)}T09:00",
    FieldType.PARTIAL_DATETIME: lambda desk, field: f"{_date(desk, field)}T09:00",
    FieldType.QUARTER: lambda desk, _: f"{desk.on.year}-Q{(desk.on.month + 2) // 3}",
    FieldType.CCCD: _citizen,
    FieldType.MST: lambda desk, _: tax_code(desk.chance),
    FieldType.PHONE: lambda desk, _: desk.crowd.phone(desk.chance),
    FieldType.EMAIL: lambda desk, _: "lienhe@nguoidan.example",
    FieldType.ADDRESS: _address,
    FieldType.ADMIN_UNIT: _unit,
    FieldType.ADMIN_UNITS: lambda desk, field: [_unit(desk, field)],
    FieldType.COUNTRY: lambda desk, _: "VN",
    FieldType.ETHNICITY: lambda desk, _: "Kinh",
    FieldType.SCHOOL: lambda desk, _: "Trường THCS Lê Lợi",
    FieldType.BANK_ACCOUNT: lambda desk, _: f"{desk.chance.randrange(10**12):012d}",
    FieldType.FILE: lambda desk, _: None,
    FieldType.IMAGE: lambda desk, _: None,
    FieldType.TABLE: _rows,
}
