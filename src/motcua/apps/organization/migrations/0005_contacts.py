from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organization", "0004_reform_people"),
    ]

    operations = [
        migrations.AddField(
            model_name="agency",
            name="email",
            field=models.EmailField(blank=True, max_length=254),
        ),
        migrations.AddField(
            model_name="agency",
            name="phone",
            field=models.CharField(blank=True, max_length=30),
        ),
        migrations.AddField(
            model_name="agency",
            name="street_address",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="agency",
            name="website",
            field=models.URLField(blank=True),
        ),
    ]
