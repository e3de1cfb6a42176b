"""Install the core."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The core's tables."""

    name = "makegood.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"
