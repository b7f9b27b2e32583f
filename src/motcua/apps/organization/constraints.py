"""What the database sees to in every dated row."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q

PERIOD = Func(F("valid_from"), F("valid_to"), function="daterange")


def ends_after_it_begins(name: str) -> models.CheckConstraint:
    """Forbid a period that ends before its second day."""
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name=name
    )


def one_at_a_time(name: str, *fields: str, condition: Q | None = None) -> ExclusionConstraint:
    """Forbid two rows of the same fields on the same day."""
    same = [(field, "=") for field in fields]
    return ExclusionConstraint(name=name, expressions=[*same, (PERIOD, "&&")], condition=condition)
