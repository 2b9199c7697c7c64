"""An import of prices tells how it has read the file."""

from typing import Any

import pytest
from django.utils import timezone

from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.services.rules.price_lists import price_lists
from tests.api import Caller
from tests.graphql.ids import id_of
from tests.graphql.stored import everything
from tests.owner import Shop

IMPORT = """mutation($id: ID!, $csv: String!) {
  customerGroupPriceListImport(id: $id, csv: $csv, dryRun: true) {
    form { separator columns hasDecimalCommas } added badRows { line message }
    errors { field code message }
  }
}"""


@pytest.mark.parametrize(
    ("csv", "form"),
    [
        (
            "sku;currency;unit_price\nlatte;USD;8,50\n",
            ("semicolons", ["sku", "currency", "unit_price"], True),
        ),
        (
            "sku\tcurrency\tmin_quantity\tunit_price\nlatte\tUSD\t5\t1.008,50\n",
            ("tabs", ["sku", "currency", "unit_price", "min_quantity"], True),
        ),
        (
            "currency,sku,unit_price\nUSD,latte,8.50\n",
            ("commas", ["sku", "currency", "unit_price"], False),
        ),
        (
            'sku,currency,unit_price\nlatte,USD,"1,008.50"\n',
            ("commas", ["sku", "currency", "unit_price"], False),
        ),
    ],
)
def test_the_form_of_a_file(
    csv: str,
    form: tuple[Any, ...],
    staff: Caller,
    shop: Shop,
    gold: CustomerGroup,
) -> None:
    price_list = price_lists.create_price_list(
        values={"name": "Contract"}, groups=[gold], now=timezone.now()
    )
    before = everything()

    answer = staff.ask(IMPORT, id=id_of(price_list), csv=csv)

    assert tuple(answer["form"].values()) == form
    assert (answer["added"], answer["badRows"], answer["errors"]) == (1, [], [])
    assert everything() == before
