from django.db import migrations

from makegood.core.migrating import ProveCheck


class Migration(migrations.Migration):

    dependencies = [
        ('billing', '0004_hold_let_go'),
    ]

    operations = [
        ProveCheck(model_name='payment', name='payment_captured_before_returned'),
    ]
