"""Find passages by their words, on both engines."""

from django.db import migrations

from makegood.core.fulltext import AddWordIndex


class Migration(migrations.Migration):
    """Index the words of passages."""

    atomic = False
    dependencies = [("knowledge", "0002_passages")]
    operations = [AddWordIndex("passage", "words")]
