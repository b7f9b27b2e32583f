"""Public holidays, days in lieu, swapped days and make-up Saturdays of Vietnam, 2013 to 2030.

Pure data that seeds the calendar of an installation; afterwards the administrator keeps it (R-D18).
Holidays that fall on a weekend are listed too, for offices whose week includes Saturday. Days of
2024 to 2027 follow R-D20, R-D21 and the table of `docs/law.md` D.2; the swap of 2/1/2026 with
10/1/2026 is left out because its decision was not confirmed. From 2027 on the days are computed:
the Prime Minister decides each year on Tết and on the day beside 2 September.
"""

from datetime import date
from functools import cache

from motcua.domain.calendar.days import STANDARD_WEEK, DayKind, SpecialDay
from motcua.domain.calendar.workdays import Calendar

SINCE = date(2013, 1, 1)
UNTIL = date(2031, 1, 1)
FIRST_COMPUTED_DAY = "2027-01-01"

LABOR_CODE = "Bộ luật Lao động"
CULTURE_DAY_RESOLUTION = "NQ 28/2026/QH16"
YEARLY_NOTICE = "Thông báo nghỉ lễ hằng năm"
PENDING = "Dự kiến, chờ thông báo hằng năm"

CULTURE_DAY = "Ngày Văn hóa Việt Nam"

DAYS = """
2013-01-01  HOLIDAY       Tết Dương lịch
2013-02-09  HOLIDAY       Giao thừa
2013-02-10  HOLIDAY       Mùng một Tết
2013-02-11  HOLIDAY       Mùng hai Tết
2013-02-12  HOLIDAY       Mùng ba Tết
2013-02-13  HOLIDAY       Mùng bốn Tết
2013-02-14  HOLIDAY       Mùng năm Tết
2013-02-15  HOLIDAY       Mùng sáu Tết
2013-04-19  HOLIDAY       Giỗ Tổ Hùng Vương
2013-04-29  SWAPPED_OFF   Nghỉ hoán đổi, làm bù ngày 04/05/2013
2013-04-30  HOLIDAY       Ngày Chiến thắng
2013-05-01  HOLIDAY       Ngày Quốc tế Lao động
2013-05-04  MAKE_UP       Làm bù cho ngày 29/04/2013
2013-09-02  HOLIDAY       Quốc khánh

2014-01-01  HOLIDAY       Tết Dương lịch
2014-01-29  HOLIDAY       29 Tết
2014-01-30  HOLIDAY       Giao thừa
2014-01-31  HOLIDAY       Mùng một Tết
2014-02-01  HOLIDAY       Mùng hai Tết
2014-02-02  HOLIDAY       Mùng ba Tết
2014-02-03  HOLIDAY       Mùng bốn Tết
2014-02-04  HOLIDAY       Mùng năm Tết
2014-04-09  HOLIDAY       Giỗ Tổ Hùng Vương
2014-04-26  MAKE_UP       Làm bù cho ngày 02/05/2014
2014-04-30  HOLIDAY       Ngày Chiến thắng
2014-05-01  HOLIDAY       Ngày Quốc tế Lao động
2014-05-02  SWAPPED_OFF   Nghỉ hoán đổi, làm bù ngày 26/04/2014
2014-09-01  SWAPPED_OFF   Nghỉ hoán đổi, làm bù ngày 06/09/2014
2014-09-02  HOLIDAY       Quốc khánh
2014-09-06  MAKE_UP       Làm bù cho ngày 01/09/2014
2014-12-27  MAKE_UP       Làm bù cho ngày 02/01/2015

2015-01-01  HOLIDAY       Tết Dương lịch
2015-01-02  SWAPPED_OFF   Nghỉ hoán đổi, làm bù ngày 27/12/2014
2015-02-14  MAKE_UP       Làm bù cho ngày 16/02/2015
2015-02-16  SWAPPED_OFF   Nghỉ hoán đổi, làm bù ngày 14/02/2015
2015-02-17  HOLIDAY       29 Tết
2015-02-18  HOLIDAY       Giao thừa
2015-02-19  HOLIDAY       Mùng một Tết
2015-02-20  HOLIDAY       Mùng hai Tết
2015-02-21  HOLIDAY       Mùng ba Tết
2015-02-22  HOLIDAY       Mùng bốn Tết
2015-02-23  HOLIDAY       Mùng năm Tết
2015-04-25  MAKE_UP       Làm bù cho ngày 29/04/2015
2015-04-28  HOLIDAY       Giỗ Tổ Hùng Vương
2015-04-29  SWAPPED_OFF   Nghỉ hoán đổi, làm bù ngày 25/04/2015
2015-04-30  HOLIDAY       Ngày Chiến thắng
2015-05-01  HOLIDAY       Ngày Quốc tế Lao động
2015-09-02  HOLIDAY       Quốc khánh

2016-01-01  HOLIDAY       Tết Dương lịch
2016-02-07  HOLIDAY       Giao thừa
2016-02-08  HOLIDAY       Mùng một Tết
2016-02-09  HOLIDAY       Mùng hai Tết
2016-02-10  HOLIDAY       Mùng ba Tết
2016-02-11  HOLIDAY       Mùng bốn Tết
2016-02-12  HOLIDAY       Mùng năm Tết
2016-04-16  HOLIDAY       Giỗ Tổ Hùng Vương
2016-04-18  COMPENSATORY  Nghỉ bù Giỗ Tổ Hùng Vương
2016-04-30  HOLIDAY       Ngày Chiến thắng
2016-05-01  HOLIDAY       Ngày Quốc tế Lao động
2016-05-02  COMPENSATORY  Nghỉ bù Ngày Chiến thắng
2016-05-03  COMPENSATORY  Nghỉ bù Ngày Quốc tế Lao động
2016-09-02  HOLIDAY       Quốc khánh

2017-01-01  HOLIDAY       Tết Dương lịch
2017-01-02  COMPENSATORY  Nghỉ bù Tết Dương lịch
2017-01-26  HOLIDAY       29 Tết
2017-01-27  HOLIDAY       Giao thừa
2017-01-28  HOLIDAY       Mùng một Tết
2017-01-29  HOLIDAY       Mùng hai Tết
2017-01-30  HOLIDAY       Mùng ba Tết
2017-01-31  HOLIDAY       Mùng bốn Tết
2017-02-01  HOLIDAY       Mùng năm Tết
2017-04-06  HOLIDAY       Giỗ Tổ Hùng Vương
2017-04-30  HOLIDAY       Ngày Chiến thắng
2017-05-01  HOLIDAY       Ngày Quốc tế Lao động
2017-05-02  COMPENSATORY  Nghỉ bù Ngày Chiến thắng
2017-09-02  HOLIDAY       Quốc khánh
2017-09-04  COMPENSATORY  Nghỉ bù Quốc khánh

2018-01-01  HOLIDAY       Tết Dương lịch
2018-02-14  HOLIDAY       29 Tết
2018-02-15  HOLIDAY       Giao thừa
2018-02-16  HOLIDAY       Mùng một Tết
2018-02-17  HOLIDAY       Mùng hai Tết
2018-02-18  HOLIDAY       Mùng ba Tết
2018-02-19  HOLIDAY       Mùng bốn Tết
2018-02-20  HOLIDAY       Mùng năm Tết
2018-04-25  HOLIDAY       Giỗ Tổ Hùng Vương
2018-04-30  HOLIDAY       Ngày Chiến thắng
2018-05-01  HOLIDAY       Ngày Quốc tế Lao động
2018-09-02  HOLIDAY       Quốc khánh
2018-09-03  COMPENSATORY  Nghỉ bù Quốc khánh
2018-12-31  SWAPPED_OFF   Nghỉ hoán đổi, làm bù ngày 05/01/2019

2019-01-01  HOLIDAY       Tết Dương lịch
2019-01-05  MAKE_UP       Làm bù cho ngày 31/12/2018
2019-02-04  HOLIDAY       Giao thừa
2019-02-05  HOLIDAY       Mùng một Tết
2019-02-06  HOLIDAY       Mùng hai Tết
2019-02-07  HOLIDAY       Mùng ba Tết
2019-02-08  HOLIDAY       Mùng bốn Tết
2019-04-14  HOLIDAY       Giỗ Tổ Hùng Vương
2019-04-15  COMPENSATORY  Nghỉ bù Giỗ Tổ Hùng Vương
2019-04-29  SWAPPED_OFF   Nghỉ hoán đổi, làm bù ngày 04/05/2019
2019-04-30  HOLIDAY       Ngày Chiến thắng
2019-05-01  HOLIDAY       Ngày Quốc tế Lao động
2019-05-04  MAKE_UP       Làm bù cho ngày 29/04/2019
2019-09-02  HOLIDAY       Quốc khánh

2020-01-01  HOLIDAY       Tết Dương lịch
2020-01-23  HOLIDAY       29 Tết
2020-01-24  HOLIDAY       Giao thừa
2020-01-25  HOLIDAY       Mùng một Tết
2020-01-26  HOLIDAY       Mùng hai Tết
2020-01-27  HOLIDAY       Mùng ba Tết
2020-01-28  HOLIDAY       Mùng bốn Tết
2020-01-29  HOLIDAY       Mùng năm Tết
2020-04-02  HOLIDAY       Giỗ Tổ Hùng Vương
2020-04-30  HOLIDAY       Ngày Chiến thắng
2020-05-01  HOLIDAY       Ngày Quốc tế Lao động
2020-09-02  HOLIDAY       Quốc khánh

2021-01-01  HOLIDAY       Tết Dương lịch
2021-02-10  HOLIDAY       29 Tết
2021-02-11  HOLIDAY       Giao thừa
2021-02-12  HOLIDAY       Mùng một Tết
2021-02-13  HOLIDAY       Mùng hai Tết
2021-02-14  HOLIDAY       Mùng ba Tết
2021-02-15  HOLIDAY       Mùng bốn Tết
2021-02-16  HOLIDAY       Mùng năm Tết
2021-04-21  HOLIDAY       Giỗ Tổ Hùng Vương
2021-04-30  HOLIDAY       Ngày Chiến thắng
2021-05-01  HOLIDAY       Ngày Quốc tế Lao động
2021-05-03  COMPENSATORY  Nghỉ bù Ngày Quốc tế Lao động
2021-09-02  HOLIDAY       Quốc khánh
2021-09-03  HOLIDAY       Quốc khánh

2022-01-01  HOLIDAY       Tết Dương lịch
2022-01-03  COMPENSATORY  Nghỉ bù Tết Dương lịch
2022-01-31  HOLIDAY       Giao thừa
2022-02-01  HOLIDAY       Mùng một Tết
2022-02-02  HOLIDAY       Mùng hai Tết
2022-02-03  HOLIDAY       Mùng ba Tết
2022-02-04  HOLIDAY       Mùng bốn Tết
2022-04-10  HOLIDAY       Giỗ Tổ Hùng Vương
2022-04-11  COMPENSATORY  Nghỉ bù Giỗ Tổ Hùng Vương
2022-04-30  HOLIDAY       Ngày Chiến thắng
2022-05-01  HOLIDAY       Ngày Quốc tế Lao động
2022-05-02  COMPENSATORY  Nghỉ bù Ngày Chiến thắng
2022-05-03  COMPENSATORY  Nghỉ bù Ngày Quốc tế Lao động
2022-09-01  HOLIDAY       Quốc khánh
2022-09-02  HOLIDAY       Quốc khánh

2023-01-01  HOLIDAY       Tết Dương lịch
2023-01-02  COMPENSATORY  Nghỉ bù Tết Dương lịch
2023-01-20  HOLIDAY       29 Tết
2023-01-21  HOLIDAY       Giao thừa
2023-01-22  HOLIDAY       Mùng một Tết
2023-01-23  HOLIDAY       Mùng hai Tết
2023-01-24  HOLIDAY       Mùng ba Tết
2023-01-25  HOLIDAY       Mùng bốn Tết
2023-01-26  HOLIDAY       Mùng năm Tết
2023-04-29  HOLIDAY       Giỗ Tổ Hùng Vương
2023-04-30  HOLIDAY       Ngày Chiến thắng
2023-05-01  HOLIDAY       Ngày Quốc tế Lao động
2023-05-02  COMPENSATORY  Nghỉ bù Giỗ Tổ Hùng Vương
2023-05-03  COMPENSATORY  Nghỉ bù Ngày Chiến thắng
2023-09-01  HOLIDAY       Quốc khánh
2023-09-02  HOLIDAY       Quốc khánh
2023-09-04  COMPENSATORY  Nghỉ bù Quốc khánh

2024-01-01  HOLIDAY       Tết Dương lịch
2024-02-08  HOLIDAY       29 Tết
2024-02-09  HOLIDAY       Giao thừa
2024-02-10  HOLIDAY       Mùng một Tết
2024-02-11  HOLIDAY       Mùng hai Tết
2024-02-12  HOLIDAY       Mùng ba Tết
2024-02-13  HOLIDAY       Mùng bốn Tết
2024-02-14  HOLIDAY       Mùng năm Tết
2024-04-18  HOLIDAY       Giỗ Tổ Hùng Vương
2024-04-29  SWAPPED_OFF   Nghỉ hoán đổi, làm bù ngày 04/05/2024
2024-04-30  HOLIDAY       Ngày Chiến thắng
2024-05-01  HOLIDAY       Ngày Quốc tế Lao động
2024-05-04  MAKE_UP       Làm bù cho ngày 29/04/2024
2024-09-02  HOLIDAY       Quốc khánh
2024-09-03  HOLIDAY       Quốc khánh

2025-01-01  HOLIDAY       Tết Dương lịch
2025-01-27  HOLIDAY       29 Tết
2025-01-28  HOLIDAY       Giao thừa
2025-01-29  HOLIDAY       Mùng một Tết
2025-01-30  HOLIDAY       Mùng hai Tết
2025-01-31  HOLIDAY       Mùng ba Tết
2025-02-01  HOLIDAY       Mùng bốn Tết
2025-04-07  HOLIDAY       Giỗ Tổ Hùng Vương
2025-04-26  MAKE_UP       Làm bù cho ngày 02/05/2025
2025-04-30  HOLIDAY       Ngày Chiến thắng
2025-05-01  HOLIDAY       Ngày Quốc tế Lao động
2025-05-02  SWAPPED_OFF   Nghỉ hoán đổi, làm bù ngày 26/04/2025
2025-09-01  HOLIDAY       Quốc khánh
2025-09-02  HOLIDAY       Quốc khánh

2026-01-01  HOLIDAY       Tết Dương lịch
2026-02-16  HOLIDAY       Giao thừa
2026-02-17  HOLIDAY       Mùng một Tết
2026-02-18  HOLIDAY       Mùng hai Tết
2026-02-19  HOLIDAY       Mùng ba Tết
2026-02-20  HOLIDAY       Mùng bốn Tết
2026-04-26  HOLIDAY       Giỗ Tổ Hùng Vương
2026-04-27  COMPENSATORY  Nghỉ bù Giỗ Tổ Hùng Vương
2026-04-30  HOLIDAY       Ngày Chiến thắng
2026-05-01  HOLIDAY       Ngày Quốc tế Lao động
2026-08-22  MAKE_UP       Làm bù cho ngày 31/08/2026
2026-08-31  SWAPPED_OFF   Nghỉ hoán đổi, làm bù ngày 22/08/2026
2026-09-01  HOLIDAY       Quốc khánh
2026-09-02  HOLIDAY       Quốc khánh
2026-11-24  HOLIDAY       Ngày Văn hóa Việt Nam

2027-01-01  HOLIDAY       Tết Dương lịch
2027-02-04  HOLIDAY       29 Tết
2027-02-05  HOLIDAY       Giao thừa
2027-02-06  HOLIDAY       Mùng một Tết
2027-02-07  HOLIDAY       Mùng hai Tết
2027-02-08  HOLIDAY       Mùng ba Tết
2027-02-09  HOLIDAY       Mùng bốn Tết
2027-02-10  HOLIDAY       Mùng năm Tết
2027-04-16  HOLIDAY       Giỗ Tổ Hùng Vương
2027-04-30  HOLIDAY       Ngày Chiến thắng
2027-05-01  HOLIDAY       Ngày Quốc tế Lao động
2027-05-03  COMPENSATORY  Nghỉ bù Ngày Quốc tế Lao động
2027-09-02  HOLIDAY       Quốc khánh
2027-09-03  HOLIDAY       Quốc khánh
2027-11-24  HOLIDAY       Ngày Văn hóa Việt Nam

2028-01-01  HOLIDAY       Tết Dương lịch
2028-01-03  COMPENSATORY  Nghỉ bù Tết Dương lịch
2028-01-24  HOLIDAY       29 Tết
2028-01-25  HOLIDAY       Giao thừa
2028-01-26  HOLIDAY       Mùng một Tết
2028-01-27  HOLIDAY       Mùng hai Tết
2028-01-28  HOLIDAY       Mùng ba Tết
2028-01-29  HOLIDAY       Mùng bốn Tết
2028-04-04  HOLIDAY       Giỗ Tổ Hùng Vương
2028-04-30  HOLIDAY       Ngày Chiến thắng
2028-05-01  HOLIDAY       Ngày Quốc tế Lao động
2028-05-02  COMPENSATORY  Nghỉ bù Ngày Chiến thắng
2028-09-01  HOLIDAY       Quốc khánh
2028-09-02  HOLIDAY       Quốc khánh
2028-09-04  COMPENSATORY  Nghỉ bù Quốc khánh
2028-11-24  HOLIDAY       Ngày Văn hóa Việt Nam

2029-01-01  HOLIDAY       Tết Dương lịch
2029-02-12  HOLIDAY       Giao thừa
2029-02-13  HOLIDAY       Mùng một Tết
2029-02-14  HOLIDAY       Mùng hai Tết
2029-02-15  HOLIDAY       Mùng ba Tết
2029-02-16  HOLIDAY       Mùng bốn Tết
2029-04-23  HOLIDAY       Giỗ Tổ Hùng Vương
2029-04-30  HOLIDAY       Ngày Chiến thắng
2029-05-01  HOLIDAY       Ngày Quốc tế Lao động
2029-09-02  HOLIDAY       Quốc khánh
2029-09-03  HOLIDAY       Quốc khánh
2029-09-04  COMPENSATORY  Nghỉ bù Quốc khánh
2029-11-24  HOLIDAY       Ngày Văn hóa Việt Nam
2029-11-26  COMPENSATORY  Nghỉ bù Ngày Văn hóa Việt Nam

2030-01-01  HOLIDAY       Tết Dương lịch
2030-01-31  HOLIDAY       29 Tết
2030-02-01  HOLIDAY       Giao thừa
2030-02-02  HOLIDAY       Mùng một Tết
2030-02-03  HOLIDAY       Mùng hai Tết
2030-02-04  HOLIDAY       Mùng ba Tết
2030-02-05  HOLIDAY       Mùng bốn Tết
2030-02-06  HOLIDAY       Mùng năm Tết
2030-04-12  HOLIDAY       Giỗ Tổ Hùng Vương
2030-04-30  HOLIDAY       Ngày Chiến thắng
2030-05-01  HOLIDAY       Ngày Quốc tế Lao động
2030-09-02  HOLIDAY       Quốc khánh
2030-09-03  HOLIDAY       Quốc khánh
2030-11-24  HOLIDAY       Ngày Văn hóa Việt Nam
2030-11-25  COMPENSATORY  Nghỉ bù Ngày Văn hóa Việt Nam
"""


def vietnam_special_days() -> tuple[SpecialDay, ...]:
    """Return the known special days in order, from 2013 to the end of 2030."""
    return tuple(_special_day(line) for line in DAYS.splitlines() if line)


@cache
def vietnam_calendar() -> Calendar:
    """Return the calendar of an office with the standard week and only the national special days."""
    return Calendar.build("VN", STANDARD_WEEK, vietnam_special_days(), SINCE, UNTIL)


def _special_day(line: str) -> SpecialDay:
    on, kind, name = line.split(maxsplit=2)
    return SpecialDay(date.fromisoformat(on), DayKind(kind), name, _decision(on, kind, name))


def _decision(on: str, kind: str, name: str) -> str:
    if on >= FIRST_COMPUTED_DAY:
        return PENDING
    if name == CULTURE_DAY:
        return CULTURE_DAY_RESOLUTION
    return LABOR_CODE if kind in {DayKind.HOLIDAY, DayKind.COMPENSATORY} else YEARLY_NOTICE
