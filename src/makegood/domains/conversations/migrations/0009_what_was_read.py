"""Find what was read of messages lately, without reading all that was ever said."""

from django.db import migrations, models

from makegood.core.migrating import AddIndexAside


class Migration(migrations.Migration):
    """Index the readings by their time."""

    atomic = False
    dependencies = [("conversations", "0008_interaction")]
    operations = [
        AddIndexAside(
            model_name="event",
            index=models.Index(
                condition=models.Q(("kind", "understood")), fields=["at"], name="event_understood"
            ),
        ),
    ]
