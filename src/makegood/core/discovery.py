"""Find all that the installed parts register: operations, timers, checks, parts of records."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps


def discover() -> None:
    """Import the operations, jobs and queries of every installed part; importing is registering."""
    for part in apps.get_app_configs():
        if not part.name.startswith("makegood.domains."):
            continue
        if find_spec(f"{part.name}.operations"):
            package = import_module(f"{part.name}.operations")
            for module in pkgutil.iter_modules(package.__path__):
                import_module(f"{package.__name__}.{module.name}")
        for room in ("jobs", "queries"):
            if find_spec(f"{part.name}.{room}"):
                import_module(f"{part.name}.{room}")
