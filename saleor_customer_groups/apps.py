"""The Django application that Saleor loads."""

from django.apps import AppConfig
from django.conf import settings


class CustomerGroupsConfig(AppConfig):
    """Customer groups for Saleor."""

    name = "saleor_customer_groups"
    verbose_name = "Customer groups"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the plugin to the Saleor that is installed."""
        from . import checks, port, receivers, tasks
        from .graphql.schema import EXTENSION

        checks.register()
        receivers.connect()
        port.ready(extension=EXTENSION)
        # Saleor 2.10 has no schedule of its own. What the shop has set wins.
        settings.CELERY_BEAT_SCHEDULE = {
            **tasks.SCHEDULE,
            **getattr(settings, "CELERY_BEAT_SCHEDULE", {}),
        }
