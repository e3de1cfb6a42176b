"""Keep who gave up a replacement, and when its new piece was taken back."""

from django.db import migrations, models

from makegood.core.migrating import AddCheckUnproved


class Migration(migrations.Migration):
    dependencies = [
        ("aftersales", "0011_shares_paid"),
        ("ordering", "0015_past_stops"),
    ]

    operations = [
        migrations.AddField(
            model_name="exchange",
            name="cancelled_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="exchange",
            name="cancelled_by",
            field=models.CharField(blank=True, db_default="", default="", max_length=80),
        ),
        migrations.AddField(
            model_name="exchange",
            name="taken_back_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="exchange",
            name="taken_back_by",
            field=models.CharField(blank=True, db_default="", default="", max_length=80),
        ),
        AddCheckUnproved(
            model_name="exchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("taken_back_at", None),
                    models.Q(
                        ("cancelled_at__isnull", False),
                        ("core_received_at", None),
                        ("shipped_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="exchange_taken_back_unwanted",
            ),
        ),
    ]
