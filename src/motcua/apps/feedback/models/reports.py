"""Officers' incidents, and what visitors say of a page."""

from django.db import models
from django.db.models import Q

from motcua.domain.feedback.incidents import IncidentKind, IncidentState


class Incident(models.Model):
    """Something that does not work, told by an officer to the office of the province (R-S17)."""

    kind = models.CharField(max_length=12, choices=[(one.value, one.name) for one in IncidentKind])
    state = models.CharField(max_length=12, choices=[(one.value, one.name) for one in IncidentState])
    page = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    reporter_account_id = models.BigIntegerField()
    reporter_name = models.CharField(max_length=200)
    agency = models.ForeignKey("organization.Agency", on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField()
    solved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="solved", solved_at__isnull=False)
                | (~Q(state="solved") & Q(solved_at__isnull=True)),
                name="incident_solved_at_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-reported_at"], name="incident_by_state"),
            models.Index(fields=["reporter_account_id", "-reported_at"], name="incident_of_reporter"),
        ]


class IncidentNote(models.Model):
    """What was said about an incident, and the state it had from then on; append-only."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="notes")
    state = models.CharField(max_length=12)
    text = models.TextField(blank=True)
    by_account_id = models.BigIntegerField()
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()


class PageVote(models.Model):
    """Whether a page has helped a visitor; nothing tells who it was."""

    page = models.CharField(max_length=120)
    helped = models.BooleanField()
    comment = models.CharField(max_length=500, blank=True)
    on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["page", "-on"], name="page_vote_of_page")]
