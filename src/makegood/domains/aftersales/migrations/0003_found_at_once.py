"""Find the returns that wait to be inspected without walking through all returns."""

from django.db import migrations, models

from makegood.core.migrating import AddIndexAside


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('aftersales', '0002_disputed_merchandise'),
        ('ordering', '0002_quotes'),
    ]

    operations = [
        AddIndexAside(
            model_name='return',
            index=models.Index(condition=models.Q(('inspected_at', None)), fields=['received_at'], name='return_to_inspect'),
        ),
    ]
