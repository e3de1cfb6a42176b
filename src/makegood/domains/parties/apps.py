"""Make the customers' part known to Django."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """Customers, accounts, ways to reach them, proofs of who they are."""

    name = "makegood.domains.parties"
    label = "parties"
    default_auto_field = "django.db.models.BigAutoField"
