from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('carriers_simulated', '0002_waiting_faults'),
    ]

    operations = [
        migrations.RenameField(
            model_name='label',
            old_name='return_number',
            new_name='about',
        ),
        migrations.AddField(
            model_name='label',
            name='carrier',
            field=models.CharField(default='Meridian Freight', max_length=60),
        ),
        migrations.AlterField(
            model_name='label',
            name='service',
            field=models.CharField(max_length=32),
        ),
        migrations.AddField(
            model_name='label',
            name='days',
            field=models.PositiveIntegerField(default=3),
        ),
        migrations.AddField(
            model_name='label',
            name='starts_at',
            field=models.CharField(blank=True, default='', max_length=120),
        ),
        migrations.AddField(
            model_name='label',
            name='ends_at',
            field=models.CharField(blank=True, default='', max_length=120),
        ),
    ]
