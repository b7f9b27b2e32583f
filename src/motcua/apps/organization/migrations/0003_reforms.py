"""Keep plans of what changes in agencies on a day, and which unit took over from which.

Only new tables: nothing is rewritten, and older code neither reads nor writes them.
To undo: drop them; nothing else depends on them.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organization", "0002_accounts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reform",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("on", models.DateField()),
                ("decision", models.CharField(max_length=200)),
                ("plan", models.JSONField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("review", "Chờ duyệt"),
                            ("approved", "Đã duyệt, chờ đến ngày"),
                            ("applied", "Đã áp dụng"),
                            ("withdrawn", "Đã bỏ"),
                        ],
                        max_length=10,
                    ),
                ),
                ("proposed_by", models.BigIntegerField(null=True)),
                ("proposed_by_name", models.CharField(max_length=200)),
                ("proposed_at", models.DateTimeField()),
                ("approved_by_name", models.CharField(blank=True, max_length=200)),
                ("approved_at", models.DateTimeField(null=True)),
                ("remarks", models.TextField(blank=True)),
                ("routes", models.JSONField(null=True)),
                ("applied_at", models.DateTimeField(null=True)),
                ("dossiers", models.PositiveIntegerField(default=0)),
                ("dossiers_passed", models.PositiveIntegerField(default=0)),
                ("dossiers_refused", models.PositiveIntegerField(default=0)),
                ("passed_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "applied"), ("applied_at__isnull", True), _connector="XOR"
                        ),
                        name="reform_is_applied_at_a_moment",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitSuccession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handed_to",
                        to="organization.unit",
                    ),
                ),
                (
                    "reform",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unit_successions",
                        to="organization.reform",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="took_over_from",
                        to="organization.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("predecessor", "successor", "reform"), name="unit_succession_is_stated_once"
                    )
                ],
            },
        ),
    ]
