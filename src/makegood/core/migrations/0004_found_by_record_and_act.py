"""Find a record's newest acts, and the looks that an act asked for, without sorting or walking all."""
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0003_tally'),
    ]

    operations = [
        migrations.AlterField(
            model_name='check',
            name='act',
            field=models.CharField(db_index=True, max_length=32),
        ),
        migrations.AlterField(
            model_name='journalsubject',
            name='ref',
            field=models.CharField(max_length=90),
        ),
        migrations.AddIndex(
            model_name='journalsubject',
            index=models.Index(fields=['ref', 'row'], name='journal_of_record'),
        ),
    ]
