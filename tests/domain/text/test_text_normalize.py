"""Spellings that look the same are the same."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.text import clean, clean_lines, initials, name_key, name_sort_key, search_key

texts = st.text(max_size=40)
vietnamese = st.text(alphabet="aàảãáạăằâầđeêềioôơờuưừyAĐÊbcnhtg '-1.", max_size=30)


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        pytest.param("Nguyễn\u00a0Văn  An", "Nguyễn Văn An", id="hard-and-double-spaces"),
        pytest.param(unicodedata.normalize("NFD", "Đặng Ánh"), "Đặng Ánh", id="decomposed"),
        pytest.param("Ðặng ðình", "Đặng đình", id="icelandic-eth"),
        pytest.param("Ɖức ɖ", "Đức đ", id="african-d"),
        pytest.param("\ufeffHà\u200b Nội\u00ad", "Hà Nội", id="invisible"),
        pytest.param("\x00A\x1fB\x7f", "AB", id="control-characters"),
        pytest.param("a\tb\nc", "a b c", id="tab-and-line-end"),
        pytest.param("  ", "", id="blank"),
    ],
)
def test_a_text_is_stored_in_one_spelling(raw, cleaned):
    assert clean(raw) == cleaned


def test_lines_are_cleaned_one_by_one_and_blank_ends_are_dropped():
    assert clean_lines("\n  Kính  gửi:\u00a0Sở \r\n\n- mục 1 \n\n") == "Kính gửi: Sở\n\n- mục 1"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param("Cấp Giấy phép Xây dựng", "cap giay phep xay dung", id="marks"),
        pytest.param("hoà hòa HOA", "hoa hoa hoa", id="old-and-new-tone-position"),
        pytest.param("Thuỵ Thụy", "thuy thuy", id="tone-position-uy"),
        pytest.param("Ðà Nẵng / Đà Nẵng", "da nang da nang", id="eth"),
        pytest.param("H'Hoa Niê, Y’Blim", "hhoa nie yblim", id="apostrophes"),
        pytest.param("1.013225", "1.013225", id="code-keeps-its-dot"),
        pytest.param("H31.01-260901-0001.", "h31.01-260901-0001", id="dossier-code"),
        pytest.param("a-b 1-a a.1 1.-2", "a b 1 a a 1 1 2", id="only-between-digits"),
        pytest.param("xây_dựng/cải tạo (mới)", "xay dung cai tao moi", id="punctuation"),
        pytest.param("118,4 m²", "118 4 m2", id="compatibility-forms"),
        pytest.param("", "", id="empty"),
    ],
)
def test_search_keys(text, key):
    assert search_key(text) == key


@given(texts)
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)
    assert clean_lines(clean_lines(text)) == clean_lines(text)


@given(texts)
def test_the_key_of_a_key_is_itself(text):
    assert search_key(search_key(text)) == search_key(text)


@given(vietnamese)
def test_a_search_key_ignores_case_marks_and_code_points(text):
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))

    assert search_key(text.upper()) == search_key(text)
    assert search_key(unicodedata.normalize("NFD", text)) == search_key(text)
    assert search_key(plain) == search_key(text)
    assert search_key(clean(text)) == search_key(text)


@pytest.mark.parametrize(
    ("text", "letters"),
    [("Giấy phép xây dựng", "gpxd"), ("Đăng ký kết hôn", "dkkh"), ("Ủy ban nhân dân", "ubnd"), ("", "")],
)
def test_initials(text, letters):
    assert initials(text) == letters


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("NGUYỄN HOÀ", "Nguyễn Hòa", True, id="case-and-tone-position"),
        pytest.param("Ðỗ Thuý", unicodedata.normalize("NFD", "Đỗ Thúy"), True, id="eth-and-decomposed"),
        pytest.param("H'Hoa Niê", "H’Hoa  Niê", True, id="apostrophes-and-spaces"),
        pytest.param("Y-Blim", "Y Blim", True, id="hyphen"),
        pytest.param("Hòa", "Hóa", False, id="other-tone"),
        pytest.param("Hoa", "Hòa", False, id="no-tone"),
        pytest.param("Ân", "An", False, id="other-letter"),
    ],
)
def test_names_are_the_same_when_only_their_writing_differs(one, other, same):
    assert (name_key(one) == name_key(other)) is same


def test_a_name_key_spells_letters_and_tone_of_every_word():
    assert name_key("Đỗ Thị Ưng") == "d~o~3 thi5 u~ng0"
    assert name_key("Vàng Mỷ") == "vang1 my2"
    assert name_key("Ấn Ắng Ớt Ề") == "a~~n4 a~ng4 o~~t4 e~1"


def test_names_sort_by_given_name_and_then_by_the_words_before_it():
    expected = [
        "Lê An",
        "Nguyễn An",
        "Nguyễn Văn An",
        "Trần Án",
        "Trần Ăn",
        "Trần Ân",
        "Vũ Dung",
        "Vũ Dũng",
        "Bùi Đức",
        "Lê Hoa",
        "Lê Hoà",
        "Lê Hoàng",
        "Ý",
    ]

    shuffled = expected[5:] + expected[:5]

    assert sorted(shuffled, key=name_sort_key) == expected
    assert name_sort_key("Nguyễn Văn An") == "an0 nguye~n3 va~n0"
    assert name_sort_key("") == ""


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["a", "ă", "â", "b"], id="a"),
        pytest.param(["d", "đ", "e", "ê", "g"], id="d-e"),
        pytest.param(["o", "ô", "ơ", "p", "u", "ư", "v"], id="o-u"),
        pytest.param(["ma", "mà", "mả", "mã", "má", "mạ"], id="tones"),
        pytest.param(["an", "ang", "ăn"], id="shorter-first"),
    ],
)
def test_letters_and_tones_sort_as_in_a_dictionary(words):
    shuffled = words[2:] + words[:2]

    assert sorted(shuffled, key=name_sort_key) == words
