"""Days of Việt Nam, and what holds on them."""

import calendar
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Q

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


def valid_on(on: date, prefix: str = "") -> Q:
    """Return the condition that a dated row, reached through `prefix`, holds on a day."""
    return Q(**{f"{prefix}valid_from__lte": on}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": on})
    )


def months_later(day: date, months: int) -> date:
    """Return the same day of a later month, or its last day where the month is shorter; months may be negative."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
