"""Ratings, and the messages of a dossier."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from motcua.domain.feedback.ratings import Satisfaction
from motcua.domain.feedback.threads import Side


class Rating(models.Model):
    """What an applicant thinks of the handling of one dossier, once it has a result (R-F30).

    `units` and `officers` are those whose steps it went through when it was first rated. A comment is shown to
    nobody but those who moderate until it has been looked at; `shown` is what they let be read.
    """

    class Comment(models.TextChoices):
        NONE = "none", "none"
        WAITING = "waiting", "waiting"
        SHOWN = "shown", "shown"
        HIDDEN = "hidden", "hidden"

    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("organization.Agency", on_delete=models.PROTECT, related_name="+")
    procedure_key = models.CharField(max_length=80)
    units = ArrayField(models.BigIntegerField())
    officers = ArrayField(models.BigIntegerField())
    satisfaction = models.CharField(max_length=20, choices=[(one.value, one.name) for one in Satisfaction])
    time = models.PositiveSmallIntegerField(null=True)
    contacts = models.PositiveSmallIntegerField(null=True)
    agencies = models.PositiveSmallIntegerField(null=True)
    attitude = models.PositiveSmallIntegerField(null=True)
    faults = ArrayField(models.CharField(max_length=20), default=list)
    comment = models.TextField(blank=True)
    comment_state = models.CharField(max_length=10, choices=Comment, default=Comment.NONE)
    shown = models.TextField(blank=True)
    moderated_by = models.BigIntegerField(null=True)
    moderated_at = models.DateTimeField(null=True)
    given_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(time__lte=2) & Q(contacts__lte=2) & Q(agencies__lte=2) & Q(attitude__lte=2),
                name="rating_points_are_at_most_two",
            ),
            models.CheckConstraint(
                condition=Q(comment="", comment_state="none") | (~Q(comment="") & ~Q(comment_state="none")),
                name="rating_comment_is_moderated",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "given_at"], name="rating_of_agency"),
            models.Index(fields=["procedure_key"], name="rating_of_procedure"),
            models.Index(fields=["id"], condition=Q(comment_state="waiting"), name="rating_to_moderate"),
        ]


class Thread(models.Model):
    """Where the messages of one dossier stand; there is one from the first message on."""

    dossier = models.OneToOneField(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="thread", primary_key=True
    )
    last = models.PositiveIntegerField(default=0)
    seen_by_applicant = models.PositiveIntegerField(default=0)
    seen_by_agency = models.PositiveIntegerField(default=0)
    waiting_since = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(seen_by_applicant__lte=models.F("last"), seen_by_agency__lte=models.F("last")),
                name="thread_nothing_is_seen_before_it_is_said",
            ),
        ]
        indexes = [
            models.Index(
                fields=["waiting_since"], name="thread_waits", condition=Q(waiting_since__isnull=False)
            ),
        ]


class Message(models.Model):
    """One message; append-only. `author` is the owner key of an applicant or `account:<id>` of an officer."""

    pk = models.CompositePrimaryKey("thread_id", "number")
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="messages", db_index=False)
    number = models.PositiveIntegerField()
    side = models.CharField(max_length=10, choices=[(side.value, side.name) for side in Side])
    author = models.CharField(max_length=80)
    author_name = models.CharField(max_length=200)
    unit_id = models.BigIntegerField(null=True)
    text = models.TextField(blank=True)
    files = ArrayField(models.CharField(max_length=64), default=list)
    at = models.DateTimeField()
