"""The due chip says the distance in words, with an icon and a color (R-A91, R-A92, R-D16)."""

from datetime import datetime
from typing import Any

import pytest

from motcua.domain.calendar import TIMEZONE
from motcua.ui.chips import Chip, due_chip

NOW = datetime(2026, 4, 16, 9, 42, tzinfo=TIMEZONE)  # Thursday


def at(day: int, hour: int = 17, minute: int = 0) -> datetime:
    return datetime(2026, 4, day, hour, minute, tzinfo=TIMEZONE)


def chip(**changes: Any) -> Chip:
    facts: dict[str, Any] = {
        "due_at": at(16), "now": NOW, "stage": 4, "finished_at": None, "paused_ground": None,
        "working_minutes_left": None, "working_days_left": None,
    }  # fmt: skip
    return due_chip(**(facts | changes))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            {"due_at": at(14), "working_days_left": -2},
            Chip("late", "exclamation-triangle-fill", "Quá 2 ngày"),
        ),
        (
            {"due_at": at(10), "working_days_left": -4},
            Chip("late", "exclamation-triangle-fill", "Quá 4 ngày"),
        ),
        ({"due_at": at(14)}, Chip("late", "exclamation-triangle-fill", "Quá 2 ngày")),
        (
            {"due_at": at(16, 8), "working_minutes_left": -102, "working_days_left": 0},
            Chip("late", "exclamation-triangle-fill", "Quá 1 giờ 42 phút"),
        ),
        ({"due_at": at(16, 9, 40)}, Chip("late", "exclamation-triangle-fill", "Quá 2 phút")),
        (
            {"due_at": at(16, 11, 30), "working_minutes_left": 108, "working_days_left": 0},
            Chip("soon", "clock", "Còn 1 giờ 48 phút"),
        ),
        ({"due_at": at(17, 8), "working_minutes_left": 239}, Chip("soon", "clock", "Còn 3 giờ 59 phút")),
        ({"working_minutes_left": 240, "working_days_left": 0}, Chip("soon", "clock", "Hôm nay, 17:00")),
        ({}, Chip("soon", "clock", "Hôm nay, 17:00")),
        (
            {"due_at": at(20), "working_minutes_left": 838, "working_days_left": 1},
            Chip("soon", "clock", "Còn 1 ngày"),
        ),
        (
            {"due_at": at(22), "working_minutes_left": 2278, "working_days_left": 4},
            Chip("early", "check-circle", "Còn 4 ngày"),
        ),
        ({"due_at": at(18)}, Chip("early", "check-circle", "Còn 2 ngày")),
        ({"stage": 5}, Chip("paused", "pause-circle", "Chờ bổ sung")),
        ({"stage": 6}, Chip("paused", "pause-circle", "Chờ nộp lệ phí")),
        ({"stage": 8}, Chip("paused", "pause-circle", "Dừng xử lý")),
        ({"paused_ground": "excluded"}, Chip("paused", "pause-circle", "Thời gian không tính")),
        ({"paused_ground": "unheard-of"}, Chip("paused", "pause-circle", "Tạm dừng")),
        ({"stage": 5, "due_at": None}, Chip("paused", "pause-circle", "Chờ bổ sung")),
        ({"stage": 9, "finished_at": at(15)}, Chip("done", "check2-all", "Xong sớm 1 ngày")),
        ({"stage": 10, "finished_at": at(16, 17, 30)}, Chip("done", "check2-all", "Xong đúng hạn")),
        ({"stage": 10, "finished_at": at(18)}, Chip("done", "check2-all", "Xong trễ 2 ngày")),
        ({"stage": 9, "due_at": None, "finished_at": at(15)}, Chip("done", "check2-all", "Đã xong")),
        ({"stage": 10}, Chip("done", "check2-all", "Đã xong")),
        ({"stage": 3}, Chip("done", "x-circle", "Không tiếp nhận")),
        ({"stage": 1, "due_at": None}, Chip("run", "hourglass", "Chưa tính hạn")),
    ],
    ids=lambda value: value.words if isinstance(value, Chip) else "",
)
def test_a_chip_says_how_far_the_due_moment_is(facts, expected):
    assert chip(**facts) == expected


def test_days_are_compared_where_people_live_not_in_utc():
    finished = datetime.fromisoformat("2026-04-15T18:00:00+00:00")  # 01:00 on the 16th in Vietnam

    assert chip(stage=9, finished_at=finished).words == "Xong đúng hạn"
