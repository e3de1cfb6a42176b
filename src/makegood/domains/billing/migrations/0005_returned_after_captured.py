from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('billing', '0004_hold_let_go'),
    ]

    operations = [
        ValidateConstraint(model_name='payment', name='payment_captured_before_returned'),
    ]
