"""The desk at which staff write orders on Saleor 3."""

from typing import Any

from django.contrib.auth import get_user_model
from graphene import Node
from saleor.order.models import OrderLine

from tests.owner import Shop
from tests.port.saleor3 import dialect
from tests.port.saleor3.rows import EMAIL

ANSWER = f"order {dialect._ORDER} errors {{ field message code }}"


class Desk:
    """Where staff write an order for Ann."""

    def __init__(self, shop: Shop, basket: dict[Any, int]) -> None:
        self.shop = shop
        self.owner = shop.owner()
        self.ann = Node.to_global_id(
            "User", get_user_model().objects.get(email=EMAIL).pk
        )
        self.write(basket)

    def write(self, basket: dict[Any, int], **given: Any) -> "Desk":
        """Write another order for Ann."""
        return self.read(self.owner.draft_order(self.ann, basket, **given))

    def read(self, order: Any) -> "Desk":
        self.order = order
        return self

    def change(self, name: str, arguments: str, **variables: Any) -> "Desk":
        """Send a mutation; types of the variables are written ``name: Type``."""
        declared = ", ".join(f"${each}" for each in arguments.split(", "))
        passed = ", ".join(
            f"{each.split(':')[0]}: ${each.split(':')[0]}"
            for each in arguments.split(", ")
        )
        document = f"mutation({declared}) {{ {name}({passed}) {{ {ANSWER} }} }}"
        payload = self.owner.change(document, **variables)
        return self.read(dialect.read_order(payload["order"]))

    def look(self) -> "Desk":
        """Look at the order again: Saleor before 3.23 answers some changes with it as
        it was before them.
        """
        document = f"query($id: ID!) {{ order(id: $id) {dialect._ORDER} }}"
        answer = self.owner.ask(document, id=self.order.id)
        return self.read(dialect.read_order(answer["order"]))

    def line(self, sku: str) -> OrderLine:
        _, order = Node.from_global_id(self.order.id)
        return OrderLine.objects.get(order=order, product_sku=sku)

    def line_id(self, sku: str) -> str:
        return Node.to_global_id("OrderLine", self.line(sku).pk)

    def set_quantity(self, sku: str, quantity: int) -> "Desk":
        return self.change(
            "orderLineUpdate",
            "id: ID!, input: OrderLineInput!",
            id=self.line_id(sku),
            input={"quantity": quantity},
        )

    def discount(self, sku: str, amount: int) -> "Desk":
        return self.change(
            "orderLineDiscountUpdate",
            "orderLineId: ID!, input: OrderDiscountCommonInput!",
            orderLineId=self.line_id(sku),
            input={"valueType": "FIXED", "value": amount, "reason": "By hand"},
        )

    def take_discount_off(self, sku: str) -> "Desk":
        return self.change(
            "orderLineDiscountRemove", "orderLineId: ID!", orderLineId=self.line_id(sku)
        )

    def add(self, variant: Any, **given: Any) -> "Desk":
        line = {
            "variantId": Node.to_global_id("ProductVariant", variant.pk),
            "quantity": 1,
            **given,
        }
        return self.change(
            "orderLinesCreate",
            "id: ID!, input: [OrderLineCreateInput!]!",
            id=self.order.id,
            input=[line],
        )

    def update(self, **given: Any) -> "Desk":
        return self.change(
            "draftOrderUpdate",
            "id: ID!, input: DraftOrderInput!",
            id=self.order.id,
            input=given,
        )
