from django.db import migrations

from makegood.core.migrating import ProveCheck


class Migration(migrations.Migration):

    dependencies = [
        ('ordering', '0009_returns_claimed'),
    ]

    operations = [ProveCheck('freightclaim', 'claim_of_one_parcel')]
