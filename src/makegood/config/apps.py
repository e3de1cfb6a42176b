"""Put the house together once Django knows its parts."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    """Finds the operations and connects the adapters."""

    name = "makegood.config"
    label = "wiring"

    def ready(self) -> None:
        """Connect everything that is installed."""
        from makegood.config.wiring import connect

        connect()
