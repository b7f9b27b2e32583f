"""Printed sheets with their reprints, yearly numbers, and files.

The database keeps sheets and reprints from being changed.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("audit", "0001_initial"),
        ("organization", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="PrintedSheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("regime", models.CharField(max_length=20)),
                ("template_version", models.CharField(max_length=12)),
                ("dossier_id", models.UUIDField(null=True)),
                ("number", models.CharField(blank=True, max_length=80)),
                ("data", models.JSONField()),
                ("copies", models.PositiveSmallIntegerField()),
                ("path", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("printed_by_account_id", models.BigIntegerField(null=True)),
                ("printed_by_name", models.CharField(max_length=200)),
                ("printed_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["dossier_id", "kind", "id"], name="sheet_dossier_kind"),
                    models.Index(fields=["kind", "number"], name="sheet_kind_number"),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("copies__gte", 1)), name="sheet_has_a_copy")
                ],
            },
        ),
        migrations.CreateModel(
            name="Reprint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("printed_by_account_id", models.BigIntegerField(null=True)),
                ("printed_by_name", models.CharField(max_length=200)),
                ("printed_at", models.DateTimeField()),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reprints",
                        to="documents.printedsheet",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("size", models.PositiveIntegerField()),
                ("media_type", models.CharField(max_length=100)),
                ("name", models.CharField(max_length=255)),
                ("path", models.CharField(max_length=200)),
                (
                    "scan",
                    models.CharField(
                        choices=[
                            ("pending", "Chờ quét mã độc"),
                            ("clean", "Không có mã độc"),
                            ("infected", "Có mã độc"),
                        ],
                        default="pending",
                        max_length=10,
                    ),
                ),
                ("scanned_at", models.DateTimeField(null=True)),
                ("stored_by_account_id", models.BigIntegerField(null=True)),
                ("stored_by_name", models.CharField(max_length=200)),
                ("stored_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("scan", "pending")), fields=["id"], name="file_scan_pending"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("scan", "pending"), ("scanned_at", None)),
                            models.Q(
                                models.Q(("scan", "pending"), _negated=True), ("scanned_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="file_verdict_has_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Sequence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=80)),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organization.agency",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "kind", "year"), name="one_sequence_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", 1)), name="sequence_starts_at_one"
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            "SELECT audit_protect('documents_printedsheet'); SELECT audit_protect('documents_reprint');",
            "SELECT audit_release('documents_printedsheet'); SELECT audit_release('documents_reprint');",
        ),
    ]
