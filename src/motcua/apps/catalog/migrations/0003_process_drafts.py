import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalog", "0002_review")]

    operations = [
        migrations.AddField("processversion", "revision", models.PositiveIntegerField(default=0)),
        migrations.AddField(
            "processversion",
            "editor_ids",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), default=list, size=None
            ),
        ),
        migrations.AddField("processversion", "saved_by_name", models.TextField(blank=True)),
        migrations.AddField("processversion", "saved_at", models.DateTimeField(null=True)),
    ]
