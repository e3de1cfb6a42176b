"""Find papers by the words that were read of them."""

from django.db import migrations

from makegood.core.fulltext import AddWordIndex


class Migration(migrations.Migration):
    """Index the words of papers."""

    atomic = False
    dependencies = [("documents", "0002_texts")]
    operations = [AddWordIndex("documenttext", "words")]
