"""Prove of the exchanges there are that none was taken back that nobody gave up."""

from django.db import migrations

from makegood.core.migrating import ProveCheck


class Migration(migrations.Migration):
    dependencies = [("aftersales", "0012_replacement_given_up")]

    operations = [ProveCheck("exchange", "exchange_taken_back_unwanted")]
