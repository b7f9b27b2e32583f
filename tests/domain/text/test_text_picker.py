"""An officer types a few letters and the right procedure comes first."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.text import (
    Entry,
    Hit,
    SearchIndex,
    Segment,
    Span,
    clean,
    find_spans,
    initials,
    matches,
    search_key,
    segments,
)

BUILDING = (
    "Cấp giấy phép xây dựng mới đối với công trình cấp III, cấp IV (Công trình không theo tuyến/Theo tuyến"
    " trong đô thị/Dự án) và nhà ở riêng lẻ"
)
ENTRIES = [
    Entry("new", BUILDING, "1.013225", uses=214),
    Entry(
        "extend",
        "Gia hạn giấy phép xây dựng đối với công trình cấp III, cấp IV và nhà ở riêng lẻ",
        "1.013227",
    ),
    Entry("special", "Cấp giấy phép xây dựng mới công trình cấp đặc biệt, cấp I, cấp II", "1.013236"),
    Entry("birth", "Thủ tục đăng ký khai sinh", "1.001193", uses=90),
    Entry("death", "Thủ tục đăng ký khai tử", "1.000656", uses=20),
    Entry("marriage", "Thủ tục đăng ký kết hôn", "1.000894", uses=30),
    Entry("house", "Đăng ký thành lập hộ kinh doanh", "1.001612", ("HKD", "mở cửa hàng")),
    Entry("land", "Cấp giấy chứng nhận quyền sử dụng đất", "1.013978", ("sổ đỏ", "GCN QSDĐ")),
    Entry("branch", "Hoạt động chi nhánh, địa điểm kinh doanh", "2.002069"),
]
INDEX = SearchIndex(ENTRIES)


def keys(query, **options):
    return [hit.entry.key for hit in INDEX.search(query, **options)]


def marked(hit: Hit) -> str:
    return "".join(f"[{one.text}]" if one.matched else one.text for one in hit.segments())


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("gpxd nha o", ["new", "extend", "special"], id="initials-and-words"),
        pytest.param("khai sinh", ["birth", "death"], id="words-then-near"),
        pytest.param("KHAI SINH", ["birth", "death"], id="capitals"),
        pytest.param(
            "khai sinh".replace("s", "\u00a0s").replace(" ", ""), ["birth", "death"], id="hard-space"
        ),
        pytest.param("1.013225", ["new"], id="code"),
        pytest.param("013227", ["extend"], id="part-of-code"),
        pytest.param("1.0132", ["new", "special", "extend"], id="start-of-code"),
        pytest.param("dky ket hon", ["marriage"], id="beginnings-run-together"),
        pytest.param("dk kh", ["birth", "death", "marriage"], id="pairs-of-initials"),
        pytest.param("ket", ["marriage"], id="one-word"),
        pytest.param("hộ kinh doanh", ["house", "branch"], id="as-typed-first"),
        pytest.param("so do", ["land", "new"], id="alias"),
        pytest.param("hkd", ["house"], id="alias-initials"),
        pytest.param("giay chung nhan", ["land"], id="phrase"),
        pytest.param("xyz", [], id="nothing"),
        pytest.param("!!", [], id="only-punctuation"),
        pytest.param("9.999999", [], id="unknown-code"),
        pytest.param("013", [], id="too-short-inside-a-code"),
    ],
)
def test_the_right_procedures_are_found(query, expected):
    found = keys(query)

    assert found[: len(expected)] == expected
    assert bool(found) is bool(expected)


def test_an_empty_query_shows_what_is_used_most():
    assert keys("", limit=4) == ["new", "birth", "marriage", "death"]
    assert all(hit.complete and hit.spans == () for hit in INDEX.search("  "))
    assert len(INDEX.search("")) == len(INDEX) == 9


def test_near_answers_follow_only_when_complete_ones_are_few():
    assert [(hit.entry.key, hit.complete) for hit in INDEX.search("gpxd nha o")] == [
        ("new", True),
        ("extend", True),
        ("special", False),
    ]
    assert [hit.complete for hit in INDEX.search("cap")] == [True] * 4
    assert [hit.complete for hit in INDEX.search("dang ky ket")] == [True, False, False, False]
    assert keys("thu tuc khai xx") == ["birth", "death", "marriage"]
    assert keys("khai xxxxx") == []


@pytest.mark.parametrize(
    ("query", "key", "underlined"),
    [
        pytest.param(
            "gpxd nha o",
            "new",
            BUILDING.replace("giấy phép xây dựng", "[g]iấy [p]hép [x]ây [d]ựng").replace("nhà ở", "[nhà ở]"),
            id="initials-and-phrase",
        ),
        pytest.param("dky ket hon", "marriage", "Thủ tục [đ]ăng [ký] [kết hôn]", id="beginnings"),
        pytest.param("kha si", "birth", "Thủ tục đăng ký [kha]i [si]nh", id="two-beginnings"),
        pytest.param("khai si", "birth", "Thủ tục đăng ký [khai si]nh", id="phrase-with-beginning"),
        pytest.param("so do", "land", "Cấp giấy chứng nhận quyền sử dụng đất", id="alias-underlines-nothing"),
        pytest.param("1.001193", "birth", "Thủ tục đăng ký khai sinh", id="code-underlines-nothing"),
        pytest.param("khai dang", "birth", "Thủ tục [đăng] ký [khai] sinh", id="any-order"),
    ],
)
def test_matched_letters_can_be_underlined(query, key, underlined):
    hit = next(hit for hit in INDEX.search(query) if hit.entry.key == key)

    assert marked(hit) == underlined


@pytest.mark.parametrize(
    ("query", "score"),
    [
        pytest.param("hon", 15 + 20, id="word-as-typed-after-folding"),
        pytest.param("kết", 15 + 20, id="word-as-typed"),
        pytest.param("ket", 15, id="word"),
        pytest.param("ke", 8, id="beginning"),
        pytest.param("ket hon", 30 + 10, id="phrase"),
        pytest.param("ket ho", 15 + 8 + 10, id="phrase-with-beginning"),
        pytest.param("ttdk", 20, id="four-initials"),
        pytest.param("tdk", 9, id="three-initials"),
        pytest.param("kh", 2, id="two-initials"),
        pytest.param("dky", 6, id="beginnings"),
        pytest.param("1.000894", 48, id="code"),
    ],
)
def test_better_ways_of_matching_earn_more(query, score):
    index = SearchIndex([Entry("marriage", "Thủ tục đăng ký kết hon", "1.000894")])

    assert [hit.score for hit in index.search(query)] == [score]


def test_equals_are_ordered_by_use_then_place_then_length_then_key():
    index = SearchIndex(
        [
            Entry("b", "Cấp thẻ"),
            Entry("a", "Cấp thẻ"),
            Entry("long", "Cấp thẻ mới"),
            Entry("late", "Lại cấp"),
            Entry("used", "Cấp lại thẻ dài", uses=1),
        ]
    )

    assert [hit.entry.key for hit in index.search("cap")] == ["used", "a", "b", "long", "late"]


def test_an_alias_wins_only_when_it_matches_better_than_the_name():
    index = SearchIndex([Entry("land", "Đăng ký đất đai", aliases=("đất",))])

    assert marked(index.search("dat")[0]) == "Đăng ký [đất] đai"
    assert index.search("dat")[0].score == index.search("dai")[0].score == 15


def test_initials_do_not_run_from_one_line_into_another():
    index = SearchIndex([Entry("a", "Khai sinh", aliases=("Tử tuất",)), Entry("b", "Tạm trú")])

    assert index.search("kst") == ()
    assert index.search("sinhtu") == ()
    assert [hit.entry.key for hit in index.search("tt")] == ["b", "a"]


@pytest.mark.parametrize(
    ("query", "text", "spans"),
    [
        pytest.param("nha o", "Nhà ở", (Span(0, 5),), id="whole"),
        pytest.param("hhoa", "chị H'Hoa Niê", (Span(4, 9),), id="apostrophe-inside"),
        pytest.param("m", "Điểm m\u0303 x", (Span(5, 7),), id="loose-mark-belongs-to-its-letter"),
        pytest.param("o nha", "Nhà ở", (Span(0, 3), Span(4, 5)), id="order-does-not-matter"),
        pytest.param("nha nh", "Nhà ở", (Span(0, 3),), id="overlapping"),
        pytest.param("giay x", "Giấy", None, id="missing"),
        pytest.param("x", "", None, id="empty-text"),
        pytest.param("", "Giấy", (), id="empty-query"),
        pytest.param("12-3", "khoản 12, mục 3", (Span(6, 8), Span(14, 15)), id="numbers-apart"),
        pytest.param("12-3", "khoản 12.3", (Span(6, 10),), id="numbers-together"),
    ],
)
def test_spans_of_a_single_text(query, text, spans):
    assert find_spans(query, text) == spans
    assert matches(query, text) is (spans is not None)


def test_segments_leave_out_empty_pieces():
    assert segments("abc", [Span(0, 1), Span(1, 3)]) == (Segment("a", True), Segment("bc", True))
    assert segments("abc", []) == (Segment("abc", False),)
    assert segments("", []) == ()
    assert [part.matched for part in segments("abc", [Span(1, 2)])] == [False, True, False]
    assert segments("abc", [Span(1, 2)])[0].matched is False


words = st.lists(
    st.sampled_from(
        ["cấp", "đổi", "giấy", "phép", "lái", "xe", "nhà", "ở", "đất", "Đăng", "ký", "H'Hoa", "12"]
    ),
    min_size=1,
    max_size=8,
)


@given(words, st.data())
def test_any_words_of_a_name_find_it(name, data):
    query = data.draw(st.lists(st.sampled_from(name), min_size=1, max_size=4))

    assert matches(" ".join(query), " ".join(name))
    assert SearchIndex([Entry("x", " ".join(name))]).search(" ".join(query))[0].complete


@given(words)
def test_the_initials_of_a_name_find_it(name):
    text = " ".join(name)

    assert matches(initials(text), text)


@given(st.text(max_size=12), st.text(max_size=40))
def test_matched_letters_are_those_of_the_query(query, text):
    spans = find_spans(query, text)
    if spans is None:
        return
    parts = segments(clean(text), spans)
    letters = set(search_key(query)) - {" "}

    assert "".join(part.text for part in parts) == clean(text)
    assert all(set(search_key(part.text)) <= letters | set(" .-") for part in parts if part.matched)


def test_two_thousand_procedures_are_searched_while_typing():
    index = SearchIndex(
        Entry(f"{entry.key}-{number}", entry.name, entry.code, entry.aliases)
        for number in range(230)
        for entry in ENTRIES
    )
    queries = ["gpxd nha o", "khai sinh", "dky ket hon", "1.013", "cap giay", "qqq www"]

    begun = time.process_time()
    for query in queries:
        index.search(query)
    spent = time.process_time() - begun

    assert len(index) == 2070
    assert spent / len(queries) < 0.2  # Of a processor, so that a busy machine changes nothing.
