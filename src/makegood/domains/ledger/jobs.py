"""Compare the books with their subledgers each night."""

from __future__ import annotations

from datetime import time

from makegood.core.jobs import timer

RECONCILE = timer("ledger.reconcile", at=time(2))
