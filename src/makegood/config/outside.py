"""Let the simulated world outside remember in a database of its own, as the real one would.

Where MAKEGOOD_OUTSIDE names one, what a simulator was asked to do survives whatever happens to
the company's own records, and what both say can be compared.
"""

from __future__ import annotations

from django.db.models import Model

OUTSIDE = "outside"
_SIMULATORS = frozenset({"channels_simulated", "payments_simulated", "carriers_simulated"})


class OutsideWorld:
    """Sends the simulators' rows to their own database, and all others to the company's."""

    def db_for_read(self, model: type[Model], **hints: object) -> str | None:
        """Where rows of this kind are read."""
        return OUTSIDE if model._meta.app_label in _SIMULATORS else None

    def db_for_write(self, model: type[Model], **hints: object) -> str | None:
        """Where rows of this kind are written."""
        return self.db_for_read(model)

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool:
        """Each table is made in the one database where its rows are."""
        return (db == OUTSIDE) == (app_label in _SIMULATORS)
