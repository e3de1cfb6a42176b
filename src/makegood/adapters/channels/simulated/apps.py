"""Make the simulated receivers known to Django."""

from django.apps import AppConfig


class SimulatedChannelsConfig(AppConfig):
    """Mailboxes, telephones and letter boxes of the demo."""

    name = "makegood.adapters.channels.simulated"
    label = "channels_simulated"
    default_auto_field = "django.db.models.BigAutoField"
