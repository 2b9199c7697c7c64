"""What apps of Saleor 2.10 are told, as they hear it."""

import json
from collections.abc import Iterator
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from saleor.checkout.models import Checkout
from saleor.order.models import Order
from saleor.webhook.models import Webhook
from saleor.webhook.payloads import generate_checkout_payload

from tests.owner import Shop
from tests.port.accounts import make_app, permission

D = Decimal
Heard = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def heard(db: None) -> Iterator[Heard]:
    """What an app was told of new orders: event and payload."""
    told: Heard = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.append((self.headers["X-Saleor-Event"], json.loads(body)[0]))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    app, _ = make_app("Listener")
    app.permissions.set([permission("order.manage_orders")])
    webhook = Webhook.objects.create(
        app=app, target_url=f"http://127.0.0.1:{server.server_port}/"
    )
    webhook.events.create(event_type="order_created")
    yield told
    server.shutdown()
    thread.join()
    server.server_close()


def test_gifts_cost_nothing_in_what_apps_are_told(shop: Shop) -> None:
    vip = shop.group("VIP")
    gift = {"kind": "gift", "variants": [str(shop.green_tea.pk)], "quantity": 2}
    shop.promotion(vip, "Thanks", **gift)
    ann = shop.member(vip, "ann@example.com")
    ann.open_checkout({shop.espresso: 1})

    (told,) = json.loads(generate_checkout_payload(Checkout.objects.get()))

    assert {line["sku"]: line["base_price"] for line in told["lines"]} == {
        "espresso": "20.00",
        "green-tea": "0.00",
    }


def test_an_order_is_told_as_it_stands(shop: Shop, heard: Heard) -> None:
    vip = shop.group("VIP")
    ten = {"kind": "amount_off", "amount": "10.00", "currency": "USD"}
    shop.promotion(vip, "Ten", **ten)
    ann = shop.member(vip, "ann@example.com")

    ann.buy(ann.open_checkout({shop.espresso: 3}))

    event, told = heard[-1]
    order = Order.objects.get()
    assert (event, order.total_gross_amount) == ("order_created", D("60.00"))
    assert order.discount_amount == D("0.01")
    assert D(told["discount_amount"]) == order.discount_amount
    units = [D(line["unit_price_gross_amount"]) for line in told["lines"]]
    assert 3 * sum(units) + 10 - order.discount_amount == D(told["total_gross_amount"])
