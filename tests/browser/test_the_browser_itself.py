"""The tools of the journeys do what they promise."""

import pytest

VIETNAMESE = "Cấp giấy phép xây dựng mới đối với công trình, nhà ở riêng lẻ"
GOOD = f"""<!doctype html><html lang="vi"><head><title>Thử</title><meta name="viewport" content="width=device-width">
</head><body><main><h1>{VIETNAMESE}</h1></main></body></html>"""


def test_a_vietnamese_page_is_rendered_and_accessible(page, assert_accessible, screenshot):
    page.set_content(GOOD)

    assert page.inner_text("h1") == VIETNAMESE
    assert_accessible(page)
    assert screenshot("browser-itself").stat().st_size > 1_000


def test_a_field_without_a_label_is_found(page, assert_accessible):
    page.set_content(GOOD.replace("</h1>", "</h1><input>"))

    with pytest.raises(AssertionError, match="label"):
        assert_accessible(page)


def test_a_page_too_wide_for_a_phone_is_found(page, assert_accessible):
    page.set_content(GOOD.replace("</h1>", "</h1><table width=900><tr><td>rộng</td></tr></table>"))

    with pytest.raises(AssertionError, match="pixels wide"):
        assert_accessible(page)
