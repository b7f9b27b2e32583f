"""Counts of the papers at a counter, and what the counter asks every day found by an index.

The indexes serve: the papers that are here, what was handed out today, the money taken today. Safe with old
code running. They are built while the tables are locked against writing: seconds before the first use of a
province, minutes at millions of dossiers (then build them CONCURRENTLY by hand first). Undo: migrate back.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0001_initial"),
        ("organization", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CountedPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=120)),
                ("scanned_at", models.DateTimeField()),
                ("scanned_by_name", models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="PaperCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("opened_at", models.DateTimeField()),
                ("opened_by_name", models.CharField(max_length=200)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by_name", models.CharField(blank=True, max_length=200)),
                ("findings", models.JSONField(default=list)),
            ],
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("stage__in", (3, 10)), _negated=True),
                fields=["papers_at", "stage"],
                name="dossier_papers_here",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("returned_at__isnull", False)),
                fields=["receiving_unit", "returned_at"],
                name="dossier_returned",
            ),
        ),
        migrations.AddIndex(
            model_name="dossierevent",
            index=models.Index(
                condition=models.Q(("type__in", ("Accepted", "PaymentConfirmed"))),
                fields=["unit_id", "at"],
                name="dossier_event_of_money",
            ),
        ),
        migrations.AddField(
            model_name="papercount",
            name="unit",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organization.unit",
            ),
        ),
        migrations.AddField(
            model_name="countedpaper",
            name="count",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="papers",
                to="dossiers.papercount",
            ),
        ),
        migrations.AddIndex(
            model_name="papercount",
            index=models.Index(fields=["unit", "-day"], name="paper_count_of_unit"),
        ),
        migrations.AddConstraint(
            model_name="papercount",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("unit",),
                name="one_open_count_at_a_counter",
            ),
        ),
        migrations.AddConstraint(
            model_name="countedpaper",
            constraint=models.UniqueConstraint(fields=("count", "code"), name="paper_counted_once"),
        ),
    ]
