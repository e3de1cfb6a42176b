"""What an invoice added to the books stands in the ledger; its copy, which nobody read, goes.

No version that wrote it was ever out, so none that still runs misses it (docs/upgrading.md).
"""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('aftersales', '0003_found_at_once'),
    ]

    operations = [
        migrations.RemoveField(model_name='keptpaper', name='booked_goods_cents'),
        migrations.RemoveField(model_name='keptpaper', name='booked_tax_cents'),
    ]
