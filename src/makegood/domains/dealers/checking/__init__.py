"""Check a dealer's claim line by line, each check in its place; pure. Source: C23, DLR-1."""

from makegood.domains.dealers.checking.facts import (
    Agreement,
    Approval,
    ClaimedLine,
    Earlier,
    Repair,
    SoldUnit,
    Work,
)
from makegood.domains.dealers.checking.found import Checked, CheckedLine, Ground
from makegood.domains.dealers.checking.going import check
from makegood.domains.dealers.checking.pricing import agreed_price, trip_due

__all__ = [
    "Agreement",
    "Approval",
    "Checked",
    "CheckedLine",
    "ClaimedLine",
    "Earlier",
    "Ground",
    "Repair",
    "SoldUnit",
    "Work",
    "agreed_price",
    "check",
    "trip_due",
]
