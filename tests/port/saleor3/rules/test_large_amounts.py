"""Amounts in the wrong field, where Saleor 3 sets no limit to the units of a cart."""

from django.contrib.sites.models import Site

from saleor_customer_groups.services.rules.price_lists import price_lists
from tests.graphql.base.hostile.test_large_amounts import PUT, TOO_MUCH, above, entry
from tests.graphql.ids import id_of
from tests.owner import Shop
from tests.services.conftest import NOW


def test_without_a_limit_of_units_a_price_is_refused_of_which_none_could_be_sold(
    shop: Shop,
) -> None:
    settings = Site.objects.get_current().settings
    settings.limit_quantity_per_checkout = None
    settings.save()
    owner, trade = shop.owner(), shop.group("Trade")
    contract = price_lists.create_price_list(
        values={"name": "Contract"}, groups=[trade], now=NOW
    )
    most = "49999999999999999.99"

    for amount, errors in ((TOO_MUCH, [above(TOO_MUCH)]), (most, [])):
        answer = owner.ask(
            PUT, id=id_of(contract), entries=[entry(shop.latte, amount)]
        )["customerGroupPriceListEntriesPut"]
        assert [error["message"] for error in answer["errors"]] == errors
    ann = shop.member(trade, "ann@example.com")
    (line,) = ann.open_checkout({shop.latte: 1}).lines

    assert (float(line.unit), line.group) == (float(most), "Trade")
