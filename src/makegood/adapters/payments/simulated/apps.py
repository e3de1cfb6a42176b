"""Make the simulated payment provider known to Django."""

from django.apps import AppConfig


class SimulatedPaymentsConfig(AppConfig):
    """The payment provider of the demo."""

    name = "makegood.adapters.payments.simulated"
    label = "payments_simulated"
    default_auto_field = "django.db.models.BigAutoField"
