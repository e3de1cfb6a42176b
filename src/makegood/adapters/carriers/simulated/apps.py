"""Make the simulated carrier's own records known to Django."""

from django.apps import AppConfig


class SimulatedCarrierConfig(AppConfig):
    """The labels that the simulated carrier made."""

    name = "makegood.adapters.carriers.simulated"
    label = "carriers_simulated"
    default_auto_field = "django.db.models.BigAutoField"
