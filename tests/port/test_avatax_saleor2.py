"""Avatax taxes what it was told Saleor's own prices are; the group's are charged."""

import json
from decimal import Decimal
from typing import Any

import pytest
import requests
from django.contrib.sites.models import Site
from saleor.plugins.models import PluginConfiguration

from tests.owner import Shop

D = Decimal


class Avatax:
    """Avatax's service, as far as it is asked; it taxes goods, not shipping."""

    def __init__(self, percent: str) -> None:
        self.percent = Decimal(percent)

    def post(self, url: str, *, data: str, **_: Any) -> "Answer":
        asked = json.loads(data)["createTransactionModel"]
        lines = [self._taxed(line) for line in asked["lines"]]
        return Answer(
            {
                "currencyCode": "USD",
                "totalAmount": str(sum(Decimal(line["lineAmount"]) for line in lines)),
                "totalTax": str(sum(Decimal(line["tax"]) for line in lines)),
                "lines": lines,
            }
        )

    def _taxed(self, line: dict[str, Any]) -> dict[str, str]:
        amount = Decimal(str(line["amount"]))
        is_shipping = line["itemCode"] == "Shipping"
        tax = Decimal(0) if is_shipping else amount * self.percent / 100
        return {
            "itemCode": line["itemCode"],
            "lineAmount": str(amount),
            "tax": str(tax.quantize(Decimal("0.01"))),
        }


class Answer:
    def __init__(self, content: dict[str, Any]) -> None:
        self._content = content

    def json(self) -> dict[str, Any]:
        return self._content


@pytest.mark.parametrize(
    ("percent", "units", "subtotal"),
    [
        ("0", {"espresso": D("18.00"), "green-tea": D("31.50")}, D("67.50")),
        ("10", {"espresso": D("19.80"), "green-tea": D("34.65")}, D("74.25")),
    ],
)
def test_the_groups_prices_are_charged_with_the_tax_of_avatax(
    shop: Shop,
    monkeypatch: pytest.MonkeyPatch,
    percent: str,
    units: dict[str, Decimal],
    subtotal: Decimal,
) -> None:
    monkeypatch.setattr(requests, "post", Avatax(percent).post)
    settings = Site.objects.get_current().settings
    settings.include_taxes_in_prices = False
    settings.save()
    PluginConfiguration.objects.create(
        identifier="mirumee.taxes.avalara",
        active=True,
        configuration=[
            {"name": "Username or account", "value": "shop"},
            {"name": "Password or license", "value": "secret"},
        ],
    )
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "10", category=shop.coffee)
    shop.rule(vip, "percent_increase", "5", category=shop.tea)
    ann = shop.member(vip, "ann@example.com")

    checkout = ann.ship(ann.open_checkout({shop.espresso: 2, shop.green_tea: 1}))
    ann.pay(checkout)
    order = ann.complete(checkout)

    assert (checkout.units, order.units) == (units, units)
    assert (checkout.subtotal, checkout.total) == (subtotal, subtotal + 10)
    assert (order.total, order.captured) == (subtotal + 10, subtotal + 10)
