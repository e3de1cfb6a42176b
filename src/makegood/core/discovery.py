"""Find every operation, timer and check of the installed parts, so that each face has them."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps


def discover() -> None:
    """Import the operations and jobs of every installed part; importing is registering."""
    for part in apps.get_app_configs():
        if not part.name.startswith("makegood.domains."):
            continue
        if find_spec(f"{part.name}.operations"):
            package = import_module(f"{part.name}.operations")
            for module in pkgutil.iter_modules(package.__path__):
                import_module(f"{package.__name__}.{module.name}")
        if find_spec(f"{part.name}.jobs"):
            import_module(f"{part.name}.jobs")
