"""A tax app for Saleor 3."""

import json
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from saleor.webhook.models import Webhook

from tests.port import Catalogue
from tests.port.accounts import make_app, permission
from tests.port.loopback import Loopback

RATE = Decimal("8.875")
QUERY = """subscription { event { ... on CalculateTaxes { taxBase {
  shippingPrice { amount } discounts { amount { amount } }
  lines { quantity unitPrice { amount } totalPrice { amount } }
} } } }"""


class TaxApp:
    """Charges a tax on top of all prices, shipping included, as Saleor asks for it."""

    left_out: tuple[str, ...] = ()

    def __init__(self, catalogue: Catalogue) -> None:
        self.asked: list[Any] = []
        self._service = Loopback(self._answer)
        app, _ = make_app("Taxes")
        app.identifier = "taxes"
        app.save()
        app.permissions.set([permission("checkout.handle_taxes")])
        webhook = Webhook.objects.create(
            app=app, target_url=self._service.url, subscription_query=QUERY
        )
        for name in ("checkout_calculate_taxes", "order_calculate_taxes"):
            webhook.events.create(event_type=name)
        taxes = catalogue.taxes
        taxes.charge_taxes = True
        taxes.prices_entered_with_tax = taxes.display_gross_prices = False
        taxes.tax_calculation_strategy = "TAX_APP"
        taxes.tax_app_id = "taxes"
        taxes.save()

    def heard(self) -> list[Any]:
        """Return what it was asked since last asked itself, without repetitions."""
        asked, self.asked = self.asked, []
        return [
            each
            for before, each in zip([None, *asked], asked, strict=False)
            if each != before
        ]

    def close(self) -> None:
        """Answer no more."""
        self._service.close()

    def _answer(self, event: str, body: bytes) -> bytes:
        base = json.loads(body)["taxBase"]
        self.asked.append((event, base))
        totals = [_amount(line["totalPrice"]) for line in base["lines"]]
        off = sum((_amount(each["amount"]) for each in base["discounts"]), Decimal(0))
        everything = sum(totals, Decimal(0))
        lines = []
        for total in totals:
            left = total - (_cents(off * total / everything) if everything else 0)
            lines.append(_taxed(left, "total_net_amount", "total_gross_amount"))
        shipping = _amount(base["shippingPrice"])
        names = ("shipping_price_net_amount", "shipping_price_gross_amount")
        return json.dumps(
            {
                **{
                    name: value
                    for name, value in _taxed(shipping, *names).items()
                    if name in names
                },
                "shipping_tax_rate": str(RATE),
                "lines": lines,
            }
        ).encode()


def _amount(money: dict[str, Any]) -> Decimal:
    return Decimal(str(money["amount"]))


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _taxed(net: Decimal, net_name: str, gross_name: str) -> dict[str, str]:
    return {
        "tax_rate": str(RATE),
        net_name: str(net),
        gross_name: str(net + _cents(net * RATE / 100)),
    }
