"""The stored form of dossiers: one row each, its journal, and the rows that follow from it.

`Dossier.state` is the fold of the journal; the columns beside it are copies that queries need. Work items
and status intervals are projections as well. `motcua rebuild` writes all of them anew from the journal.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from motcua.domain.dossier.values import Channel, ItemKind, ResultKind


def _choices(enum: type) -> list[tuple[str, str]]:
    return [(member.value, member.name) for member in enum]  # type: ignore[attr-defined]


class Dossier(models.Model):
    """One dossier. `version` is the number of its events; `head` the hash of the last one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=60, null=True, unique=True)  # noqa: DJ001 - unique when given
    version = models.PositiveIntegerField()
    head = models.CharField(max_length=64)
    state = models.JSONField()
    stage = models.PositiveSmallIntegerField()
    procedure_key = models.CharField(max_length=80)
    channel = models.CharField(max_length=10, choices=_choices(Channel))
    receiving_unit = models.ForeignKey(
        "organization.Unit", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    receiving_agency = models.ForeignKey(
        "organization.Agency", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    competent_agency = models.ForeignKey(
        "organization.Agency", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    units = ArrayField(models.BigIntegerField())
    agencies = ArrayField(models.BigIntegerField())
    applicant_name = models.CharField(max_length=300)
    search = SearchVectorField()
    lodged_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    original_due_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=10, blank=True, choices=_choices(ResultKind))
    unpaid_vnd = models.BigIntegerField(default=0)
    papers_at = models.BigIntegerField(null=True)
    papers_going_to = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stage__range=(1, 10)), name="dossier_stage_is_national"),
            models.CheckConstraint(
                condition=Q(code__isnull=True) | Q(accepted_at__isnull=False),
                name="dossier_code_means_accepted",
            ),
            models.CheckConstraint(
                condition=Q(unpaid_vnd__gte=0), name="dossier_never_owes_less_than_nothing"
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="dossier_search"),
            models.Index(
                fields=["receiving_unit", "stage", "due_at", "id"],
                name="dossier_at_counter",
                condition=~Q(stage__in=(3, 10)),
            ),
            models.Index(fields=["receiving_unit", "-lodged_at"], name="dossier_received"),
            models.Index(
                fields=["papers_going_to"],
                name="dossier_papers_moving",
                condition=Q(papers_going_to__isnull=False),
            ),
            models.Index(fields=["competent_agency", "accepted_at"], name="dossier_by_agency"),
            models.Index(
                fields=["procedure_key", "returned_at"],
                name="dossier_waited",
                condition=Q(returned_at__isnull=False),
            ),
            models.Index(
                fields=["papers_at", "stage"],
                name="dossier_papers_here",
                condition=~Q(stage__in=(3, 10)),
            ),
            models.Index(
                fields=["receiving_unit", "returned_at"],
                name="dossier_returned",
                condition=Q(returned_at__isnull=False),
            ),
        ]


class DossierEvent(models.Model):
    """One entry of the journal; append-only by a trigger. `key` makes a repeated request harmless."""

    pk = models.CompositePrimaryKey("dossier_id", "seq")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="events", db_index=False)
    seq = models.PositiveIntegerField()
    type = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    account_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    post_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=30, blank=True)
    mandate_id = models.BigIntegerField(null=True)
    payload = models.JSONField()
    key = models.CharField(max_length=80, null=True)  # noqa: DJ001 - unique when given
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], name="dossier_event_request_done_once"),
        ]
        indexes = [
            models.Index(
                fields=["unit_id", "at"],
                name="dossier_event_of_money",
                condition=Q(type__in=("Accepted", "PaymentConfirmed")),
            ),
        ]


class WorkItem(models.Model):
    """A task in a tray, open or closed. `number` counts within the dossier."""

    pk = models.CompositePrimaryKey("dossier_id", "number")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="work_items", db_index=False)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=_choices(ItemKind))
    step = models.CharField(max_length=60)
    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    agency = models.ForeignKey(
        "organization.Agency", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    role = models.CharField(max_length=30)
    assignee = models.ForeignKey(
        "organization.Account", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    sent_by = models.BigIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.BigIntegerField(null=True)
    closed_seq = models.PositiveIntegerField(null=True)
    action = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["unit", "role", "due_at", "dossier_id"],
                name="work_item_of_unit",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["assignee", "due_at", "dossier_id"],
                name="work_item_of_officer",
                condition=Q(closed_at__isnull=True, assignee__isnull=False),
            ),
            models.Index(
                fields=["sent_by", "opened_at"],
                name="work_item_recallable",
                condition=Q(closed_at__isnull=True, claimed_at__isnull=True),
            ),
        ]


class StatusInterval(models.Model):
    """How long a dossier was in a stage; `until` is empty for the present one."""

    pk = models.CompositePrimaryKey("dossier_id", "seq")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="intervals", db_index=False)
    seq = models.PositiveIntegerField()
    stage = models.PositiveSmallIntegerField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)


class CodeCounter(models.Model):
    """The last dossier number of an agency on a day (R-C3)."""

    pk = models.CompositePrimaryKey("agency_id", "day")
    agency = models.ForeignKey(
        "organization.Agency", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    day = models.DateField()
    last = models.PositiveIntegerField()


class PaperCount(models.Model):
    """One end-of-day scan of every paper dossier at a counter (R-S8); closed with what did not agree."""

    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    opened_at = models.DateTimeField()
    opened_by_name = models.CharField(max_length=200)
    closed_at = models.DateTimeField(null=True)
    closed_by_name = models.CharField(max_length=200, blank=True)
    findings = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(closed_at__isnull=True),
                name="one_open_count_at_a_counter",
            ),
        ]
        indexes = [models.Index(fields=["unit", "-day"], name="paper_count_of_unit")]


class CountedPaper(models.Model):
    """One code that was scanned in a count, whether or not there is such a dossier."""

    count = models.ForeignKey(PaperCount, on_delete=models.CASCADE, related_name="papers", db_index=False)
    code = models.CharField(max_length=120)
    scanned_at = models.DateTimeField()
    scanned_by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["count", "code"], name="paper_counted_once"),
        ]


class RecountOrder(models.Model):
    """An explicit order to count due times again by a changed calendar (R-D18); its lines say what became of each."""

    calendar_code = models.SlugField(max_length=20)
    decision = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)
    earlier_too = models.BooleanField()
    ordered_by_account_id = models.BigIntegerField(null=True)
    ordered_by_name = models.CharField(max_length=200)
    ordered_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["calendar_code"],
                condition=Q(finished_at__isnull=True),
                name="one_recount_of_a_calendar_at_a_time",
            ),
        ]


class RecountLine(models.Model):
    """One dossier of an order: due before, due after as expected and then as counted, and what became of it."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", "waiting"
        MOVED = "moved", "moved"
        UNCHANGED = "unchanged", "unchanged"
        REFUSED = "refused", "refused"

    order = models.ForeignKey(RecountOrder, on_delete=models.CASCADE, related_name="lines", db_index=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    was_due_at = models.DateTimeField()
    due_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    refusal = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "dossier"], name="dossier_is_recounted_once_an_order"),
        ]
        indexes = [models.Index(fields=["order", "outcome", "id"], name="recount_line_outcome")]
