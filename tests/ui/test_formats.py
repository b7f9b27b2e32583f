"""How figures, dates and codes are written: through the template, as pages do."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template

from motcua.ui.chips import Chip

EVENING_IN_UTC = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)  # 17:00 in Vietnam
NEXT_DAY_IN_VIETNAM = datetime(2026, 5, 3, 18, 30, tzinfo=UTC)


def shown(source: str, **values: object) -> str:
    return Template("{% load ui %}" + source).render(Context(values))


@pytest.mark.parametrize(
    ("filter_name", "value", "expected"),
    [
        ("money", 50_000, "50.000 đồng"),
        ("money", 1_234_567, "1.234.567 đồng"),
        ("money", 0, "0 đồng"),
        ("money", None, ""),
        ("whole", 41_286, "41.286"),
        ("whole", None, ""),
        ("percent", 0.964, "96,4 %"),
        ("percent", 1.0, "100 %"),
        ("percent", None, "–"),
        ("local_date", EVENING_IN_UTC, "04/05/2026"),
        ("local_date", NEXT_DAY_IN_VIETNAM, "04/05/2026"),
        ("local_date", date(2026, 4, 16), "16/04/2026"),
        ("local_date", None, ""),
        ("short_date", date(2026, 4, 16), "16/04"),
        ("short_date", None, ""),
        ("local_time", EVENING_IN_UTC, "17:00"),
        ("local_time", None, ""),
        ("long_date", date(2026, 5, 4), "thứ Hai, 04/05/2026"),
        ("long_date", date(2026, 5, 3), "Chủ nhật, 03/05/2026"),
        ("long_date", None, ""),
        ("moment", EVENING_IN_UTC, "17:00 thứ Hai, 04/05/2026"),
        ("moment", None, ""),
        ("duration", 108, "1 giờ 48 phút"),
        ("duration", 120, "2 giờ"),
        ("duration", 7, "7 phút"),
        ("duration", 0, "0 phút"),
        ("citizen_id", "033591204716", "033 5 91 204 716"),
        ("citizen_id", "145678901", "145678901"),
        ("phone", "0912000318", "0912 000 318"),
        ("phone", "1022", "1022"),
        ("dossier_code", "H31.100-260410-0002", '<span class="code">H31.100-260410-0002</span>'),
        ("icon", "inbox", '<i class="bi bi-inbox" aria-hidden="true"></i>'),
        ("icon", "", ""),
        ("message_kind", "error", "bad"),
        ("message_kind", "debug", "info"),
        ("message_icon", "success", "check-circle"),
    ],
)
def test_a_filter_writes_as_people_write(filter_name, value, expected):
    assert shown("{{ value|" + filter_name + " }}", value=value) == expected


def test_words_of_people_are_escaped():
    assert "<script>" not in shown("{{ code|dossier_code }}", code="<script>")
    assert "<script>" not in shown("{% chip chip %}", chip=Chip("late", "clock", "<script>"))


def test_a_chip_is_icon_and_words():
    html = shown("{% chip chip %}", chip=Chip("late", "exclamation-triangle-fill", "Quá 2 ngày"))

    assert html == (
        '<span class="chip late"><i class="bi bi-exclamation-triangle-fill" aria-hidden="true"></i>Quá 2 ngày</span>'
    )
    assert shown("{% chip nothing %}", nothing=None) == ""


def test_a_stage_shows_its_national_number_and_label():
    assert "5 · Yêu cầu bổ sung giấy tờ" in shown("{% stage 5 %}")
    assert 'class="chip paused"' in shown("{% stage 5 %}")


def test_keys_are_keycaps():
    assert shown('{% key "J" "K" %}') == "<kbd>J</kbd> <kbd>K</kbd>"


@pytest.mark.parametrize(("share", "width"), [(0.6, 60), (-1, 0), (7, 100)])
def test_a_meter_never_leaves_its_bounds(share, width):
    assert f'<rect width="{width}" height="8"' in shown("{% meter share %}", share=share)
