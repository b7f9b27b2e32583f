"""What a reader types from an identity card becomes a person, or says what could not be read."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.identity import (
    CardData,
    CardUnreadable,
    CitizenId,
    PartialDate,
    PartialDateInvalid,
    Sex,
    parse_cccd_qr,
    parse_partial_date,
)

PARTS = [
    "033591204716",
    "145678901",
    "Đặng Thị Ngọc Ánh",
    "14092191",
    "Nữ",
    "Số 27 Nguyễn Văn Linh, phường Phố Hiến, Hưng Yên",
    "01072025",
]
CARD = CardData(
    citizen_id=CitizenId("033591204716"),
    old_id="145678901",
    name="Đặng Thị Ngọc Ánh",
    born_on=PartialDate(2191, 9, 14),
    sex=Sex.FEMALE,
    address="Số 27 Nguyễn Văn Linh, phường Phố Hiến, Hưng Yên",
    issued_on=date(2025, 7, 1),
)


def payload(**changed: str) -> str:
    names = ["number", "old", "name", "born", "sex", "address", "issued"]
    return "|".join(changed.get(name, part) for name, part in zip(names, PARTS, strict=True))


@pytest.mark.parametrize(
    ("scanned", "expected"),
    [
        pytest.param(payload(), {}, id="plain"),
        pytest.param("\ufeff" + payload() + "\r\n", {}, id="mark-and-line-end"),
        pytest.param(unicodedata.normalize("NFD", payload()), {}, id="decomposed"),
        pytest.param(payload(old=""), {"old_id": ""}, id="no-old-card"),
        pytest.param(payload(born="14/09/2191", issued="01/07/2025"), {}, id="dates-with-slashes"),
        pytest.param(payload(born="2191"), {"born_on": PartialDate(2191)}, id="year-only"),
        pytest.param(payload(born="00002191"), {"born_on": PartialDate(2191)}, id="year-with-zeros"),
        pytest.param(payload(issued=""), {"issued_on": None}, id="no-day-of-issue"),
        pytest.param("|".join(PARTS[:6]), {"issued_on": None}, id="six-parts"),
        pytest.param(payload() + "|Đặng Văn Ba|Lê Thị Tư", {}, id="parents-appended"),
        pytest.param(payload(name="ĐẶNG THỊ  NGỌC ÁNH"), {"name": "ĐẶNG THỊ NGỌC ÁNH"}, id="capitals"),
        pytest.param(payload(name="H'Hoa Niê"), {"name": "H'Hoa Niê"}, id="apostrophe"),
        pytest.param(payload(sex="NAM"), {"sex": Sex.MALE}, id="man"),
        pytest.param(payload(sex="nu"), {}, id="woman-without-marks"),
        pytest.param(payload(address=""), {"address": ""}, id="no-address"),
    ],
)
def test_a_card_is_read(scanned, expected):
    assert parse_cccd_qr(scanned) == CardData(**{**vars(CARD), **expected})


@pytest.mark.parametrize(
    ("scanned", "field"),
    [
        pytest.param("", "layout", id="empty"),
        pytest.param("|".join(PARTS[:5]), "layout", id="five-parts"),
        pytest.param("https://example.vn/H31.01-260901-0001", "layout", id="a-receipt"),
        pytest.param(payload(number="03359120471"), "citizen_id", id="short-number"),
        pytest.param(payload(old="14567890"), "old_id", id="short-old-number"),
        pytest.param(payload(old="14567890x"), "old_id", id="letters-in-old-number"),
        pytest.param(payload(name=""), "name", id="no-name"),
        pytest.param(payload(name="Đặng Th\ufffd Ánh"), "name", id="lost-letter"),
        pytest.param(payload(name="D?ng Th? Anh"), "name", id="question-marks"),
        pytest.param(payload(name="Dda85ng Thi5"), "name", id="input-method-was-on"),
        pytest.param(payload(born="31022191"), "born_on", id="no-such-day"),
        pytest.param(payload(born="140921910"), "born_on", id="nine-digits"),
        pytest.param(payload(born=""), "born_on", id="no-birth"),
        pytest.param(payload(sex="Nwx"), "sex", id="telex-was-on"),
        pytest.param(payload(issued="2025"), "issued_on", id="issue-year-only"),
        pytest.param(payload(issued="01132025"), "issued_on", id="issue-month-13"),
    ],
)
def test_a_bad_scan_says_which_part_could_not_be_read(scanned, field):
    with pytest.raises(CardUnreadable) as refusal:
        parse_cccd_qr(scanned)

    assert (refusal.value.code, refusal.value.field) == ("identity.card-unreadable", field)
    assert str(refusal.value) == field


@given(
    number=st.text("0123456789", min_size=12, max_size=12),
    born=st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    sex=st.sampled_from(["Nam", "Nữ"]),
    issued=st.dates(date(2016, 1, 1), date(2099, 12, 31)),
)
def test_every_card_reads_back_what_was_printed(number, born, sex, issued):
    card = parse_cccd_qr(f"{number}||Lê An|{born:%d%m}{born.year:04d}|{sex}|Hưng Yên|{issued:%d%m%Y}")

    assert str(card.citizen_id) == number
    assert card.born_on.full() == born
    assert card.sex is (Sex.MALE if sex == "Nam" else Sex.FEMALE)
    assert card.issued_on == issued


@pytest.mark.parametrize(
    ("typed", "expected", "kept", "written"),
    [
        ("14/09/2191", PartialDate(2191, 9, 14), "2191-09-14", "14/09/2191"),
        ("4-9-2191", PartialDate(2191, 9, 4), "2191-09-04", "04/09/2191"),
        ("14.09.2191", PartialDate(2191, 9, 14), "2191-09-14", "14/09/2191"),
        ("14 09 2191", PartialDate(2191, 9, 14), "2191-09-14", "14/09/2191"),
        ("09/1938", PartialDate(1938, 9), "1938-09", "09/1938"),
        ("__/09/1938", PartialDate(1938, 9), "1938-09", "09/1938"),
        ("__/__/1938", PartialDate(1938), "1938", "1938"),
        ("00/00/1938", PartialDate(1938), "1938", "1938"),
        ("??/xx/1938", PartialDate(1938), "1938", "1938"),
        (" 1938 ", PartialDate(1938), "1938", "1938"),
        ("1938-09", PartialDate(1938, 9), "1938-09", "09/1938"),
        ("1938-09-14", PartialDate(1938, 9, 14), "1938-09-14", "14/09/1938"),
        ("0938", PartialDate(938), "0938", "0938"),
    ],
)
def test_dates_may_be_known_in_part(typed, expected, kept, written):
    date_known = parse_partial_date(typed)

    assert date_known == expected
    assert (str(date_known), date_known.written()) == (kept, written)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "38",
        "14/__/1938",
        "31/02/1938",
        "14/13/1938",
        "1938-13",
        "0000",
        "14/09/38",
        "14/09/1938x",
        "a",
        "19381",
        "1938-09-31",
    ],
)
def test_impossible_dates_are_refused_with_what_was_typed(typed):
    with pytest.raises(PartialDateInvalid) as refusal:
        parse_partial_date(typed)

    assert (refusal.value.code, refusal.value.text) == ("identity.date-invalid", typed)
    assert str(refusal.value) == typed


def test_a_partial_date_cannot_have_a_day_without_its_month():
    with pytest.raises(PartialDateInvalid, match=r"^14/\?/1938$"):
        PartialDate(1938, None, 14)
    with pytest.raises(PartialDateInvalid, match=r"^1938-2-30$"):
        PartialDate(1938, 2, 30)


@pytest.mark.parametrize(
    ("known", "earliest", "latest", "full"),
    [
        (PartialDate(2024), date(2024, 1, 1), date(2024, 12, 31), None),
        (PartialDate(2024, 2), date(2024, 2, 1), date(2024, 2, 29), None),
        (PartialDate(2023, 2), date(2023, 2, 1), date(2023, 2, 28), None),
        (PartialDate(2024, 2, 3), date(2024, 2, 3), date(2024, 2, 3), date(2024, 2, 3)),
    ],
)
def test_a_partial_date_spans_the_days_it_can_mean(known, earliest, latest, full):
    assert (known.earliest(), known.latest(), known.full()) == (earliest, latest, full)


@given(st.dates(), st.sampled_from(["day", "month", "year"]))
def test_partial_dates_read_back_in_both_notations(day, known):
    month, number = (None if known == "year" else day.month), (day.day if known == "day" else None)
    partial = PartialDate(day.year, month, number)

    assert parse_partial_date(str(partial)) == partial
    assert parse_partial_date(partial.written()) == partial
    assert partial.earliest() <= day <= partial.latest()
