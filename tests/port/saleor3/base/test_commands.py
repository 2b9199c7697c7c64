"""Commands in a shop with several channels."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from saleor.channel.models import Channel
from saleor.product.models import ProductVariantChannelListing

from tests.owner import Shop


def explain(*arguments: str) -> str:
    output = StringIO()
    call_command("customer_groups_explain_price", *arguments, stdout=output)
    return output.getvalue().partition(";")[0]


def test_a_price_is_explained_in_the_channel_that_sells_the_variant(shop: Shop) -> None:
    other = Channel.objects.create(
        pk=2, name="A", slug="a-channel", currency_code="EUR", default_country="DE"
    )
    assert explain("espresso") == "20.00 USD a unit (no group)"

    ProductVariantChannelListing.objects.create(
        variant=shop.espresso, channel=other, price_amount=Decimal(18), currency="EUR"
    )
    with pytest.raises(CommandError) as refused:
        explain("espresso")

    assert str(refused.value) == (
        'Several channels sell "espresso": a-channel, default-channel. Say which with'
        " --channel."
    )
    assert (
        explain("espresso", "--channel", "a-channel") == "18.00 EUR a unit (no group)"
    )
    ProductVariantChannelListing.objects.all().delete()
    with pytest.raises(
        CommandError, match=r"^No channel has a price for \"espresso\"\.$"
    ):
        explain("espresso")
