"""Staff whom Saleor limits to some channels."""

from django.contrib.auth import get_user_model
from saleor.account.models import Group
from saleor.channel.models import Channel
from saleor.tax.models import TaxConfiguration

from tests.api import MANAGE_ORDERS, MANAGE_USERS, Caller, make_staff
from tests.port.accounts import permission


def seller(name: str, *groups: Group) -> Caller:
    """Make a member of staff who manages orders and users in some groups of staff."""
    caller = make_staff(name=name)
    user = get_user_model().objects.get(pk=caller.pk)
    for group in groups:
        group.permissions.add(*map(permission, (MANAGE_ORDERS, MANAGE_USERS)))
        user.groups.add(group)
    return caller


def limited(name: str, *channels: Channel) -> Group:
    """Make a group of staff for some channels."""
    group = Group.objects.create(name=name, restricted_access_to_channels=True)
    group.channels.set(channels)
    return group


def elsewhere() -> Channel:
    channel = Channel.objects.create(
        pk=2,
        slug="elsewhere",
        name="Elsewhere",
        currency_code="USD",
        default_country="US",
        is_active=True,
    )
    TaxConfiguration.objects.create(channel=channel)
    return channel
