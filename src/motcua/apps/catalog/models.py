"""Procedures and processes in versions, and the agencies that offer them.

A version that was published is never changed: the database refuses it (migration 0001). Only the end of
its validity may be set and it may be withdrawn, so that a dossier can always show what it was accepted
under (R-0.1).
"""

from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

PERIOD = Func(F("valid_from"), F("valid_to"), function="daterange")


class Revision(models.Model):
    """One row whose value is new after every change of the catalog, so that processes notice."""

    value = models.UUIDField(default=uuid4)
    only = models.BooleanField(default=True, unique=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(only=True), name="catalog_has_one_revision")]


class Field(models.Model):
    """A field of administration (lĩnh vực); `code` is the national one where it is known (R-C33)."""

    key = models.SlugField(max_length=80, unique=True)
    code = models.CharField(max_length=20, blank=True)
    name = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(code="") | Q(code__regex=r"^[GH]\d{2}-[A-Z]{2}\d{2}$"),
                name="field_code_is_well_formed",
            ),
        ]


class Procedure(models.Model):
    """An administrative procedure through all its versions.

    Names and `search` (folded, without marks) are those of its newest published version. `weight` is its
    usual share of all dossiers and ranks it where nothing is known yet.
    """

    key = models.SlugField(max_length=80, unique=True)
    code = models.CharField(max_length=12, blank=True)
    name = models.TextField()
    short_name = models.TextField(blank=True)
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="procedures")
    search = models.TextField(blank=True)
    weight = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="procedure_code_is_unique"),
            models.CheckConstraint(
                condition=Q(code="") | Q(code__regex=r"^[1-6]\.\d{6}$"),
                name="procedure_code_is_well_formed",
            ),
        ]


class Status(models.TextChoices):
    """The life of a version (R-C41): nothing that was published is ever a draft again."""

    DRAFT = "draft", _("Dự thảo")
    REVIEW = "review", _("Chờ duyệt")
    PUBLISHED = "published", _("Đã công bố")
    WITHDRAWN = "withdrawn", _("Đã thu hồi")


def _version_constraints(what: str) -> list[models.BaseConstraint]:
    return [
        models.UniqueConstraint(fields=["procedure", "number"], name=f"{what}_version_number_is_unique"),
        models.CheckConstraint(
            condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            name=f"{what}_version_ends_after_it_begins",
        ),
        models.CheckConstraint(
            condition=Q(status__in=["draft", "review"]) ^ Q(published_at__isnull=False),
            name=f"{what}_version_is_published_at_a_moment",
        ),
        ExclusionConstraint(
            name=f"{what}_one_published_version_a_day",
            expressions=[("procedure", "="), (PERIOD, "&&")],
            condition=Q(status="published"),
        ),
    ]


class Answered(models.Model):
    """Who answers for a version: who wrote it and why, who reviewed it, and what the reviewer wants changed.

    Names are kept as they were; loaded versions have no author.
    """

    author_account_id = models.BigIntegerField(null=True)
    author_name = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    reviewer_account_id = models.BigIntegerField(null=True)
    reviewer_name = models.TextField(blank=True)
    remarks = models.TextField(blank=True)

    class Meta:
        abstract = True


class ProcedureVersion(Answered):
    """What was in force of a procedure during a period; `data` is a `ProcedureDefinition`.

    It usually exists before it is in force: `published_at` is not `valid_from` (R-C41). `revision` counts
    how often the draft was saved; `end_decision` is the decision by which the procedure was given up.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)
    data = models.JSONField()
    decision = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    end_decision = models.TextField(blank=True)

    class Meta:
        constraints = _version_constraints("procedure")


class DraftRevision(models.Model):
    """A draft as it was saved once: who wrote what, so that nothing is lost between two officers."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    data = models.JSONField()
    saved_by = models.BigIntegerField(null=True)
    saved_by_name = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="draft_revision_number_is_unique"),
        ]


class ProcessVersion(Answered):
    """How a procedure is handled inside during a period, approved by the chairman (R-A60).

    `data` is a `domain.workflow.Process` without its id and version, which are the procedure's key and
    this number. `revision` counts how often the draft was saved; `editor_ids` are all who saved it.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="processes")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)
    data = models.JSONField()
    decision = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    editor_ids = ArrayField(models.BigIntegerField(), default=list)
    saved_by_name = models.TextField(blank=True)
    saved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = _version_constraints("process")


class Offering(models.Model):
    """An agency decides a procedure during a period, and it may be handed in at some places (R-A15).

    `received_at` holds values of `domain.catalog.ReceivingRule`; `receiver` is an agency that receives for
    it beside those.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="offerings")
    competent_agency = models.ForeignKey(
        "organization.Agency", on_delete=models.PROTECT, related_name="offerings"
    )
    received_at = ArrayField(models.CharField(max_length=20))
    receiver = models.ForeignKey(
        "organization.Agency", on_delete=models.PROTECT, null=True, related_name="receives_for"
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="offering_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="procedure_is_offered_once_by_an_agency",
                expressions=[("procedure", "="), ("competent_agency", "="), (PERIOD, "&&")],
            ),
        ]


class FavoriteProcedure(models.Model):
    """A procedure that an officer keeps at hand in the picker."""

    account = models.ForeignKey(
        "organization.Account", on_delete=models.CASCADE, related_name="favorite_procedures"
    )
    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="favored_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "procedure"], name="favorite_is_kept_once"),
        ]


class ProcedureUse(models.Model):
    """How often a procedure was accepted lately at a receiving agency; counted anew by a job."""

    agency = models.ForeignKey("organization.Agency", on_delete=models.CASCADE, related_name="procedure_uses")
    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="uses")
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "procedure"], name="procedure_use_is_counted_once"),
        ]
