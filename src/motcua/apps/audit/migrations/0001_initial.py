"""The journal, the access log and the daily roots, which the database itself keeps from being changed.

`audit_protect('table')` makes any table append-only; `audit_release('table')` undoes it. Migrations
of other apps call them in SQL. Only a superuser who turns triggers off can get past them, and the
chain of hashes shows that it was done.
"""

from django.db import migrations, models

APPEND_ONLY = """
CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % refused: the table is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION audit_protect(protected regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON %s '
                   'FOR EACH ROW EXECUTE FUNCTION audit_refuse_change()', protected);
    EXECUTE format('CREATE TRIGGER append_only_table BEFORE TRUNCATE ON %s '
                   'FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change()', protected);
END $$;

CREATE FUNCTION audit_release(protected regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('DROP TRIGGER IF EXISTS append_only_rows ON %s', protected);
    EXECUTE format('DROP TRIGGER IF EXISTS append_only_table ON %s', protected);
END $$;

SELECT audit_protect('audit_auditentry');
SELECT audit_protect('audit_merkleroot');
SELECT audit_protect('audit_accesslog');
"""

FREE_AGAIN = """
SELECT audit_release('audit_auditentry');
SELECT audit_release('audit_merkleroot');
SELECT audit_release('audit_accesslog');
DROP FUNCTION audit_release(regclass);
DROP FUNCTION audit_protect(regclass);
DROP FUNCTION audit_refuse_change();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="MerkleRoot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(unique=True)),
                ("root", models.CharField(max_length=64)),
                ("heads_count", models.PositiveIntegerField()),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="AccessLog",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("actor_kind", models.CharField(max_length=20)),
                ("actor_name", models.CharField(max_length=200)),
                ("actor_account_id", models.BigIntegerField(null=True)),
                ("action", models.CharField(max_length=40)),
                ("subject_type", models.CharField(max_length=40)),
                ("subject_id", models.CharField(max_length=80)),
                ("channel", models.CharField(blank=True, max_length=20)),
                ("address", models.GenericIPAddressField(null=True)),
                ("purpose", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject_type", "subject_id", "-at"], name="audit_access_subject"),
                    models.Index(fields=["actor_account_id", "-at"], name="audit_access_actor"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("actor_kind", models.CharField(max_length=20)),
                ("actor_name", models.CharField(max_length=200)),
                ("actor_account_id", models.BigIntegerField(null=True)),
                ("action", models.CharField(max_length=80)),
                ("object_type", models.CharField(max_length=80)),
                ("object_id", models.CharField(max_length=80)),
                ("payload", models.JSONField(default=dict)),
                ("prev_hash", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["object_type", "object_id", "id"], name="audit_entry_object"),
                    models.Index(fields=["actor_account_id", "at"], name="audit_entry_actor"),
                    models.Index(fields=["at"], name="audit_entry_at"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("prev_hash",), name="audit_entry_has_one_successor")
                ],
            },
        ),
        migrations.RunSQL(APPEND_ONLY, FREE_AGAIN),
    ]
