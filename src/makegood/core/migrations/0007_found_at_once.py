"""Find the answers that an asker got to requests without walking through all requests."""

from django.db import migrations, models

from makegood.core.migrating import AddIndexAside


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('core', '0006_looks_are_kept'),
    ]

    operations = [
        AddIndexAside(
            model_name='approvalrequest',
            index=models.Index(fields=['asker_name', 'decided_at'], name='approval_answered'),
        ),
    ]
