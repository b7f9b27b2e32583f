"""Working weeks and special days; the days themselves are loaded with the province."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="WorkingWeek",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=20, unique=True)),
                ("name", models.CharField(max_length=100)),
                ("sessions", models.JSONField()),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("version", models.UUIDField(default=uuid.uuid4)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("since"))),
                        name="calendar_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("WORKING", "Ngày làm việc"),
                            ("WEEKLY_REST", "Ngày nghỉ hằng tuần"),
                            ("HOLIDAY", "Nghỉ lễ, tết"),
                            ("COMPENSATORY", "Nghỉ bù"),
                            ("SWAPPED_OFF", "Nghỉ hoán đổi"),
                            ("MAKE_UP", "Làm bù"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("decision", models.CharField(blank=True, max_length=200)),
                (
                    "calendar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="days",
                        to="deadlines.workingweek",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("calendar", "on"), name="calendar_day_is_decided_once")
                ],
            },
        ),
    ]
