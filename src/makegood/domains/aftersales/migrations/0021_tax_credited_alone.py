"""Let a line of a credit memo credit tax alone."""

from django.db import migrations, models

from makegood.core.migrating import AddCheckUnproved


class Migration(migrations.Migration):
    dependencies = [("aftersales", "0020_photos_asked_for_again")]

    operations = [
        migrations.RemoveConstraint(model_name="creditline", name="credit_line_credits"),
        AddCheckUnproved(
            model_name="creditline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount_cents__gt", 0), ("tax_cents__gte", 0)),
                    models.Q(("amount_cents", 0), ("tax_cents__gt", 0)),
                    _connector="OR",
                ),
                name="credit_line_credits_something",
            ),
        ),
    ]
