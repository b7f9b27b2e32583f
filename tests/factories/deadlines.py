"""Calendars for tests: the standard week and the national days."""

from typing import Any

import factory

from motcua.apps.deadlines.models import CalendarDay, WorkingWeek
from motcua.apps.deadlines.values import sessions_of
from motcua.domain.calendar import STANDARD_WEEK, vietnam_special_days
from motcua.domain.calendar.vietnam import SINCE, UNTIL


class CalendarFactory(factory.django.DjangoModelFactory):
    """The calendar "vn"; with `national_days=True` it knows the holidays."""

    class Meta:
        model = WorkingWeek
        skip_postgeneration_save = True

    code = "vn"
    name = "Lịch làm việc hành chính"
    sessions = sessions_of(STANDARD_WEEK)
    since = SINCE
    until = UNTIL

    @factory.post_generation
    def national_days(self, create: bool, wanted: bool, **kwargs: Any) -> None:  # noqa: FBT001
        """Add the days of `domain/calendar/vietnam.py` when asked for."""
        if wanted:
            CalendarDay.objects.bulk_create(
                CalendarDay(
                    calendar=self, on=day.on, kind=day.kind.value, name=day.name, decision=day.decision
                )
                for day in vietnam_special_days()
            )
