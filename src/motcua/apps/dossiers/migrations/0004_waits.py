from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0003_recounts"),
        ("organization", "0004_reform_people"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("returned_at__isnull", False)),
                fields=["procedure_key", "returned_at"],
                name="dossier_waited",
            ),
        ),
    ]
