"""Messages, every try to deliver them, what people chose, their inboxes, and how the carriers do."""

from uuid import uuid4

from django.db import models
from django.db.models import Q


class State(models.TextChoices):
    """How far a message has come. DROPPED: its reader did not want it any more before it went out."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    DEAD = "dead"
    DROPPED = "dropped"


class Message(models.Model):
    """One message to one address. `ways` are tried in their order; `way` is the one that people see.

    `address` and `text` are emptied once they are not needed (`operations.forget`), a code's text as soon as a
    carrier has it; `masked` and `text_hash` stay. `in_doubt` names the carrier whose answer got lost.
    """

    reference = models.UUIDField(default=uuid4, unique=True, editable=False)
    event = models.CharField(max_length=30)
    way = models.CharField(max_length=10)
    ways = models.JSONField(default=list)
    priority = models.SmallIntegerField()
    person_id = models.BigIntegerField(null=True)
    address = models.CharField(max_length=254, blank=True)
    masked = models.CharField(max_length=254)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    text_hash = models.CharField(max_length=64)
    data = models.JSONField(default=dict)
    dossier_id = models.UUIDField(null=True)
    dossier_code = models.CharField(max_length=60, blank=True)
    agency_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    in_doubt = models.CharField(max_length=40, blank=True)
    provider = models.CharField(max_length=40, blank=True)
    provider_reference = models.CharField(max_length=100, blank=True)
    last_code = models.CharField(max_length=40, blank=True)
    dedupe_key = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try_at"], condition=Q(state__in=["waiting", "sending"]), name="message_to_send"
            ),
            models.Index(fields=["agency_id", "-id"], name="message_of_agency"),
            models.Index(fields=["dossier_id", "-id"], name="message_of_dossier"),
            models.Index(fields=["person_id", "-id"], name="message_of_person"),
            models.Index(fields=["ended_at"], condition=~Q(address=""), name="message_to_forget"),
        ]


class Outcome(models.TextChoices):
    """What one try, or one report about it, said."""

    TAKEN = "taken"
    REFUSED = "refused"
    FAILED = "failed"
    LOST = "lost"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"


class Delivery(models.Model):
    """One try at one carrier, or one report of a carrier about it; append-only, without personal data."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="deliveries")
    provider = models.CharField(max_length=40)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    code = models.CharField(max_length=40, blank=True)


class Preference(models.Model):
    """Whether a person wants one group of messages by one way."""

    person_id = models.BigIntegerField()
    group = models.CharField(max_length=20)
    way = models.CharField(max_length=10)
    wanted = models.BooleanField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person_id", "group", "way"], name="one_choice_per_group_and_way")
        ]


class InboxItem(models.Model):
    """One notice on this site, of a citizen (`person_id`) or an officer (`account_id`)."""

    person_id = models.BigIntegerField(null=True)
    account_id = models.BigIntegerField(null=True)
    event = models.CharField(max_length=30)
    title = models.CharField(max_length=200)
    text = models.TextField()
    dossier_id = models.UUIDField(null=True)
    dossier_code = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    dedupe_key = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person_id__isnull=True) ^ Q(account_id__isnull=True),
                name="inbox_item_has_one_reader",
            )
        ]
        indexes = [
            models.Index(fields=["person_id", "-at"], name="inbox_of_person"),
            models.Index(fields=["account_id", "-at"], name="inbox_of_account"),
        ]


class CarrierState(models.Model):
    """How a carrier has done lately, shared by all workers; see `domain.messages.timing.Circuit`."""

    name = models.CharField(max_length=40, unique=True)
    since = models.DateTimeField(null=True)
    good = models.PositiveIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)
    open_until = models.DateTimeField(null=True)
    openings = models.PositiveSmallIntegerField(default=0)
    last_good_at = models.DateTimeField(null=True)
    last_bad_at = models.DateTimeField(null=True)
    last_code = models.CharField(max_length=40, blank=True)


class CarrierToken(models.Model):
    """What a carrier gave for the next requests. Its refresh token is good once, so it is kept here for all workers."""

    name = models.CharField(max_length=40, unique=True)
    access = models.TextField()
    refresh = models.TextField()
    until = models.DateTimeField()
