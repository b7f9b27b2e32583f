"""Keep with a plan the officers who get accounts once it is applied.

Only columns with a default or empty: nothing is rewritten, and older code neither reads nor writes them.
To undo: drop them; nothing else depends on them.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organization", "0003_reforms"),
    ]

    operations = [
        migrations.AddField(
            model_name="reform",
            name="people",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="reform",
            name="people_at",
            field=models.DateTimeField(null=True),
        ),
    ]
