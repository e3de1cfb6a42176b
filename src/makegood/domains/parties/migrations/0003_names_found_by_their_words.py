"""Find a customer by the beginnings of the words of a name, without reading all names."""

from django.db import migrations

from makegood.core.fulltext import AddWordIndex


class Migration(migrations.Migration):
    """Index the words of names while customers are written to."""

    atomic = False
    dependencies = [("parties", "0002_carried_proofs")]
    operations = [AddWordIndex("party", "name_key")]
