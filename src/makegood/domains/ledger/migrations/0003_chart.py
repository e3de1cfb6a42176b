"""Lay out the chart of accounts (the extract of C18)."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ASSET, LIABILITY, INCOME, EXPENSE = "asset", "liability", "income", "expense"
PARTY, ABOUT = "party", "about"

CHART = (
    ("1010", "Cash", ASSET, ""),
    ("1020", "Card clearing", ASSET, ""),
    ("1030", "Cash drawer", ASSET, ""),
    ("1100", "Receivables, trade", ASSET, PARTY),
    ("1110", "Receivables, utility", ASSET, PARTY),
    ("1115", "Receivables, utility payment plans", ASSET, PARTY),
    ("1120", "Receivables, premiums", ASSET, PARTY),
    ("1130", "Receivables, dealers", ASSET, PARTY),
    ("1200", "Inventory", ASSET, ""),
    ("1210", "Inventory, returns in quarantine", ASSET, ""),
    ("1220", "Inventory with customers", ASSET, PARTY),
    ("2010", "Payables", LIABILITY, ""),
    ("2100", "Order deposits", LIABILITY, PARTY),
    ("2110", "Security deposits", LIABILITY, PARTY),
    ("2120", "Deposit interest payable", LIABILITY, PARTY),
    ("2200", "Sales tax payable", LIABILITY, ""),
    ("2210", "Franchise fee payable", LIABILITY, ""),
    ("2300", "Store credit and gift cards", LIABILITY, ABOUT),
    ("2310", "Refunds payable", LIABILITY, PARTY),
    ("2320", "Unclaimed property", LIABILITY, PARTY),
    ("2400", "Unearned premium", LIABILITY, ""),
    ("2420", "Loss reserve", LIABILITY, ""),
    ("2430", "Unearned plan revenue", LIABILITY, ""),
    ("2500", "Warranty reserve", LIABILITY, ""),
    ("2510", "Dealer claims payable", LIABILITY, PARTY),
    ("4000", "Product sales", INCOME, ""),
    ("4010", "Returns and allowances", INCOME, ""),
    ("4020", "Restocking and fee income", INCOME, ""),
    ("4100", "Service revenue", INCOME, ""),
    ("4200", "Electric revenue", INCOME, ""),
    ("4210", "Late charges", INCOME, ""),
    ("4220", "Connection fees", INCOME, ""),
    ("4300", "Earned premium", INCOME, ""),
    ("4900", "Breakage", INCOME, ""),
    ("5000", "Cost of goods sold", EXPENSE, ""),
    ("5100", "Warranty expense", EXPENSE, ""),
    ("5200", "Goodwill", EXPENSE, ""),
    ("5300", "Bad debt and write-off", EXPENSE, ""),
    ("5400", "Losses incurred", EXPENSE, ""),
    ("5500", "Interest expense", EXPENSE, ""),
    ("5600", "Inventory write-down", EXPENSE, ""),
    ("5700", "Freight", EXPENSE, ""),
    ("5800", "Test cost", EXPENSE, ""),
    ("5900", "Cash over and short", EXPENSE, ""),
    ("5950", "Bank fees", EXPENSE, ""),
)


def lay_out(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Write the accounts."""
    account = apps.get_model("ledger", "Account")
    account.objects.bulk_create(
        account(code=code, title=title, type=kind, subledger=subledger)
        for code, title, kind, subledger in CHART
    )


def clear(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Remove the accounts; refused while something is posted on them."""
    apps.get_model("ledger", "Account").objects.all().delete()


class Migration(migrations.Migration):
    """Give the books their accounts."""

    dependencies = [("ledger", "0002_kept_by_the_database")]
    operations = [migrations.RunPython(lay_out, clear)]
