"""Drafts of online dossiers with their files, and uploads that are under way."""

import uuid

from django.db import models
from django.db.models import Q


class FilingDraft(models.Model):
    """A dossier that somebody is preparing; it belongs to that person alone until it is filed.

    `typed` is what was entered, by the names of the form; `person_id` is the writer, `acting_for` the key of the
    one for whom it will be filed. The draft is closed in the transaction that lodges the dossier, so that it
    leads to one dossier at most, however often it is sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person_id = models.BigIntegerField()
    procedure_key = models.CharField(max_length=80)
    acting_for = models.CharField(max_length=40, blank=True)
    case = models.CharField(max_length=10, blank=True)
    place = models.CharField(max_length=120, blank=True)
    typed = models.JSONField(default=dict)
    papers = models.JSONField(default=dict)
    collect_by = models.CharField(max_length=12, blank=True)
    collect_address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.CharField(max_length=254, blank=True)
    done = models.JSONField(default=list)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True)
    dossier_id = models.UUIDField(null=True, unique=True)
    number = models.CharField(max_length=20, null=True, unique=True)  # noqa: DJ001 - unique when given

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(filed_at=None, dossier_id=None, number=None)
                | Q(filed_at__isnull=False, dossier_id__isnull=False, number__isnull=False),
                name="filed_draft_names_its_dossier",
            ),
        ]
        indexes = [
            models.Index(fields=["person_id", "-saved_at"], name="filing_drafts_of_person"),
            models.Index(fields=["expires_at"], condition=Q(filed_at=None), name="filing_draft_expires"),
        ]


class DraftFile(models.Model):
    """A file given for a paper of a draft, or of the answer to a supplement request; its content is a stored file.

    `purpose` is the paper's id, or the name of a field of the form that asks for a file.
    """

    draft = models.ForeignKey(FilingDraft, on_delete=models.CASCADE, null=True, related_name="files")
    dossier_id = models.UUIDField(null=True)
    person_id = models.BigIntegerField()
    purpose = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    size = models.PositiveIntegerField()
    reused = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(draft__isnull=False) ^ Q(dossier_id__isnull=False),
                name="draft_file_is_for_one_thing",
            ),
            models.UniqueConstraint(
                fields=["draft", "purpose", "sha256"],
                name="draft_file_is_given_once",
                condition=Q(draft__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["dossier_id", "person_id", "purpose", "sha256"],
                name="answer_file_is_given_once",
                condition=Q(dossier_id__isnull=False),
            ),
        ]


class Upload(models.Model):
    """A file that arrives in pieces by the tus protocol; its pieces lie here until it is whole.

    It belongs to a draft, or to the answer of a supplement request of a dossier.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    draft = models.ForeignKey(FilingDraft, on_delete=models.CASCADE, null=True, related_name="uploads")
    dossier_id = models.UUIDField(null=True)
    person_id = models.BigIntegerField()
    purpose = models.CharField(max_length=80)
    name = models.CharField(max_length=255)
    length = models.PositiveIntegerField()
    offset = models.PositiveIntegerField(default=0)
    refused = models.CharField(max_length=400, blank=True)
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(offset__lte=models.F("length")), name="upload_is_not_longer_than_said"
            ),
        ]
        indexes = [models.Index(fields=["expires_at"], name="filing_upload_expires")]


class UploadPart(models.Model):
    """One piece of an upload, from `offset` on."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="parts")
    offset = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["upload", "offset"], name="upload_part_begins_once"),
        ]
