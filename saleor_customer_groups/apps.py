"""The Django application that Saleor loads."""

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate


class CustomerGroupsConfig(AppConfig):
    """Customer groups for Saleor."""

    name = "saleor_customer_groups"
    verbose_name = "Customer groups"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the plugin to the Saleor that is installed, if it is a known one."""
        from . import checks, compatibility

        checks.register()
        with compatibility.staying_out():
            compatibility.check_names()
            self._connect()

    def _connect(self) -> None:
        from . import port, receivers, tasks
        from .dashboard.pages import answer
        from .graphql.base.languages import asked_language
        from .graphql.schema import EXTENSION

        port.connect(extension=EXTENSION, pages=answer)
        receivers.connect()
        asked_language.connect()
        post_migrate.connect(_migrated, sender=self)
        # Saleor 2.10 has no schedule of its own. Entries of the shop win.
        settings.CELERY_BEAT_SCHEDULE = {
            **tasks.SCHEDULE,
            **getattr(settings, "CELERY_BEAT_SCHEDULE", {}),
        }


def _migrated(*, using: str, **_: Any) -> None:
    """Have rules follow the channels they name, and the Dashboard show this version.

    Not in a migration: that would not run again when Saleor 2.10 is upgraded to Saleor
    3, which has channels.
    """
    from . import port
    from .models import PriceList, PriceRule, Promotion
    from .services.base.dashboard.dashboard_app import keep_app_after_migration

    models = PriceRule, PriceList, Promotion
    port.follow_channels([each._meta.db_table for each in models], using=using)
    keep_app_after_migration(using=using)
