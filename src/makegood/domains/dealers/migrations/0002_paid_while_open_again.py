from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('dealers', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='dealerclaim', name='claim_is_paid_after_it_was_decided'
        ),
    ]
