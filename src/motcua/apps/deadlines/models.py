"""Working weeks and the dated exceptions of each calendar (R-D13, R-D18)."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class WorkingWeek(models.Model):
    """One calendar: its ordinary week and the range of days it can answer for.

    `sessions` holds seven lists, Monday first, of ["07:30", "11:30"] in local time. Reception hours
    and processing hours are two calendars (R-D13): one of reception `follows` one of processing and has
    only the days in which it departs from that; with an `agency` it is that agency's own. `version` is a
    new value after every change, so that processes notice.
    """

    class Kind(models.TextChoices):
        PROCESSING = "processing", _("Giải quyết hồ sơ")
        RECEPTION = "reception", _("Tiếp nhận hồ sơ")

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PROCESSING)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followers")
    agency = models.ForeignKey("organization.Agency", on_delete=models.PROTECT, null=True, related_name="+")
    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=100)
    sessions = models.JSONField()
    since = models.DateField()
    until = models.DateField()
    version = models.UUIDField(default=uuid4)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="calendar_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(kind="processing", follows__isnull=True, agency__isnull=True)
                | Q(kind="reception", follows__isnull=False),
                name="calendar_of_reception_follows_another",
            ),
            models.UniqueConstraint(fields=["agency"], name="agency_has_one_reception_calendar"),
        ]


class CalendarDay(models.Model):
    """A day that departs from the ordinary week, with the decision that says so (R-D18)."""

    class Kind(models.TextChoices):
        """The values of `domain.calendar.DayKind` that a decision can give to a day."""

        WORKING = "WORKING", _("Ngày làm việc")
        WEEKLY_REST = "WEEKLY_REST", _("Ngày nghỉ hằng tuần")
        HOLIDAY = "HOLIDAY", _("Nghỉ lễ, tết")
        COMPENSATORY = "COMPENSATORY", _("Nghỉ bù")
        SWAPPED_OFF = "SWAPPED_OFF", _("Nghỉ hoán đổi")
        MAKE_UP = "MAKE_UP", _("Làm bù")

    calendar = models.ForeignKey(WorkingWeek, on_delete=models.PROTECT, related_name="days")
    on = models.DateField()
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=120)
    decision = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["calendar", "on"], name="calendar_day_is_decided_once"),
        ]
