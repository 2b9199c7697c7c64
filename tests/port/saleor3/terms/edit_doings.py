"""How staff confirm an order of Saleor 3, and edit one that waits."""

from random import Random
from typing import Any

from graphql_relay import to_global_id
from saleor.shipping.models import ShippingMethod, ShippingMethodChannelListing

from tests.journeys.terms.books import Books, Desk

from .seen import ERRORS


def confirm(desk: Desk, books: Books, random: Random) -> str:
    """Confirm it in Saleor, which approves it."""
    if random.random() < 0.6:
        return ""
    done = desk.tried(
        f"mutation($id: ID!) {{ orderConfirm(id: $id) {{ {ERRORS} }} }}",
        id=books.order.id,
    )
    return "confirm" if done else ""


def edit(desk: Desk, books: Books, random: Random) -> str:
    """Edit an order that waits, as a draft: lines, discounts, shipping."""
    if desk.seen["status"] != "UNCONFIRMED":
        return ""
    line = random.choice(desk.seen["lines"])["id"]
    variant = to_global_id("ProductVariant", desk.shop.green_tea.pk)
    first = ShippingMethod.objects.order_by("pk").first()
    assert first is not None
    other, is_new = ShippingMethod.objects.get_or_create(
        name="Fast", shipping_zone=first.shipping_zone, type=first.type
    )
    if is_new:
        channel = desk.shop.catalogue.channel
        ShippingMethodChannelListing.objects.create(
            shipping_method=other, channel=channel, price_amount=17, currency="USD"
        )
    method = to_global_id("ShippingMethod", random.choice([first, other]).pk)
    discount = {
        "valueType": random.choice(["FIXED", "PERCENTAGE"]),
        "value": str(random.choice([1, 5, 10])),
    }
    known = [each["id"] for each in desk.seen["discounts"]]
    ways: dict[str, tuple[str, dict[str, Any]]] = {
        "orderLinesCreate": (
            "id: $id, input: $new",
            {"new: [OrderLineCreateInput!]!": [{"variantId": variant, "quantity": 2}]},
        ),
        "orderLineUpdate": (
            "id: $line, input: $new",
            {
                "line: ID!": line,
                "new: OrderLineInput!": {"quantity": random.randint(1, 5)},
            },
        ),
        "orderLineDelete": ("id: $line", {"line: ID!": line}),
        "orderLineDiscountUpdate": (
            "orderLineId: $line, input: $new",
            {"line: ID!": line, "new: OrderDiscountCommonInput!": discount},
        ),
        "orderLineDiscountRemove": ("orderLineId: $line", {"line: ID!": line}),
        "orderDiscountAdd": (
            "orderId: $id, input: $new",
            {"new: OrderDiscountCommonInput!": discount},
        ),
        "orderUpdateShipping": (
            "order: $id, input: $new",
            {"new: OrderUpdateShippingInput!": {"shippingMethod": method}},
        ),
        "orderUpdate": (
            "id: $id, input: $new",
            {"new: OrderUpdateInput!": {"userEmail": "new@example.com"}},
        ),
        "taxExemptionManage": (
            "id: $id, taxExemption: $is_exempt",
            {"is_exempt: Boolean!": random.random() < 0.5},
        ),
        "shippingPriceDelete": (
            "id: $other",
            {"other: ID!": to_global_id("ShippingMethod", other.pk)},
        ),
    }
    if known:
        ways["orderDiscountUpdate"] = (
            "discountId: $of, input: $new",
            {"of: ID!": known[0], "new: OrderDiscountCommonInput!": discount},
        )
        ways["orderDiscountDelete"] = ("discountId: $of", {"of: ID!": known[0]})
    name = random.choice(sorted(ways))
    arguments, given = ways[name]
    if "$id" in arguments:
        given = {"id: ID!": books.order.id, **given}
    declared = ", ".join(f"${each}" for each in given)
    done = desk.tried(
        f"mutation({declared}) {{ {name}({arguments}) {{ {ERRORS} }} }}",
        **{each.partition(":")[0]: value for each, value in given.items()},
    )
    return name if done else ""
