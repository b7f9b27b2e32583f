"""The day grid shows what each day did and why the due day is the due day."""

from datetime import date, datetime, time

from motcua.domain.calendar import TIMEZONE, vietnam_calendar
from motcua.domain.deadlines import Allowance, Stop, StopRule, Terms, Unit, explain
from motcua.ui.due_calendar import Cell, DueCalendar, build

ACCEPTED = datetime(2026, 4, 10, 8, 20, tzinfo=TIMEZONE)  # Friday
TODAY = date(2026, 4, 16)


def calendar(terms: Terms, accepted: datetime = ACCEPTED, *stops: Stop) -> DueCalendar:
    explanation = explain(accepted, terms, vietnam_calendar(), stops)
    return build(explanation, limit_words="15 ngày", today=TODAY)


def cells(grid: DueCalendar) -> list[Cell]:
    return [cell for week in grid.weeks for cell in week if cell]


def test_days_run_from_acceptance_over_days_off_to_the_due_day():
    grid = calendar(Terms(Allowance(15, Unit.DAY)))

    assert [(cell.label, cell.count, cell.words, cell.css) for cell in cells(grid)[:3]] == [
        ("10/4", 0, "nhận", "from"), ("11", 1, "", "counted"), ("12", 2, "", "counted"),
    ]  # fmt: skip
    assert [(cell.label, cell.words, cell.css) for cell in cells(grid)[-3:]] == [
        ("26", "lễ", "off"), ("27", "nghỉ bù", "off"), ("28", "hẹn trả", "due"),
    ]  # fmt: skip
    assert grid.due_words == "17:00 thứ Ba, 28/04/2026"


def test_weeks_begin_on_monday_and_are_whole():
    grid = calendar(Terms(Allowance(15, Unit.DAY)))

    assert {len(week) for week in grid.weeks} == {7}
    assert grid.weeks[0][:4] == (None, None, None, None)
    assert grid.weeks[-1][2:] == (None, None, None, None, None)


def test_today_is_framed():
    assert [
        cell.label for cell in cells(calendar(Terms(Allowance(15, Unit.DAY)))) if cell.css.endswith("today")
    ] == ["16"]


def test_the_reasons_name_start_limit_holidays_and_the_move():
    because = calendar(Terms(Allowance(15, Unit.DAY))).because

    assert because[:2] == ("Nhận đủ giấy tờ thứ Sáu, 10/04/2026. Ngày nhận không tính.", "Thời hạn 15 ngày.")
    assert because[2] == "26/04–27/04 nghỉ: Giỗ Tổ Hùng Vương, Nghỉ bù Giỗ Tổ Hùng Vương."
    assert (
        because[-1] == "Ngày cuối rơi vào ngày nghỉ nên dời sang ngày làm việc kế tiếp, thứ Ba, 28/04/2026."
    )


def test_weekly_rest_is_not_counted_in_working_days():
    grid = calendar(Terms(Allowance(3, Unit.WORKING_DAY)))

    assert [(cell.label, cell.words) for cell in cells(grid) if cell.css == "off"] == [
        ("11", "nghỉ"),
        ("12", "nghỉ"),
    ]
    assert cells(grid)[-1].words == "hẹn trả"


def test_a_run_of_holidays_is_said_in_one_sentence():
    accepted = datetime(2026, 2, 12, 8, 0, tzinfo=TIMEZONE)

    because = calendar(Terms(Allowance(3, Unit.WORKING_DAY)), accepted).because

    assert because[2:] == (
        "16/02–20/02 nghỉ: Giao thừa, Mùng một Tết, Mùng hai Tết, Mùng ba Tết, Mùng bốn Tết.",
    )


def test_time_in_a_stop_is_shown_as_waiting():
    stop = Stop(
        datetime(2026, 4, 14, 9, 0, tzinfo=TIMEZONE), datetime(2026, 4, 17, 9, 0, tzinfo=TIMEZONE),
        StopRule.CONTINUE, "supplement",
    )  # fmt: skip

    grid = calendar(Terms(Allowance(5, Unit.WORKING_DAY)), ACCEPTED, stop)

    assert [cell.label for cell in cells(grid) if cell.css.startswith("stopped")] == ["15", "16", "17"]
    assert "Thời gian từ 15/04 đến 17/04 không tính: chờ bổ sung giấy tờ." in grid.because


def test_an_open_stop_has_no_due_day_yet():
    stop = Stop(datetime(2026, 4, 14, 9, 0, tzinfo=TIMEZONE), None, StopRule.RESTART, "supplement")

    grid = calendar(Terms(Allowance(5, Unit.WORKING_DAY)), ACCEPTED, stop)

    assert grid.due_words == "Chưa có ngày hẹn"
    assert grid.because[-1] == "Thời hạn đang dừng; ngày hẹn được tính lại khi hồ sơ đi tiếp."


def test_a_restarted_limit_says_from_when_it_counts():
    stop = Stop(
        datetime(2026, 4, 14, 9, 0, tzinfo=TIMEZONE), datetime(2026, 4, 17, 9, 0, tzinfo=TIMEZONE),
        StopRule.RESTART, "supplement",
    )  # fmt: skip

    grid = calendar(Terms(Allowance(5, Unit.WORKING_DAY)), ACCEPTED, stop)

    assert (
        grid.because[0]
        == "Nộp đủ giấy tờ thứ Sáu, 17/04/2026. Thời hạn tính lại từ đầu; ngày nộp không tính."
    )
    assert "nộp đủ" in [cell.words for cell in cells(grid)]
    assert "tính lại" in [cell.words for cell in cells(grid)]


def test_a_dossier_after_the_cutoff_counts_as_received_next_day():
    """R-D9."""
    accepted = datetime(2026, 4, 9, 15, 30, tzinfo=TIMEZONE)

    grid = calendar(Terms(Allowance(3, Unit.WORKING_DAY), cutoff=time(15)), accepted)

    assert grid.because[0] == "Nhận thứ Năm, 09/04/2026 sau giờ chốt, tính là nhận thứ Sáu, 10/04/2026."
    assert "tính là nhận" in [cell.words for cell in cells(grid)]
