"""The one table of this app: how often somebody has asked, and how often a proof was tried."""

from django.db import models


class Attempts(models.Model):
    """A count that begins anew when `until` has passed; addresses and codes are kept as keyed digests only."""

    pk = models.CompositePrimaryKey("scope", "key")
    scope = models.CharField(max_length=10)
    key = models.CharField(max_length=32)
    count = models.PositiveIntegerField()
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["until"], name="lookup_attempts_over")]
