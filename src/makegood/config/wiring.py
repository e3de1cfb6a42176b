"""Connect the parts: operations found, adapters behind their ports, the demo's clock."""

from __future__ import annotations

from django.conf import settings

from makegood.core import clock
from makegood.core.demo_clock import demo_time
from makegood.core.discovery import discover


def connect() -> None:
    """Find all operations and connect the adapters that the settings name."""
    discover()
    if settings.DEMO:
        clock.use(demo_time)
