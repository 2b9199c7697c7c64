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
        asked = json.loads(data).get("createTransactionModel")
        if asked is None:  # an order that was made is told with what was answered here
            return Answer({})
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


def use_avatax(monkeypatch: pytest.MonkeyPatch, percent: str) -> None:
    """Have Avatax charge taxes on top of prices."""
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
    use_avatax(monkeypatch, percent)
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


@pytest.mark.parametrize(
    ("percent", "before", "subtotal"),
    [("0", D("50.00"), D("47.00")), ("10", D("55.00"), D("51.70"))],
)
def test_what_promotions_leave_is_charged_with_the_tax_of_avatax(
    shop: Shop,
    monkeypatch: pytest.MonkeyPatch,
    percent: str,
    before: Decimal,
    subtotal: Decimal,
) -> None:
    use_avatax(monkeypatch, percent)
    vip = shop.group("VIP")
    shop.promotion(vip, "Cheap", kind="free_shipping", up_to="8.00")
    ann = shop.member(vip, "ann@example.com")
    shipped = ann.ship(ann.open_checkout({shop.espresso: 1, shop.green_tea: 1}))
    shop.promotion(vip, "Gift", kind="gift", variants=[str(shop.latte.pk)])
    tea = {"include": {"categories": [str(shop.tea.pk)]}}
    shop.promotion(vip, "Spring", kind="percent_off", percent="10", scope=tea)

    checkout = ann.look(shipped)
    ann.pay(checkout)
    order = ann.complete(checkout)

    assert (shipped.subtotal, shipped.total) == (before, before + 2)
    assert (checkout.subtotal, checkout.total) == (subtotal, subtotal + 2)
    assert (order.total, order.captured) == (subtotal + 2, subtotal + 2)
    assert (len(order.lines), order.adds_up) == (3, True)
