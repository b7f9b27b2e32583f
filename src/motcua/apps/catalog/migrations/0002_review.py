"""Record who wrote a version, why, and who reviewed it, and keep that from change once it is published.

Only new columns with an empty default and a new table: no long lock, nothing rewritten. Code of the release
before reads and writes the old columns of published versions as ever; it must not draft new ones meanwhile.
To undo: migrate back, which restores the trigger's function as it was.
"""

import django.db.models.deletion
from django.db import migrations, models

FUNCTION = """
CREATE OR REPLACE FUNCTION catalog_keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
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
        AND ({new})
            IS NOT DISTINCT FROM
            ({old})
        AND NEW.data = OLD.data
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% of published version % of % refused', TG_OP, OLD.id, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""
KEPT_BEFORE = ("id", "procedure_id", "number", "valid_from", "published_at", "decision")
KEPT_NOW = (
    *KEPT_BEFORE, "author_account_id", "author_name", "reason", "reviewer_account_id", "reviewer_name",
)  # fmt: skip


def keeping(columns: tuple[str, ...]) -> str:
    """Return the trigger's function that keeps some columns of a published version."""
    return FUNCTION.format(
        new=", ".join(f"NEW.{name}" for name in columns), old=", ".join(f"OLD.{name}" for name in columns)
    )


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="procedureversion",
            name="author_account_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="procedureversion",
            name="author_name",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="procedureversion",
            name="end_decision",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="procedureversion",
            name="reason",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="procedureversion",
            name="remarks",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="procedureversion",
            name="reviewer_account_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="procedureversion",
            name="reviewer_name",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="procedureversion",
            name="revision",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="processversion",
            name="author_account_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="processversion",
            name="author_name",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="processversion",
            name="reason",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="processversion",
            name="remarks",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="processversion",
            name="reviewer_account_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="processversion",
            name="reviewer_name",
            field=models.TextField(blank=True),
        ),
        migrations.CreateModel(
            name="DraftRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("data", models.JSONField()),
                ("saved_by", models.BigIntegerField(null=True)),
                ("saved_by_name", models.TextField(blank=True)),
                ("saved_at", models.DateTimeField()),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="catalog.procedureversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "number"), name="draft_revision_number_is_unique"
                    )
                ],
            },
        ),
        migrations.RunSQL(keeping(KEPT_NOW), keeping(KEPT_BEFORE)),
    ]
