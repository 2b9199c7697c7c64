"""Shops that sell in more than one currency, as far as a Saleor can."""

from saleor_customer_groups import port

if port.GENERATION == 3:
    from saleor.channel.models import Channel


def sell_in_euros() -> bool:
    """Have the shop sell in euros, too; tell whether this Saleor can.

    A shop on Saleor 2.10 has one currency.
    """
    if port.GENERATION == 2:
        return False
    Channel.objects.create(
        pk=2,
        name="Europe",
        slug="europe",
        currency_code="EUR",
        default_country="DE",
        is_active=True,
    )
    return True
