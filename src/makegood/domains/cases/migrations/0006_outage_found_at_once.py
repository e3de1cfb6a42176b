"""Find the open outage of an area without walking through all cases."""

from django.db import migrations, models

from makegood.core.migrating import AddIndexAside


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('cases', '0005_area_of_an_outage'),
    ]

    operations = [
        AddIndexAside(
            model_name='case',
            index=models.Index(condition=models.Q(('area', ''), _negated=True), fields=['area', 'opened_at'], name='case_outage'),
        ),
    ]
