"""The time zone of the shop, in which its days begin and end."""

from zoneinfo import ZoneInfo

from django.conf import settings


def shop_zone() -> ZoneInfo:
    """Return the time zone of the shop.

    Not Django's own object: that of Django 3 knows no daylight saving time after 2037.
    """
    return ZoneInfo(settings.TIME_ZONE)
