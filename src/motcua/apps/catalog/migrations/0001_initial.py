"""The catalog, whose published versions the database itself keeps from being changed.

Two published versions of one thing never hold on the same day. Once published, a version may only be
given an end and be withdrawn: whatever was accepted under it can always be shown as it was (R-0.1).
"""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KEEP_PUBLISHED = """
CREATE FUNCTION catalog_keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        RAISE EXCEPTION 'TRUNCATE of % refused: published versions stay', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.status IN ('draft', 'review') THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE'
        AND (NEW.status = OLD.status OR (OLD.status = 'published' AND NEW.status = 'withdrawn'))
        AND (NEW.id, NEW.procedure_id, NEW.number, NEW.valid_from, NEW.published_at, NEW.decision)
            IS NOT DISTINCT FROM
            (OLD.id, OLD.procedure_id, OLD.number, OLD.valid_from, OLD.published_at, OLD.decision)
        AND NEW.data = OLD.data
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% of published version % of % refused', TG_OP, OLD.id, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER keep_published BEFORE UPDATE OR DELETE ON catalog_procedureversion
    FOR EACH ROW EXECUTE FUNCTION catalog_keep_published();
CREATE TRIGGER keep_all BEFORE TRUNCATE ON catalog_procedureversion
    FOR EACH STATEMENT EXECUTE FUNCTION catalog_keep_published();
CREATE TRIGGER keep_published BEFORE UPDATE OR DELETE ON catalog_processversion
    FOR EACH ROW EXECUTE FUNCTION catalog_keep_published();
CREATE TRIGGER keep_all BEFORE TRUNCATE ON catalog_processversion
    FOR EACH STATEMENT EXECUTE FUNCTION catalog_keep_published();
"""

LET_GO = """
DROP TRIGGER keep_published ON catalog_procedureversion;
DROP TRIGGER keep_all ON catalog_procedureversion;
DROP TRIGGER keep_published ON catalog_processversion;
DROP TRIGGER keep_all ON catalog_processversion;
DROP FUNCTION catalog_keep_published();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organization", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Field",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=80, unique=True)),
                ("code", models.CharField(blank=True, max_length=20)),
                ("name", models.TextField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("code", ""), ("code__regex", "^[GH]\\d{2}-[A-Z]{2}\\d{2}$"), _connector="OR"
                        ),
                        name="field_code_is_well_formed",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Procedure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=80, unique=True)),
                ("code", models.CharField(blank=True, max_length=12)),
                ("name", models.TextField()),
                ("short_name", models.TextField(blank=True)),
                ("search", models.TextField(blank=True)),
                ("weight", models.PositiveIntegerField(default=0)),
                (
                    "field",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="procedures",
                        to="catalog.field",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Offering",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "received_at",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                (
                    "competent_agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offerings",
                        to="organization.agency",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receives_for",
                        to="organization.agency",
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offerings",
                        to="catalog.procedure",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FavoriteProcedure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="favorite_procedures",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="favored_by",
                        to="catalog.procedure",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProcedureUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("count", models.PositiveIntegerField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="procedure_uses",
                        to="organization.agency",
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="catalog.procedure",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProcedureVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Dự thảo"),
                            ("review", "Chờ duyệt"),
                            ("published", "Đã công bố"),
                            ("withdrawn", "Đã thu hồi"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                ("data", models.JSONField()),
                ("decision", models.TextField(blank=True)),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="catalog.procedure",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProcessVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Dự thảo"),
                            ("review", "Chờ duyệt"),
                            ("published", "Đã công bố"),
                            ("withdrawn", "Đã thu hồi"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                ("data", models.JSONField()),
                ("decision", models.TextField(blank=True)),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="processes",
                        to="catalog.procedure",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.UUIDField(default=uuid.uuid4)),
                ("only", models.BooleanField(default=True, unique=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("only", True)), name="catalog_has_one_revision"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="procedure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("code", ""), _negated=True),
                fields=("code",),
                name="procedure_code_is_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="procedure",
            constraint=models.CheckConstraint(
                condition=models.Q(("code", ""), ("code__regex", "^[1-6]\\.\\d{6}$"), _connector="OR"),
                name="procedure_code_is_well_formed",
            ),
        ),
        migrations.AddConstraint(
            model_name="offering",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                ),
                name="offering_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="offering",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("procedure", "="),
                    ("competent_agency", "="),
                    (models.Func(models.F("valid_from"), models.F("valid_to"), function="daterange"), "&&"),
                ],
                name="procedure_is_offered_once_by_an_agency",
            ),
        ),
        migrations.AddConstraint(
            model_name="favoriteprocedure",
            constraint=models.UniqueConstraint(fields=("account", "procedure"), name="favorite_is_kept_once"),
        ),
        migrations.AddConstraint(
            model_name="procedureuse",
            constraint=models.UniqueConstraint(
                fields=("agency", "procedure"), name="procedure_use_is_counted_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="procedureversion",
            constraint=models.UniqueConstraint(
                fields=("procedure", "number"), name="procedure_version_number_is_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="procedureversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                ),
                name="procedure_version_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="procedureversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["draft", "review"]), ("published_at__isnull", False), _connector="XOR"
                ),
                name="procedure_version_is_published_at_a_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="procedureversion",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("status", "published")),
                expressions=[
                    ("procedure", "="),
                    (models.Func(models.F("valid_from"), models.F("valid_to"), function="daterange"), "&&"),
                ],
                name="procedure_one_published_version_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="processversion",
            constraint=models.UniqueConstraint(
                fields=("procedure", "number"), name="process_version_number_is_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="processversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                ),
                name="process_version_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="processversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["draft", "review"]), ("published_at__isnull", False), _connector="XOR"
                ),
                name="process_version_is_published_at_a_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="processversion",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("status", "published")),
                expressions=[
                    ("procedure", "="),
                    (models.Func(models.F("valid_from"), models.F("valid_to"), function="daterange"), "&&"),
                ],
                name="process_one_published_version_a_day",
            ),
        ),
        migrations.RunSQL(KEEP_PUBLISHED, LET_GO),
    ]
