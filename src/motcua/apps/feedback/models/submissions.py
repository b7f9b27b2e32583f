"""Questions and petitions, their steps, and how often somebody has tried."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from motcua.domain.feedback.submissions import Kind, State

OPEN = ("received", "handling", "review")


class Submission(models.Model):
    """One question or petition (R-F60). `code` and a PIN, of which only a digest is kept, let the sender follow it.

    What everybody reads is written anew in the `public_` columns, without personal data; `search` is folded from them.
    `concerned` are the accounts it complains about: they never read it.
    """

    code = models.CharField(max_length=20, unique=True)
    pin = models.CharField(max_length=64)
    kind = models.CharField(max_length=12, choices=[(one.value, one.name) for one in Kind])
    state = models.CharField(max_length=12, choices=[(one.value, one.name) for one in State])
    agency = models.ForeignKey("organization.Agency", on_delete=models.PROTECT, related_name="+")
    about_agency = models.ForeignKey(
        "organization.Agency", on_delete=models.PROTECT, null=True, related_name="+"
    )
    about = models.CharField(max_length=200, blank=True)
    concerned = ArrayField(models.BigIntegerField(), default=list)
    dossier_id = models.UUIDField(null=True)
    field_key = models.CharField(max_length=80, blank=True)
    procedure_key = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=200)
    text = models.TextField()
    files = ArrayField(models.CharField(max_length=64), default=list)
    name = models.CharField(max_length=200, blank=True)
    hide_name = models.BooleanField(default=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.CharField(max_length=200, blank=True)
    author = models.CharField(max_length=80, blank=True)
    received_at = models.DateTimeField()
    forward_by = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    drafted_by = models.BigIntegerField(null=True)
    reviewed_by = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)
    public_title = models.CharField(max_length=200, blank=True)
    public_text = models.TextField(blank=True)
    public_answer = models.TextField(blank=True)
    search = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(state="answered"),
                name="submission_published_is_answered",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | ~Q(kind="conduct"),
                name="submission_on_conduct_is_not_published",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "received_at"], name="submission_open", condition=Q(state__in=OPEN)
            ),
            models.Index(fields=["agency", "-received_at"], name="submission_of_agency"),
            models.Index(
                fields=["-published_at"],
                name="submission_published",
                condition=Q(published_at__isnull=False),
            ),
        ]


class SubmissionStep(models.Model):
    """One thing that was done with a question or petition; append-only."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="steps")
    action = models.CharField(max_length=20)
    at = models.DateTimeField()
    by_account_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200, blank=True)
    agency = models.ForeignKey("organization.Agency", on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)


class Attempts(models.Model):
    """How often somebody has sent or tried something since a window began, by a keyed digest."""

    pk = models.CompositePrimaryKey("scope", "key")
    scope = models.CharField(max_length=12)
    key = models.CharField(max_length=32)
    count = models.PositiveIntegerField()
    until = models.DateTimeField()
