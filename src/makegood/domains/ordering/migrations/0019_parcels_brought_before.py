from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ordering", "0018_parcels_turned_back"),
    ]

    operations = [
        migrations.AddField(
            model_name="parcelsearch",
            name="was_brought",
            field=models.BooleanField(null=True),
        ),
    ]
