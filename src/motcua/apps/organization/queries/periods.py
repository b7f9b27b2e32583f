"""Days of Việt Nam, and what holds on them."""

from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Q

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


def valid_on(on: date, prefix: str = "") -> Q:
    """Return the condition that a dated row, reached through `prefix`, holds on a day."""
    return Q(**{f"{prefix}valid_from__lte": on}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": on})
    )
