"""A storefront as tests use one: it talks to the shop over GraphQL and HTTP alone.

What the two Saleors spell differently stands in ``tests/port``.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from saleor_customer_groups import port
from tests.port import inputs
from tests.port.answers import Checkout, Order, ShownProduct, read_shown, read_total
from tests.port.looks import expected_discount
from tests.queries import is_counting

if port.GENERATION == 3:
    from tests.port.saleor3 import dialect
else:
    from tests.port.saleor2 import dialect

PASSWORD = "correct horse battery staple"
ADDRESS = {
    "firstName": "Ann",
    "lastName": "Bee",
    "streetAddress1": "1 Main St",
    "city": "New York",
    "countryArea": "NY",
    "postalCode": "10001",
    "country": "US",
    "phone": "+12125551234",
}


class Refused(Exception):
    """The shop answered with errors."""

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        super().__init__(json.dumps(errors))
        self.errors = errors


def check_voucher(checkout: Checkout) -> None:
    """Check that a voucher takes off what Saleor would at what is charged now."""
    if not checkout.voucher:
        # Saleor 3 has promotions of the whole order.
        assert port.GENERATION == 3 or not checkout.discount
        return
    assert checkout.discount == expected_discount(checkout.token)


class Storefront:
    """One shopper's browser; ``token`` is empty for a guest.

    Of every checkout that it is shown it checks that the voucher is right, unless
    ``checks_vouchers`` says that it is not to be.
    """

    checks_vouchers = True
    _first_method: ClassVar[str] = ""

    def __init__(self, token: str = "") -> None:
        self.token = token
        self._client = Client()

    def ask(self, document: str, **variables: Any) -> dict[str, Any]:
        """Send a document; the data, or ``Refused`` with the errors on top."""
        return self._post(
            json.dumps({"query": document, "variables": variables}),
            content_type="application/json",
        )

    def change(self, document: str, **variables: Any) -> dict[str, Any]:
        """Send a mutation; its one payload, or ``Refused`` with its typed errors."""
        return self._payload(self.ask(document, **variables))

    def upload(self, document: str, *, file: bytes, **variables: Any) -> dict[str, Any]:
        """Send a mutation with a file as its variable ``file``."""
        operations = {"query": document, "variables": {**variables, "file": None}}
        form = {
            "operations": json.dumps(operations),
            "map": json.dumps({"0": ["variables.file"]}),
            "0": SimpleUploadedFile("prices.csv", file),
        }
        return self._payload(self._post(form))

    def browse(self) -> dict[str, ShownProduct]:
        """Look at the whole catalogue; the products by name."""
        data = self.ask(dialect.BROWSE)
        products = [edge["node"] for edge in data["products"]["edges"]]
        return {each["name"]: read_shown(each) for each in products}

    def register(self, email: str) -> "Storefront":
        """Register a new shopper and log in."""
        self.change(dialect.REGISTER, email=email, password=PASSWORD)
        return self.log_in(email)

    def log_in(self, email: str, password: str = PASSWORD) -> "Storefront":
        """Log in; this browser keeps what it has in its basket."""
        payload = self.change(dialect.LOG_IN, email=email, password=password)
        self.token = payload["token"]
        return self

    def open_checkout(self, basket: Mapping[Any, int], **more: Any) -> Checkout:
        """Put variants into a new checkout."""
        given = {
            "lines": inputs.lines(basket),
            "shippingAddress": ADDRESS,
            **dialect.CHECKOUT_INPUT,
            **({} if self.token else {"email": "guest@example.com"}),
            **more,
        }
        return self._checkout(self.change(dialect.CREATE, input=given))

    def add(self, checkout: Checkout, basket: Mapping[Any, int]) -> Checkout:
        """Put more into a checkout."""
        return self._checkout(
            self.change(dialect.ADD, id=checkout.id, lines=inputs.lines(basket))
        )

    def set_quantities(self, checkout: Checkout, basket: Mapping[Any, int]) -> Checkout:
        """Set quantities of variants in a checkout."""
        return self._checkout(
            self.change(dialect.UPDATE, id=checkout.id, lines=inputs.lines(basket))
        )

    def remove(self, checkout: Checkout, sku: str) -> Checkout:
        """Take a line out of a checkout."""
        (line,) = (line.id for line in checkout.lines if line.sku == sku)
        return self._checkout(self.change(dialect.REMOVE, id=checkout.id, line=line))

    def attach(self, checkout: Checkout) -> Checkout:
        """Make a guest's checkout that of the shopper who has logged in."""
        return self._checkout(self.change(dialect.ATTACH, id=checkout.id))

    def detach(self, checkout: Checkout) -> Checkout:
        """Make a shopper's checkout a guest's."""
        return self._checkout(self.change(dialect.DETACH, id=checkout.id))

    def change_email(self, checkout: Checkout, email: str) -> Checkout:
        """Give the e-mail of whoever orders."""
        given = {"id": checkout.id, "email": email}
        return self._checkout(self.change(dialect.CHANGE_EMAIL, **given))

    def look(self, checkout: Checkout) -> Checkout:
        """Look at a checkout again."""
        data = self.ask(dialect.LOOK, **dialect.look_variables(checkout))
        return self._checkout(data)

    def ship(self, checkout: Checkout) -> Checkout:
        """Say who pays, and choose the first way of shipping."""
        return self._checkout(self._ship(checkout, dialect.SHIP))

    def _ship(self, checkout: Checkout, document: str) -> dict[str, Any]:
        given = {"address": ADDRESS, "method": self._method(checkout)}
        data = self.ask(document, id=checkout.id, **given)
        self._payload({"billed": data["billed"]})
        return self._payload({"shipped": data["shipped"]})

    def _method(self, checkout: Checkout) -> str:
        # Of the shop that each test starts from, and so the same for all of them.
        if not Storefront._first_method:
            billed = self.change(dialect.BILL, id=checkout.id, address=ADDRESS)
            Storefront._first_method = billed["checkout"]["methods"][0]["id"]
        return Storefront._first_method

    def use_voucher(self, checkout: Checkout, code: str) -> Checkout:
        """Enter the code of a voucher or a gift card."""
        return self._checkout(self.change(dialect.VOUCHER, id=checkout.id, code=code))

    def take_voucher_back(self, checkout: Checkout) -> Checkout:
        """Take the voucher out of a checkout."""
        given = {"id": checkout.id, "code": checkout.voucher}
        return self._checkout(self.change(dialect.UNVOUCHER, **given))

    def pay(self, checkout: Checkout, amount: Decimal | None = None) -> None:
        """Pay with the dummy gateway, the total where no amount is given."""
        given = {
            "gateway": "mirumee.payments.dummy",
            "token": "tok",
            "amount": str(checkout.total if amount is None else amount),
        }
        self.change(dialect.PAY, id=checkout.id, input=given)

    def complete(self, checkout: Checkout) -> Order:
        """Make the order."""
        payload = self.change(dialect.COMPLETE, id=checkout.id)
        return dialect.read_order(payload["order"])

    def pay_for(self, checkout: Checkout) -> Checkout:
        """Choose shipping and pay what is asked, without looking at the lines."""
        shipped = self._ship(checkout, dialect.SHIP_TO_PAY)
        self.pay(checkout, read_total(shipped))
        return checkout

    def buy(self, checkout: Checkout) -> Order:
        """Choose shipping, pay and order."""
        return self.complete(self.pay_for(checkout))

    def draft_order(
        self, customer_id: str | None, basket: Mapping[Any, int], **more: Any
    ) -> Order:
        """Write an order for a customer, as staff do."""
        given = {
            "lines": inputs.lines(basket),
            "shippingAddress": ADDRESS,
            "billingAddress": ADDRESS,
            **dialect.DRAFT_INPUT,
            **({"user": customer_id} if customer_id else {}),
            **more,
        }
        payload = self.change(dialect.DRAFT, input=given)
        return dialect.read_order(payload["order"])

    def give_draft_to(self, order: Order, customer_id: str) -> Order:
        """Change the customer of a draft order, as staff do."""
        return self.change_draft(order, user=customer_id)

    def change_draft(self, order: Order, **given: Any) -> Order:
        """Change fields of a draft order, as staff do."""
        payload = self.change(dialect.DRAFT_UPDATE, id=order.id, input=given)
        return dialect.read_order(payload["order"])

    def add_to_draft(self, order: Order, basket: Mapping[Any, int]) -> Order:
        """Put more into a draft order, as staff do."""
        given = inputs.lines(basket)
        payload = self.change(dialect.DRAFT_ADD, id=order.id, lines=given)
        return dialect.read_order(payload["order"])

    def set_in_draft(self, order: Order, sku: str, quantity: int) -> Order:
        """Set the quantity of a line of a draft order, as staff do."""
        (line,) = (line.id for line in order.lines if line.sku == sku)
        payload = self.change(dialect.DRAFT_LINE, id=line, quantity=quantity)
        return dialect.read_order(payload["order"])

    def look_at_order(self, order: Order) -> Order:
        """Look at an order again, as staff do."""
        return dialect.read_order(self.ask(dialect.LOOK_AT_ORDER, id=order.id)["order"])

    def complete_draft(self, order: Order, shipping_method: str) -> Order:
        """Choose how a draft order is shipped and place it, as staff do."""
        given = {"shippingMethod": shipping_method}
        self.change(dialect.DRAFT_UPDATE, id=order.id, input=given)
        payload = self.change(dialect.DRAFT_COMPLETE, id=order.id)
        return dialect.read_order(payload["order"])

    def _checkout(self, payload: Mapping[str, Any]) -> Checkout:
        checkout = dialect.read_checkout(payload["checkout"])
        if self.checks_vouchers and not is_counting():
            check_voucher(checkout)
        return checkout

    def _post(self, body: Any, **how: Any) -> dict[str, Any]:
        """Send a request; the data, or ``Refused`` with the errors on top."""
        authorization = (
            {"HTTP_AUTHORIZATION": f"JWT {self.token}"} if self.token else {}
        )
        response = self._client.post("/graphql/", body, **how, **authorization)
        answer = json.loads(response.content)
        if answer.get("errors"):
            raise Refused(answer["errors"])
        return answer["data"]

    @staticmethod
    def _payload(data: Mapping[str, Any]) -> dict[str, Any]:
        (payload,) = data.values()
        errors = next(
            (value for key, value in payload.items() if key.lower().endswith("errors")),
            [],
        )
        if errors:
            raise Refused(errors)
        return payload
