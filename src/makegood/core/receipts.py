"""Tell what the outside world answered to what went out."""

from __future__ import annotations

from makegood.core.models import Effect


def reference_of(key: str) -> str:
    """The reference that the outside world gave to what went out under a key; empty for none."""
    receipt = Effect.objects.filter(key=key).values_list("receipt", flat=True).first() or {}
    return str(receipt.get("reference", ""))
