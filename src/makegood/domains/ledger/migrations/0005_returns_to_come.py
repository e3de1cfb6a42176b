"""Give the books the accounts of returns that are still to come (C18, ASC 606-10-55-22)."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ADDED = (
    ("1230", "Inventory still to come back", "asset"),
    ("2330", "Refunds still to come", "liability"),
)


def add(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Write the accounts."""
    account = apps.get_model("ledger", "Account")
    account.objects.bulk_create(
        account(code=code, title=title, type=kind, subledger="") for code, title, kind in ADDED
    )


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Remove the accounts; refused while something is posted on them."""
    account = apps.get_model("ledger", "Account")
    account.objects.filter(code__in=[code for code, *_ in ADDED]).delete()


class Migration(migrations.Migration):
    """Give the books two more accounts."""

    dependencies = [("ledger", "0004_reconciliation")]
    operations = [migrations.RunPython(add, remove)]
