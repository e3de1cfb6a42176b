"""Compare the books with their subledgers each night, and estimate what will come back."""

from __future__ import annotations

from datetime import time

from makegood.core.jobs import timer

ESTIMATE_RETURNS = timer("ledger.estimate_returns", at=time(1))
RECONCILE = timer("ledger.reconcile", at=time(2))
