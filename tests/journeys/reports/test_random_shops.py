"""In any shop, the rules that priced its orders make of them what was charged."""

from contextlib import suppress
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.utils import timezone

from saleor_customer_groups.engine import POLICIES
from saleor_customer_groups.services.rules.price_lists import (
    price_list_entries,
    price_lists,
)
from saleor_customer_groups.services.rules.price_lists.price_list_entries import (
    EntryValues,
)
from tests.owner import Shop
from tests.port.plugin import configure
from tests.storefront import Refused, Storefront

from .dry_running import deleted, no_change, try_out

# Saleor 3 tells of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)

D = Decimal
KINDS = (
    "percent_off",
    "amount_off",
    "percent_increase",
    "amount_increase",
)


class RandomShop:
    """A shop with groups, rules, lists, promotions and sales drawn by lot."""

    def __init__(self, shop: Shop, chance: Random) -> None:
        self.shop, self.chance = shop, chance
        configure(
            active=True,
            policy=chance.choice(list(POLICIES)),
            price_lists_first=chance.random() < 0.5,
            minimum_margin_percent=chance.choice(["", "", "20"]),
        )
        if chance.random() < 0.5:
            shop.catalogue.charge_taxes("23", included=chance.random() < 0.5)
        if chance.random() < 0.6:
            sold = chance.sample(self.goods, 2)
            shop.catalogue.put_on_sale(chance.choice(["7", "10", "25"]), *sold)
        shop.catalogue.voucher("TEN", "10")
        above = shop.group("Above")
        self.groups = [above, shop.group("Below", parent=above), shop.group("Other")]
        self.rows = [
            *(self._rule() for _ in range(chance.randint(1, 4))),
            *(self._promotion(n) for n in range(chance.randint(0, 3))),
            self._list(),
        ]

    @property
    def goods(self) -> list[Any]:
        return [self.shop.espresso, self.shop.latte, self.shop.green_tea]

    def _amount(self, most: int) -> str:
        return f"{self.chance.randint(1, most * 100) / 100:.2f}"

    def _rule(self) -> Any:
        kind = self.chance.choice(KINDS)
        category = self.chance.choice([None, self.shop.coffee, self.shop.tea])
        return self.shop.rule(
            self.chance.choice(self.groups),
            kind,
            self._amount(9),
            category=category,
            name=f"Rule {self.chance.random()}",
            with_promotions=self.chance.choice(["best", "stack", "replace"]),
            with_vouchers=self.chance.choice(["allow", "allow", "refuse"]),
            exclusive=self.chance.random() < 0.2,
            priority=self.chance.randint(0, 2),
            min_quantity=self.chance.choice([None, None, 3]),
        )

    def _promotion(self, number: int) -> Any:
        anything = {"scope": {}, "quantity": 2}
        benefit = self.chance.choice(
            [
                {"kind": "percent_off", "percent": self._amount(30)},
                {"kind": "amount_off", "amount": self._amount(9), "currency": "USD"},
                {"kind": "free_shipping", "up_to": self._amount(3)},
                {"kind": "bundle", "components": [anything], "percent_off": "13"},
                {
                    "kind": "buy_x_get_y",
                    "buy": anything,
                    "get": {"scope": {}, "quantity": 1},
                },
                {"kind": "gift", "variants": [str(self.shop.latte.pk)]},
            ]
        )
        return self.shop.promotion(
            self.chance.choice(self.groups),
            f"Promotion {number}",
            with_group_prices=self.chance.choice(["stack", "best"]),
            with_vouchers=self.chance.choice(["allow", "allow", "refuse"]),
            limit_per_customer=self.chance.choice([None, None, 1]),
            limit_total=self.chance.choice([None, None, 2]),
            **benefit,
        )

    def _list(self) -> Any:
        price_list = price_lists.create_price_list(
            values={"name": "Contract"},
            groups=[self.chance.choice(self.groups)],
            now=timezone.now(),
        )
        price_list_entries.put_entries(
            price_list=price_list,
            entries=[
                EntryValues(
                    self.chance.choice(self.goods).pk,
                    "USD",
                    self.chance.choice([1, 2]),
                    D(self._amount(25)),
                )
            ],
            now=timezone.now(),
        )
        return price_list

    def sell(self, customers: int) -> int:
        """Let some customers and a guest buy; return how many orders there are."""
        chance = self.chance
        shoppers = [
            self.shop.member(chance.choice(self.groups), f"customer{n}@example.com")
            for n in range(customers)
        ]
        if chance.random() < 0.5:
            self.shop.put_into(self.groups[2], "customer0@example.com")
        sold = 0
        for shopper in [*shoppers, *shoppers[:2], Storefront()]:
            basket = {
                variant: chance.randint(1, 4)
                for variant in chance.sample(self.goods, chance.randint(1, 3))
            }
            checkout = shopper.open_checkout(basket)
            if chance.random() < 0.3:
                with suppress(Refused):
                    checkout = shopper.use_voucher(checkout, "TEN")
            shopper.buy(checkout)
            sold += 1
        return sold


@pytest.mark.parametrize("seed", range(6))
def test_replaying_gives_exactly_what_was_charged(shop: Shop, seed: int) -> None:
    random_shop = RandomShop(shop, Random(seed))
    sold = random_shop.sell(3)

    same = try_out(no_change(random_shop.groups))

    assert (same.orders, same.left_out) == (sold, 0)
    assert (same.touched_orders, same.differing_orders) == (0, 0)
    assert same.charged_revenue == same.before.revenue == same.after.revenue

    # Without any of them it is as if it had never been.
    for row in random_shop.rows:
        without = try_out(deleted(row))
        assert without.before == same.before
