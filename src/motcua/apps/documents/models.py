"""Printed sheets, the numbers they carry, and files."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sequence(models.Model):
    """The last number given to one kind of document of one agency in one year (R-B23)."""

    agency = models.ForeignKey("organization.Agency", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "kind", "year"], name="one_sequence_a_year"),
            models.CheckConstraint(condition=models.Q(last__gte=1), name="sequence_starts_at_one"),
        ]


class PrintedSheet(models.Model):
    """One form as it was printed: what it said, the template that said it and the PDF itself (R-B2).

    Append-only: a correction is another sheet. `dossier_id` is empty for a register or a hand-over of
    many dossiers. The PDF lies in the file storage at `path`, proved by `sha256`.
    """

    kind = models.CharField(max_length=40)
    regime = models.CharField(max_length=20)
    template_version = models.CharField(max_length=12)
    dossier_id = models.UUIDField(null=True)
    number = models.CharField(max_length=80, blank=True)
    data = models.JSONField()
    copies = models.PositiveSmallIntegerField()
    path = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    printed_by_account_id = models.BigIntegerField(null=True)
    printed_by_name = models.CharField(max_length=200)
    printed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(copies__gte=1), name="sheet_has_a_copy"),
        ]
        indexes = [
            models.Index(fields=["dossier_id", "kind", "id"], name="sheet_dossier_kind"),
            models.Index(fields=["kind", "number"], name="sheet_kind_number"),
        ]


class Reprint(models.Model):
    """A sheet that was printed again exactly as it was; append-only."""

    sheet = models.ForeignKey(PrintedSheet, on_delete=models.PROTECT, related_name="reprints")
    printed_by_account_id = models.BigIntegerField(null=True)
    printed_by_name = models.CharField(max_length=200)
    printed_at = models.DateTimeField()


class StoredFile(models.Model):
    """One content that somebody uploaded, kept once and named by its hash.

    `name` is the one under which it first came; the media type was read from the content.
    """

    class Scan(models.TextChoices):
        PENDING = "pending", _("Chờ quét mã độc")
        CLEAN = "clean", _("Không có mã độc")
        INFECTED = "infected", _("Có mã độc")

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=255)
    path = models.CharField(max_length=200)
    scan = models.CharField(max_length=10, choices=Scan, default=Scan.PENDING)
    scanned_at = models.DateTimeField(null=True)
    stored_by_account_id = models.BigIntegerField(null=True)
    stored_by_name = models.CharField(max_length=200)
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scan="pending", scanned_at=None)
                | (~models.Q(scan="pending") & models.Q(scanned_at__isnull=False)),
                name="file_verdict_has_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(scan="pending"), name="file_scan_pending"),
        ]


class SheetSetting(models.Model):
    """What an agency (None: the province) adds to one form, or with an empty `kind` to all, from a day on.

    Append-only: the latest one in force holds; what it leaves empty is taken from the wider one.
    """

    agency = models.ForeignKey("organization.Agency", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=40, blank=True)
    above = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=60, blank=True)
    footer = models.CharField(max_length=160, blank=True)
    note = models.CharField(max_length=500, blank=True)
    valid_from = models.DateField()
    author_account_id = models.BigIntegerField(null=True)
    author_name = models.CharField(max_length=200)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["kind", "agency", "valid_from"], name="sheet_setting_in_force")]

    @property
    def texts(self) -> list[str]:
        """What it adds, line by line."""
        return [text for text in (self.above, self.place, self.note, self.footer) if text]


class MessageText(models.Model):
    """What an agency (None: the province) says to applicants on an event, under one regime or (empty) all.

    `procedure` is the key of one procedure; empty for all of them.

    Append-only: the latest one in force holds. `plain` asks for letters without marks.
    """

    agency = models.ForeignKey("organization.Agency", on_delete=models.PROTECT, null=True, related_name="+")
    event = models.CharField(max_length=30)
    regime = models.CharField(max_length=20, blank=True)
    procedure = models.CharField(max_length=80, blank=True, default="")
    text = models.CharField(max_length=600)
    plain = models.BooleanField(default=False)
    valid_from = models.DateField()
    author_account_id = models.BigIntegerField(null=True)
    author_name = models.CharField(max_length=200)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["event", "agency", "valid_from"], name="message_text_in_force")]
