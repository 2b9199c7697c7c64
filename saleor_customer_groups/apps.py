"""The Django application that Saleor loads."""

from django.apps import AppConfig


class CustomerGroupsConfig(AppConfig):
    """Customer groups for Saleor."""

    name = "saleor_customer_groups"
    verbose_name = "Customer groups"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the plugin to the Saleor that is installed."""
        from . import checks, port, receivers
        from .graphql.schema import EXTENSION

        checks.register()
        receivers.connect()
        port.ready(extension=EXTENSION)
