"""A whole province, or what changes in it, from a workbook; territories from a list of their codes.

What a sheet says is held against the agencies that exist: what is new is founded, what is called otherwise is
renamed, what stands under somebody else is moved. Mistakes name sheet, row and column.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from motcua.apps.organization.models import Agency
from motcua.apps.organization.reform.words import UNIT_NAMES
from motcua.domain.spreadsheets import HeadingsMissing, Line, Sheet, lines
from motcua.domain.succession import (
    Body,
    Founding,
    Move,
    NewUnit,
    Plan,
    Renaming,
    Structure,
    Succession,
    UnitRenaming,
)
from motcua.domain.text import clean, search_key

AGENCIES, UNITS, SUCCESSIONS = "Cơ quan", "Đơn vị", "Kế nhiệm"
AGENCY_COLUMNS: Final[Mapping[str, str]] = {
    "key": "Mã cơ quan",
    "name": "Tên",
    "short_name": "Tên ngắn",
    "kind": "Loại",
    "level": "Cấp",
    "parent": "Trực thuộc",
    "identifier": "Mã định danh",
    "abbreviation": "Viết tắt",
    "administrative_code": "Mã hành chính",
    "like": "Có đơn vị như",
}
UNIT_COLUMNS: Final[Mapping[str, str]] = {
    "agency": "Mã cơ quan",
    "code": "Mã đơn vị",
    "name": "Tên đơn vị",
}
SUCCESSION_COLUMNS: Final[Mapping[str, str]] = {
    "ended": "Cơ quan kết thúc",
    "successor": "Cơ quan kế nhiệm",
    "unit": "Đơn vị cũ",
    "heir": "Đơn vị nhận",
}
TERRITORY_COLUMNS: Final[Mapping[str, str]] = {
    "code": "Mã",
    "name": "Tên",
    "level": "Cấp",
    "parent": "Mã cấp trên",
}
OPTIONAL: Final = frozenset(
    {"identifier", "abbreviation", "administrative_code", "like", "parent", "unit", "heir", "level"}
)
KEY_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """What is wrong in one cell."""

    sheet: str
    row: int
    column: str
    what: str


@dataclass(slots=True)
class Reading:
    """A workbook on its way to a plan. `unnamed` are communes that a list of territories does not have."""

    structure: Structure
    mistakes: list[Mistake] = field(default_factory=list)
    foundings: dict[str, Founding] = field(default_factory=dict)
    renamings: list[Renaming] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    new_units: list[NewUnit] = field(default_factory=list)
    unit_renamings: list[UnitRenaming] = field(default_factory=list)
    successions: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    unnamed: list[str] = field(default_factory=list)

    def plan(self, on: date, decision: str) -> Plan:
        """Return what was read."""
        return Plan(
            on=on,
            decision=decision,
            foundings=tuple(self.foundings.values()),
            renamings=tuple(self.renamings),
            moves=tuple(self.moves),
            new_units=tuple(self.new_units),
            unit_renamings=tuple(self.unit_renamings),
            successions=tuple(
                Succession(predecessors=(ended,), successor=successor, units=units)
                for (ended, successor), units in self.successions.items()
            ),
        )


def read_workbook(sheets: Sequence[Sheet], structure: Structure) -> Reading:
    """Return what the sheets say that is not so yet. A sheet that is not there says nothing."""
    reading = Reading(structure)
    by_name = {search_key(sheet.name): sheet for sheet in sheets}
    readers = (
        (AGENCIES, AGENCY_COLUMNS, _read_agency),
        (UNITS, UNIT_COLUMNS, _read_unit),
        (SUCCESSIONS, SUCCESSION_COLUMNS, _read_succession),
    )
    found = [each for each in readers if search_key(each[0]) in by_name]
    for name, columns, read in found:
        _read_sheet(reading, by_name[search_key(name)], columns, _Notes(reading, name, columns), read)
    if not found:
        names = ", ".join((AGENCIES, UNITS, SUCCESSIONS))
        reading.mistakes.append(Mistake("", 1, "", _("không có trang nào trong các trang: %s") % names))
    return reading


def read_territories(sheet: Sheet, structure: Structure, *, like: str) -> Reading:
    """Return what a list of communes with their codes says that is not so yet.

    `like` is the commune whose units new ones have. Communes go by their administrative codes.
    """
    reading = Reading(structure)
    communes = {
        code: structure[key]
        for key, code in Agency.objects.filter(valid_to__isnull=True)
        .exclude(administrative_code="")
        .order_by("id")
        .values_list("key", "administrative_code")
    }
    notes = _Notes(reading, sheet.name, TERRITORY_COLUMNS)

    def read(reading: Reading, line: Line, notes: "_Notes") -> None:
        _read_territory(reading, line, notes, communes, like)

    _read_sheet(reading, sheet, TERRITORY_COLUMNS, notes, read)
    if not reading.mistakes:
        listed = {line["code"].strip() for line in lines(sheet, TERRITORY_COLUMNS, optional=OPTIONAL)}
        reading.unnamed = [body.name for code, body in communes.items() if code not in listed]
    return reading


def template() -> tuple[Sheet, ...]:
    """Return a workbook to fill in, with the kinds and levels that may be named."""
    kinds = tuple((str(kind.label), kind.value) for kind in Agency.Kind)
    levels = tuple((str(level.label), level.value) for level in Agency.Level)
    return (
        Sheet(AGENCIES, (tuple(AGENCY_COLUMNS.values()),)),
        Sheet(UNITS, (tuple(UNIT_COLUMNS.values()),)),
        Sheet(SUCCESSIONS, (tuple(SUCCESSION_COLUMNS.values()),)),
        Sheet(_("Loại và cấp"), ((_("Loại"), _("Mã")), *kinds, ("", ""), (_("Cấp"), _("Mã")), *levels)),
    )


@dataclass(frozen=True, slots=True)
class _Notes:
    """Where mistakes of one sheet go."""

    reading: Reading
    sheet: str
    columns: Mapping[str, str]

    def note(self, line: Line, key: str, what: str) -> None:
        self.reading.mistakes.append(Mistake(self.sheet, line.number, self.columns[key], what))

    def required(self, line: Line, *keys: str) -> bool:
        missing = [key for key in keys if not clean(line[key])]
        for key in missing:
            self.note(line, key, _("chưa điền"))
        return not missing


def _read_sheet(
    reading: Reading,
    sheet: Sheet,
    columns: Mapping[str, str],
    notes: _Notes,
    read: Callable[[Reading, Line, _Notes], None],
) -> None:
    try:
        found = lines(sheet, columns, optional=OPTIONAL)
    except HeadingsMissing as missing:
        reading.mistakes += [
            Mistake(notes.sheet, 1, heading, _("thiếu cột này")) for heading in missing.headings
        ]
        return
    for line in found:
        read(reading, line, notes)


def _read_agency(reading: Reading, line: Line, notes: _Notes) -> None:
    if not notes.required(line, "key", "name", "short_name"):
        return
    key = line["key"].strip()
    if set(key) - KEY_LETTERS:
        notes.note(line, "key", _("chỉ dùng chữ thường không dấu, số và gạch nối"))
        return
    parent = line["parent"].strip()
    if parent and parent not in reading.structure and parent not in reading.foundings:
        notes.note(line, "parent", _("không có cơ quan “%s”; cơ quan cấp trên phải ở dòng trên") % parent)
        return
    known = reading.structure.get(key)
    if known is None:
        _read_new_agency(reading, line, notes, key)
    else:
        _compare(reading, known, clean(line["name"]), clean(line["short_name"]), parent)


def _read_new_agency(reading: Reading, line: Line, notes: _Notes, key: str) -> None:
    kind = _named(line["kind"], ((each.value, str(each.label)) for each in Agency.Kind))
    level = _named(line["level"], ((each.value, str(each.label)) for each in Agency.Level))
    for name, value in (("kind", kind), ("level", level)):
        if not value:
            notes.note(line, name, _("không có “%s”; xem trang Loại và cấp") % line[name])
    if key in reading.foundings:
        notes.note(line, "key", _("mã này đã ghi ở một dòng trên"))
        return
    if kind and level:
        reading.foundings[key] = Founding(
            key=key,
            kind=kind,
            level=level,
            parent=line["parent"].strip(),
            name=clean(line["name"]),
            short_name=clean(line["short_name"]),
            identifier=line["identifier"].strip(),
            abbreviation=clean(line["abbreviation"]),
            administrative_code=line["administrative_code"].strip(),
            like=line["like"].strip(),
        )


def _compare(reading: Reading, known: Body, name: str, short_name: str, parent: str) -> None:
    if (known.name, known.short_name) != (name, short_name):
        reading.renamings.append(Renaming(key=known.key, name=name, short_name=short_name))
    if parent and parent != known.parent:
        reading.moves.append(Move(key=known.key, parent=parent))


def _read_unit(reading: Reading, line: Line, notes: _Notes) -> None:
    if not notes.required(line, "agency", "code"):
        return
    key, code = line["agency"].strip(), line["code"].strip()
    name = clean(line["name"]) or str(UNIT_NAMES.get(code, ""))
    if set(code) - KEY_LETTERS:
        notes.note(line, "code", _("chỉ dùng chữ thường không dấu, số và gạch nối"))
    elif not name:
        notes.note(line, "name", _("chưa điền"))
    elif key in reading.foundings:
        founding = reading.foundings[key]
        reading.foundings[key] = replace(founding, units={**founding.units, code: name})
    elif key not in reading.structure:
        notes.note(line, "agency", _("không có cơ quan “%s”") % key)
    elif code not in reading.structure[key].units:
        reading.new_units.append(NewUnit(agency=key, code=code, name=name))
    elif reading.structure[key].units[code] != name:
        reading.unit_renamings.append(UnitRenaming(agency=key, code=code, name=name))


def _read_succession(reading: Reading, line: Line, notes: _Notes) -> None:
    if not notes.required(line, "ended", "successor"):
        return
    ended, successor = line["ended"].strip(), line["successor"].strip()
    for name, key in (("ended", ended), ("successor", successor)):
        if key not in reading.structure and key not in reading.foundings:
            notes.note(line, name, _("không có cơ quan “%s”") % key)
    units = reading.successions.setdefault((ended, successor), {})
    if bool(line["unit"]) != bool(line["heir"]):
        notes.note(line, "heir", _("ghi cả đơn vị cũ và đơn vị nhận, hoặc bỏ trống cả hai"))
    elif line["unit"]:
        units[line["unit"].strip()] = line["heir"].strip()


def _read_territory(
    reading: Reading, line: Line, notes: _Notes, communes: Mapping[str, Body], like: str
) -> None:
    if not notes.required(line, "code", "name"):
        return
    code, name = line["code"].strip(), clean(line["name"])
    if not code.isdecimal() or len(code) > 5:
        notes.note(line, "code", _("mã đơn vị hành chính có tối đa 5 chữ số"))
        return
    if search_key(line["level"]) not in {"", "xa", "phuong", "dac khu", "thi tran", "commune", "cap xa"}:
        return
    whole = f"Ủy ban nhân dân {name[:1].lower()}{name[1:]}"
    known = communes.get(code)
    if known is not None:
        _compare(reading, known, whole, name, "")
        return
    model = reading.structure.get(like)
    if model is None:
        notes.note(line, "code", _("chưa có xã, phường nào để lấy đơn vị làm mẫu"))
        return
    key = "-".join(search_key(name).split())[:50]
    key = key if key not in reading.structure and key not in reading.foundings else f"{key}-{code}"
    reading.foundings[key] = Founding(
        key=key,
        kind=model.kind,
        level=model.level,
        parent=model.parent,
        name=whole,
        short_name=name,
        administrative_code=code,
        abbreviation="UBND",
        like=like,
    )


def _named(text: str, choices: Iterable[tuple[str, str]]) -> str:
    wanted = search_key(text)
    return next((code for code, label in choices if wanted in {search_key(code), search_key(label)}), "")
