"""Find and count what gave up without walking through all that ever went out."""

from django.db import migrations, models

from makegood.core.migrating import AddIndexAside


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('core', '0007_found_at_once'),
    ]

    operations = [
        AddIndexAside(
            model_name='effect',
            index=models.Index(condition=models.Q(('dead_at__isnull', False)), fields=['dead_at'], name='effect_gave_up'),
        ),
    ]
