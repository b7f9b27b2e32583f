"""How dates, times, money and codes are written in Vietnamese. Pure functions over plain values."""

from datetime import date, datetime

from motcua.domain.calendar import TIMEZONE

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
MINUTES_PER_HOUR = 60
BYTES_PER_KILOBYTE = 1024


def local_day(moment: date | datetime) -> date:
    """Return the day a moment falls on in Vietnam; a day stays itself."""
    if isinstance(moment, datetime):
        return _local(moment).date()
    return moment


def day(moment: date | datetime) -> str:
    """16/04/2026."""
    return local_day(moment).strftime("%d/%m/%Y")


def short_day(moment: date | datetime) -> str:
    """16/04: where the year is clear from the place."""
    return local_day(moment).strftime("%d/%m")


def clock(moment: datetime) -> str:
    """17:00."""
    return _local(moment).strftime("%H:%M")


def long_day(moment: date | datetime) -> str:
    """thứ Hai, 04/05/2026; a sentence may need the first letter large."""
    on = local_day(moment)
    return f"{WEEKDAYS[on.weekday()]}, {day(on)}"


def moment_words(moment: datetime) -> str:
    """17:00 thứ Hai, 04/05/2026."""
    return f"{clock(moment)} {long_day(moment)}"


def whole(number: int) -> str:
    """1.234.567."""
    return f"{number:,}".replace(",", ".")


def money(vnd: int) -> str:
    """50.000 đồng."""
    return f"{whole(vnd)} đồng"


def percent(share: float) -> str:
    """96,4 % from 0.964; a whole number of percents has no decimals."""
    text = f"{share * 100:.1f}".removesuffix(".0")
    return text.replace(".", ",") + " %"


def duration(minutes: int) -> str:
    """1 giờ 48 phút; full hours without minutes."""
    hours, rest = divmod(minutes, MINUTES_PER_HOUR)
    parts = [f"{hours} giờ"] if hours else []
    if rest or not hours:
        parts.append(f"{rest} phút")
    return " ".join(parts)


def size(count: int) -> str:
    """20 MB, 1,5 MB, 640 KB."""
    kilobytes = count / BYTES_PER_KILOBYTE
    if kilobytes < BYTES_PER_KILOBYTE:
        return f"{kilobytes:.0f} KB"
    return f"{kilobytes / BYTES_PER_KILOBYTE:.1f}".removesuffix(".0").replace(".", ",") + " MB"


def grouped_citizen_id(number: str) -> str:
    """033 5 91 204 716: province, century and sex, year, and the rest in threes; others stay as they are."""
    if len(number) == 12 and number.isdecimal():
        return f"{number[:3]} {number[3]} {number[4:6]} {number[6:9]} {number[9:]}"
    return number


def grouped_phone(number: str) -> str:
    """0912 000 318; others stay as they are."""
    if len(number) == 10 and number.isdecimal():
        return f"{number[:4]} {number[4:7]} {number[7:]}"
    return number


def _local(moment: datetime) -> datetime:
    return moment.astimezone(TIMEZONE) if moment.tzinfo else moment
