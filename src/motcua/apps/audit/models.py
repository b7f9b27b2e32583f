"""The journal of administrative acts, the log of who looked at what, and the daily roots."""

from django.db import models


class AuditEntry(models.Model):
    """One administrative act. Rows are added under a lock, so that `id` is the order of the chain."""

    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=20)
    actor_name = models.CharField(max_length=200)
    actor_account_id = models.BigIntegerField(null=True)
    action = models.CharField(max_length=80)
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["prev_hash"], name="audit_entry_has_one_successor"),
        ]
        indexes = [
            models.Index(fields=["object_type", "object_id", "id"], name="audit_entry_object"),
            models.Index(fields=["actor_account_id", "at"], name="audit_entry_actor"),
            models.Index(fields=["at"], name="audit_entry_at"),
        ]


class MerkleRoot(models.Model):
    """The root over all journal heads at the end of a day: printable, publishable."""

    day = models.DateField(unique=True)
    root = models.CharField(max_length=64)
    heads_count = models.PositiveIntegerField()
    created_at = models.DateTimeField()


class AccessLog(models.Model):
    """Who looked at, printed, exported or downloaded which dossier or person's data (R-I18)."""

    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=20)
    actor_name = models.CharField(max_length=200)
    actor_account_id = models.BigIntegerField(null=True)
    action = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=80)
    channel = models.CharField(max_length=20, blank=True)
    address = models.GenericIPAddressField(null=True)
    purpose = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-at"], name="audit_access_subject"),
            models.Index(fields=["actor_account_id", "-at"], name="audit_access_actor"),
        ]
