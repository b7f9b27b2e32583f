"""Forms and answers at random, and for each type of field what it refuses."""

from typing import Any

from hypothesis import strategies as st

from motcua.domain.forms import FieldType, FormDefinition, form_from_data

CHOICES = [{"value": "mot", "label": "Một"}, {"value": "hai", "label": "Hai"}, {"value": "ba", "label": "Ba"}]
LETTERS = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂBCDĐ ,.'\"\\-1234567890", min_size=1, max_size=20)
DECIMALS = st.decimals(-10**9, 10**9, allow_nan=False, places=6).map(lambda number: format(number, "f").replace(".", ","))  # fmt: skip
DAYS = st.dates().filter(lambda day: 1800 <= day.year <= 2299)
PLACES = st.from_regex(r"[0-9]{5}", fullmatch=True)

GOOD: dict[FieldType, st.SearchStrategy[Any]] = {
    FieldType.TEXT: LETTERS,
    FieldType.TEXTAREA: st.lists(LETTERS, min_size=1, max_size=3).map("\n".join),
    FieldType.INTEGER: st.integers(-(10**17), 10**17),
    FieldType.DECIMAL: st.one_of(DECIMALS, st.integers(-99, 99), st.just("0,123456789012345678"), st.just("1,234")),
    FieldType.MONEY: st.integers(0, 10**15),
    FieldType.BOOLEAN: st.booleans(),
    FieldType.RADIO: st.sampled_from(["mot", "hai", "ba"]),
    FieldType.SELECT: st.sampled_from(["mot", "hai", "ba"]),
    FieldType.MULTISELECT: st.lists(st.sampled_from(["mot", "hai", "ba"]), min_size=1),
    FieldType.DATE: DAYS.map(lambda day: day.strftime("%d/%m/") + f"{day.year:04d}"),
    FieldType.PARTIAL_DATE: st.one_of(DAYS.map(str), DAYS.map(lambda day: str(day)[:7]), st.just("__/__/1938")),
    FieldType.DATETIME: DAYS.map(lambda day: f"{day} 8h30"),
    FieldType.PARTIAL_DATETIME: st.one_of(DAYS.map(str), st.just("7/2026"), DAYS.map(lambda day: f"{day}T23:59")),
    FieldType.QUARTER: st.sampled_from(["quý IV/2026", "2026-Q1", "2/2026"]),
    FieldType.CCCD: st.from_regex(r"[0-9]{3}[01][0-9]{8}", fullmatch=True),
    FieldType.MST: st.sampled_from(["9999900006", "9999900006-001", "033591204716"]),
    FieldType.PHONE: st.sampled_from(["0912 000 318", "+84 24 3825 0001", "0168 123 4567"]),
    FieldType.EMAIL: st.sampled_from(["mau@vidu.vn", "a.b+c@con.vidu.gov.vn"]),
    FieldType.ADDRESS: st.one_of(LETTERS, st.fixed_dictionaries({"detail": st.just("Số 1"), "commune": st.just("Mẫu"), "province": st.just("Mẫu")})),
    FieldType.ADMIN_UNIT: PLACES,
    FieldType.ADMIN_UNITS: st.lists(PLACES, min_size=1, max_size=3),
    FieldType.COUNTRY: LETTERS,
    FieldType.ETHNICITY: LETTERS,
    FieldType.SCHOOL: LETTERS,
    FieldType.BANK_ACCOUNT: st.from_regex(r"[0-9A-Z]{6,20}", fullmatch=True),
    FieldType.FILE: st.just("don.pdf"),
    FieldType.IMAGE: st.just("anh.jpg"),
}  # fmt: skip

WRONG: dict[FieldType, tuple[Any, ...]] = {
    FieldType.TEXT: (["x"], {"x": 1}, True, "x" * 501),
    FieldType.TEXTAREA: (["x"], True, "x" * 20_001),
    FieldType.INTEGER: ("một", 1.5, [1], True, 10**18),
    FieldType.DECIMAL: ("nhiều", [1], True, {"x": 1}),
    FieldType.MONEY: (-1, "một", 1.5, True),
    FieldType.BOOLEAN: ("maybe", [True], 2),
    FieldType.RADIO: ("bon", ["mot"], 1, True),
    FieldType.SELECT: ("bon", ["mot"], 1, True),
    FieldType.MULTISELECT: (["bon"], "bon", [["mot"]]),
    FieldType.DATE: ("2026", "2026-13-01", "2026-12-32", "mai", 7),
    FieldType.PARTIAL_DATE: ("2026-13", "26", "2026-00-0", "mai"),
    FieldType.DATETIME: ("2026-01-02", "2026-01-02T24:00", "mai"),
    FieldType.PARTIAL_DATETIME: ("2026-01T08:00", "2026-01-02T24:00", "mai"),
    FieldType.QUARTER: ("2026-Q5", "2026", "mai"),
    FieldType.CCCD: ("123", "12345678901a", "1234567890123", True),
    FieldType.MST: ("123", "99999000061", "abc"),
    FieldType.PHONE: ("123", "0012345678", "abc"),
    FieldType.EMAIL: ("mau", "mau@", "@vidu.vn", "mau@vidu"),
    FieldType.ADDRESS: ({"detail": "Số 1"}, {"x": "y"}, ["x"], "x" * 501),
    FieldType.ADMIN_UNIT: ("1", "1234", "abcde", ["12345"]),
    FieldType.ADMIN_UNITS: (["1"], "1", [["12345"]]),
    FieldType.COUNTRY: (["x"], "x" * 251),
    FieldType.ETHNICITY: (["x"], "x" * 251),
    FieldType.SCHOOL: (["x"], "x" * 251),
    FieldType.BANK_ACCOUNT: ("12", "ký tự lạ!", ["123456"]),
    FieldType.FILE: ("../x", "", "a b"),
    FieldType.IMAGE: ("../x", "a b"),
    FieldType.TABLE: ("x", {"x": 1}, ["x"]),
}
"""Values that the schema and the check both refuse."""


def field_data(name: str, kind: FieldType, **more: Any) -> dict[str, Any]:
    """Return the data of a field that needs nothing else said."""
    choices = (
        {"choices": CHOICES} if kind in (FieldType.RADIO, FieldType.SELECT, FieldType.MULTISELECT) else {}
    )
    columns = (
        {"columns": [field_data("cot", FieldType.DECIMAL, required=True)]} if kind is FieldType.TABLE else {}
    )
    return {"name": name, "label": name, "type": kind.value, **choices, **columns, **more}


@st.composite
def conditions(draw: st.DrawFn, earlier: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the data of a condition about some of the fields before."""
    shape = draw(st.sampled_from(["filled", "in", "in", "not", "all", "any"]))
    if shape in ("all", "any"):
        return {shape: [draw(conditions(earlier)) for _ in range(draw(st.integers(0, 2)))]}
    if shape == "not":
        return {"not": draw(conditions(earlier))}
    field = draw(st.sampled_from(earlier))
    if shape == "filled":
        return {"field": field["name"], "filled": draw(st.booleans())}
    known: dict[str, list[Any]] = {
        "boolean": [True, False, 1, "đúng"],
        "integer": [0, 1, True, 7],
        "decimal": [0, 1, "1,234", "0,5"],
    }
    values = known.get(field["type"], ["mot", "hai", 1, True])
    return {"field": field["name"], "in": draw(st.lists(st.sampled_from(values), min_size=1, max_size=2))}


@st.composite
def fields(draw: Any, *, tables: bool = True) -> list[dict[str, Any]]:
    """Return the data of the fields of a form or of the columns of a table."""
    kinds = [kind for kind in FieldType if tables or kind is not FieldType.TABLE]
    found: list[dict[str, Any]] = []
    for place in range(draw(st.integers(1, 6))):
        kind, required = draw(st.sampled_from(kinds)), draw(st.booleans())
        field: dict[str, Any] = field_data(f"o_{place}", kind, required=required)
        if field["type"] == "table":
            field["columns"] = draw(fields(tables=False))
        for key in ("visible_when", "required_when"):
            if found and draw(st.booleans()):
                field[key] = draw(conditions(found))
        found.append(field)
    return found


@st.composite
def forms_and_answers(draw: st.DrawFn) -> tuple[FormDefinition, dict[str, Any]]:
    """Return a form and what somebody typed into it: good as single answers, not always complete."""
    form = form_from_data({"fields": draw(fields())})
    return form, draw(answers(form.fields()))


@st.composite
def answers(draw: st.DrawFn, asked: Any) -> dict[str, Any]:
    """Return good answers to some of the fields."""
    found: dict[str, Any] = {}
    for field in asked:
        if draw(st.integers(0, 4)) == 0:
            continue
        if field.type is FieldType.TABLE:
            found[field.name] = [draw(answers(field.columns)) for _ in range(draw(st.integers(1, 3)))]
        else:
            found[field.name] = draw(GOOD[field.type])
    return found
