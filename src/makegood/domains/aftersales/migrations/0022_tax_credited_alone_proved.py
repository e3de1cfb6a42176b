"""Prove of the lines of credit memos there are that each credits something."""

from django.db import migrations

from makegood.core.migrating import ProveCheck


class Migration(migrations.Migration):
    dependencies = [("aftersales", "0021_tax_credited_alone")]

    operations = [ProveCheck("creditline", "credit_line_credits_something")]
