"""Four columns of the table of dossiers."""

from typing import ClassVar

from django.db import models


class Shown(models.Model):
    """A dossier as the yardstick shows it."""

    id = models.UUIDField(primary_key=True)
    code = models.CharField(max_length=60)
    stage = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Shown"]] = models.Manager()

    class Meta:
        app_label = "bare"
        managed = False
        db_table = "dossiers_dossier"
