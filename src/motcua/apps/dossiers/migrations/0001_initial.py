"""Dossiers, their journal and their projections.

The journal is append-only by the audit app's trigger. Rows of work items and intervals may be deleted:
they are projections, and a rebuild writes them anew.
"""

import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("audit", "0001_initial"),
        ("organization", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CodeCounter",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "agency_id", "day", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("day", models.DateField()),
                ("last", models.PositiveIntegerField()),
                (
                    "agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organization.agency",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Dossier",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=60, null=True, unique=True)),
                ("version", models.PositiveIntegerField()),
                ("head", models.CharField(max_length=64)),
                ("state", models.JSONField()),
                ("stage", models.PositiveSmallIntegerField()),
                ("procedure_key", models.CharField(max_length=80)),
                (
                    "channel",
                    models.CharField(
                        choices=[("counter", "COUNTER"), ("post", "POST"), ("online", "ONLINE")],
                        max_length=10,
                    ),
                ),
                (
                    "units",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                (
                    "agencies",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                ("applicant_name", models.CharField(max_length=300)),
                ("search", django.contrib.postgres.search.SearchVectorField()),
                ("lodged_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("original_due_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("returned_at", models.DateTimeField(null=True)),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("granted", "GRANTED"),
                            ("refused", "REFUSED"),
                            ("returned", "RETURNED"),
                            ("withdrawn", "WITHDRAWN"),
                        ],
                        max_length=10,
                    ),
                ),
                ("unpaid_vnd", models.BigIntegerField(default=0)),
                ("papers_at", models.BigIntegerField(null=True)),
                ("papers_going_to", models.BigIntegerField(null=True)),
                (
                    "competent_agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organization.agency",
                    ),
                ),
                (
                    "receiving_agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organization.agency",
                    ),
                ),
                (
                    "receiving_unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organization.unit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DossierEvent",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "dossier_id", "seq", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("seq", models.PositiveIntegerField()),
                ("type", models.CharField(max_length=40)),
                ("version", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                ("actor_kind", models.CharField(max_length=10)),
                ("account_id", models.BigIntegerField(null=True)),
                ("actor_name", models.CharField(max_length=200)),
                ("post_id", models.BigIntegerField(null=True)),
                ("unit_id", models.BigIntegerField(null=True)),
                ("role", models.CharField(blank=True, max_length=30)),
                ("mandate_id", models.BigIntegerField(null=True)),
                ("payload", models.JSONField()),
                ("key", models.CharField(max_length=80, null=True)),
                ("prev_hash", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
                (
                    "dossier",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="dossiers.dossier",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StatusInterval",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "dossier_id", "seq", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("seq", models.PositiveIntegerField()),
                ("stage", models.PositiveSmallIntegerField()),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                (
                    "dossier",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="intervals",
                        to="dossiers.dossier",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WorkItem",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "dossier_id", "number", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("step", "STEP"), ("consultation", "CONSULTATION")], max_length=12
                    ),
                ),
                ("step", models.CharField(max_length=60)),
                ("role", models.CharField(max_length=30)),
                ("opened_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("claimed_at", models.DateTimeField(null=True)),
                ("sent_by", models.BigIntegerField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.BigIntegerField(null=True)),
                ("closed_seq", models.PositiveIntegerField(null=True)),
                ("action", models.CharField(blank=True, max_length=60)),
                (
                    "agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organization.agency",
                    ),
                ),
                (
                    "assignee",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="work_items",
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organization.unit",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="dossier_search"),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("stage__in", (3, 10)), _negated=True),
                fields=["receiving_unit", "stage", "due_at", "id"],
                name="dossier_at_counter",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(fields=["receiving_unit", "-lodged_at"], name="dossier_received"),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("papers_going_to__isnull", False)),
                fields=["papers_going_to"],
                name="dossier_papers_moving",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(fields=["competent_agency", "accepted_at"], name="dossier_by_agency"),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__range", (1, 10))), name="dossier_stage_is_national"
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(("code__isnull", True), ("accepted_at__isnull", False), _connector="OR"),
                name="dossier_code_means_accepted",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(("unpaid_vnd__gte", 0)), name="dossier_never_owes_less_than_nothing"
            ),
        ),
        migrations.AddConstraint(
            model_name="dossierevent",
            constraint=models.UniqueConstraint(fields=("key",), name="dossier_event_request_done_once"),
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True)),
                fields=["unit", "role", "due_at", "dossier_id"],
                name="work_item_of_unit",
            ),
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(
                condition=models.Q(("assignee__isnull", False), ("closed_at__isnull", True)),
                fields=["assignee", "due_at", "dossier_id"],
                name="work_item_of_officer",
            ),
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(
                condition=models.Q(("claimed_at__isnull", True), ("closed_at__isnull", True)),
                fields=["sent_by", "opened_at"],
                name="work_item_recallable",
            ),
        ),
        migrations.RunSQL(
            "SELECT audit_protect('dossiers_dossierevent')",
            reverse_sql="SELECT audit_release('dossiers_dossierevent')",
        ),
    ]
