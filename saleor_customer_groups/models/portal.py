"""What the members of a group may do in the shop."""

from enum import StrEnum

from django.db import models


class PortalSetting(StrEnum):
    """What a group says about a permission (docs/portal.md, section 1)."""

    OPEN = "open"
    YES = "yes"
    NO = "no"


def _setting() -> models.CharField:
    return models.CharField(
        max_length=8,
        choices=[(each.value, each.value) for each in PortalSetting],
        default=PortalSetting.OPEN.value,
    )


class PortalSettings(models.Model):
    """The fields of a group about what its members may do.

    One that is open is that of the group above, while it inherits.
    """

    inherits_portal = models.BooleanField(default=True)
    can_log_in = _setting()
    can_see_prices = _setting()
    can_order = _setting()
    can_request_quotes = _setting()
    can_see_invoices = _setting()

    class Meta:
        abstract = True
