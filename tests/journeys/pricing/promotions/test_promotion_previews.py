"""A basket priced for staff, with a promotion that is not saved and without it."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from graphene import Node

from saleor_customer_groups.models import CustomerGroup, Promotion
from saleor_customer_groups.services.rules import promotions
from tests.owner import Shop
from tests.queries import counted
from tests.storefront import Storefront

PREVIEW = """query($input: CustomerGroupPromotionPreviewInput!) {
  customerGroupPromotionPreview(input: $input) {
    current { ...Basket } draft { ...Basket } errors { field code message }
  }
}
fragment Basket on CustomerGroupPreviewedBasket {
  lines {
    variantId quantity unitPrice { amount } discount { amount } total { amount } applied
  }
  gifts { variantId quantity promotionCode }
  shippingPrice { amount } subtotal { amount } total { amount currency }
  verdicts { kind code reason message }
}"""


def id_of(row: Any) -> str:
    return Node.to_global_id(type(row).__name__, row.pk)


def customer_id(email: str) -> str:
    return Node.to_global_id("User", get_user_model().objects.get(email=email).pk)


def basket(*lines: tuple[Any, int], **more: Any) -> dict[str, Any]:
    return {
        "channel": "default-channel",
        "lines": [
            {"variantId": id_of(variant), "quantity": quantity}
            for variant, quantity in lines
        ],
        **more,
    }


def draft(group: CustomerGroup, kind: str, **parameters: Any) -> dict[str, Any]:
    return {
        "name": "Draft",
        "groups": [id_of(group)],
        "benefit": {"kind": kind, "parameters": parameters},
    }


def promote(group: CustomerGroup, name: str, **values: Any) -> Promotion:
    given = {"benefit": {"kind": "percent_off", "percent": "10"}, **values}
    return promotions.create_promotion(
        values={"name": name, **given}, groups=[group], now=timezone.now()
    )


def ask(owner: Storefront, given: dict[str, Any]) -> dict[str, Any]:
    return owner.ask(PREVIEW, input=given)["customerGroupPromotionPreview"]


def amounts(priced: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [
        (
            line["quantity"],
            line["unitPrice"]["amount"],
            line["discount"]["amount"],
            line["total"]["amount"],
            line["applied"],
        )
        for line in priced["lines"]
    ]


def reasons(priced: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {
        each["code"]: (each["reason"], each["message"]) for each in priced["verdicts"]
    }


@pytest.fixture
def vip(shop: Shop) -> CustomerGroup:
    """A group that pays 15 % less for tea."""
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15", category=shop.tea)
    return vip


def test_a_draft_shows_what_it_would_change_and_is_not_saved(
    shop: Shop, vip: CustomerGroup
) -> None:
    shop.member(vip, "ann@example.com")
    promote(vip, "Spring", benefit={"kind": "percent_off", "percent": "20"})
    promote(shop.group("Trade"), "Trade fair")
    promote(vip, "Winter", is_active=False)
    given = basket(
        (shop.green_tea, 2),
        (shop.espresso, 1),
        customerId=customer_id("ann@example.com"),
        shippingPrice="10.00",
        promotion=draft(vip, "gift", variants=[id_of(shop.latte)]),
    )

    found = ask(shop.owner(), given)

    assert found["errors"] == []
    for priced in (found["current"], found["draft"]):
        assert [line["variantId"] for line in priced["lines"]] == [
            id_of(shop.green_tea),
            id_of(shop.espresso),
        ]
        assert amounts(priced) == [
            (2, 25.5, 10.2, 40.8, ["vip-percent_off-15", "spring"]),
            (1, 20.0, 4.0, 16.0, ["spring"]),
        ]
        assert priced["subtotal"] == {"amount": 56.8}
        assert priced["shippingPrice"] == {"amount": 10.0}
        assert priced["total"] == {"amount": 66.8, "currency": "USD"}
    assert found["current"]["gifts"] == []
    assert found["draft"]["gifts"] == [
        {"variantId": id_of(shop.latte), "quantity": 1, "promotionCode": "draft"}
    ]
    now = {
        "spring": ("APPLIED", "20 % off for VIP"),
        "trade-fair": ("NOT_IN_GROUP", "is for Trade, the customer is in VIP"),
        "winter": ("INACTIVE", "is switched off"),
    }
    assert reasons(found["current"]) == now
    assert reasons(found["draft"]) == {
        **now,
        "draft": ("APPLIED", "1 x latte as a gift for VIP"),
    }
    assert {each["kind"] for each in found["draft"]["verdicts"]} == {"promotion"}
    assert Promotion.objects.count() == 3


def test_a_draft_takes_the_place_of_what_is_saved(
    shop: Shop, vip: CustomerGroup
) -> None:
    spring = promote(vip, "Spring", is_active=False)
    given = basket(
        (shop.espresso, 1),
        groupCodes=["vip"],
        promotionId=Node.to_global_id("CustomerGroupPromotion", spring.pk),
        promotion={"isActive": True, "code": "summer"},
    )

    found = ask(shop.owner(), given)

    assert amounts(found["current"]) == [(1, 20.0, 0.0, 20.0, [])]
    assert amounts(found["draft"]) == [(1, 20.0, 2.0, 18.0, ["summer"])]
    assert reasons(found["draft"]) == {"summer": ("APPLIED", "10 % off for VIP")}
    spring.refresh_from_db()
    assert (spring.is_active, spring.code) == (False, "spring")


def test_what_is_missing_is_said_in_names(shop: Shop, vip: CustomerGroup) -> None:
    components = [
        {"scope": {"include": {"categories": [id_of(shop.coffee)]}}},
        {"scope": {"include": {"variants": [id_of(shop.green_tea)]}}},
    ]
    promotion = draft(vip, "bundle", components=components, percent_off=20)
    given = basket((shop.espresso, 1), groupCodes=["vip"], promotion=promotion)
    over = {"kind": "min_subtotal", "parameters": {"amount": 50, "currency": "USD"}}
    owner = shop.owner()

    one_short = ask(owner, given)
    too_little = ask(owner, {**given, "promotion": {**promotion, "conditions": [over]}})
    guest = ask(owner, basket((shop.espresso, 1), promotion=promotion))

    assert reasons(one_short["draft"]) == {
        "draft": ("CONDITION_NOT_MET", "1 more unit of green-tea completes the set")
    }
    assert reasons(too_little["draft"]) == {
        "draft": ("CONDITION_NOT_MET", "30.00 USD more for a set with 20 % off")
    }
    assert reasons(guest["draft"])["draft"][0] == "NOT_IN_GROUP"


def test_a_voucher_and_the_moment_are_those_that_are_given(
    shop: Shop, vip: CustomerGroup
) -> None:
    promote(vip, "Careful", with_vouchers="refuse")
    given = basket((shop.espresso, 1), groupCodes=["vip"], hasVoucher=True)
    later = {
        **draft(vip, "free_shipping"),
        "validFrom": "2030-01-01T00:00:00+00:00",
    }
    on_the_day = {**given, "shippingPrice": "5.00", "promotion": later}
    owner = shop.owner()

    now = ask(owner, on_the_day)
    then = ask(owner, {**on_the_day, "at": "2030-01-02T00:00:00+00:00"})

    assert reasons(now["current"])["careful"][0] == "VOUCHER_PRESENT"
    assert reasons(now["draft"])["draft"][0] == "NOT_YET_VALID"
    assert now["draft"]["shippingPrice"] == {"amount": 5.0}
    assert then["draft"]["shippingPrice"] == {"amount": 0.0}


NOBODY = Node.to_global_id("User", 999_999)


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"channel": "moon"}, "channel", "There is no channel moon."),
    ({"lines": []}, "lines", "Put something into the basket."),
    ({"quantity": 0}, "lines.0.quantity", "A quantity is 1 or more."),
    (
        {"twice": True},
        "lines.1.variantId",
        "The same variant is given twice, first as number 1.",
    ),
    (
        {"variantId": Node.to_global_id("ProductVariant", 999_999)},
        "lines.0.variantId",
        "Channel default-channel does not sell this variant.",
    ),
    ({"variantId": "nonsense"}, "lines.0.variantId", "nonsense is not an id."),
    ({"shippingPrice": "-1"}, "shippingPrice", "A price cannot be negative."),
    ({"customerId": NOBODY}, "customerId", "There is no such customer."),
    ({"groupCodes": ["x"]}, "groupCodes.0", "There is no customer group x."),
    (
        {"promotionId": Node.to_global_id("CustomerGroupPromotion", 999_999)},
        "promotionId",
        "There is no such promotion.",
    ),
    (
        {"promotion": {"name": "Draft"}},
        "promotion.groups",
        "Name at least one customer group.",
    ),
    (
        {
            "promotion": {
                "benefit": {
                    "kind": "buy_x_get_y",
                    "parameters": {"buy": {"quantity": 0}},
                }
            }
        },
        "promotion.benefit.buy.quantity",
        "Must be at least 1.",
    ),
]


def test_what_cannot_be_is_a_typed_error_with_its_place(
    shop: Shop, vip: CustomerGroup
) -> None:
    owner = shop.owner()
    for more, field, message in REFUSED:
        given = basket((shop.espresso, 1))
        line = given["lines"][0]
        for name in ("quantity", "variantId"):
            if name in more:
                line[name] = more[name]
        if "twice" in more:
            given["lines"].append(dict(line))
        others = {"quantity", "variantId", "twice"}
        given.update({name: more[name] for name in more if name not in others})

        found = ask(owner, given)

        assert (found["current"], found["draft"]) == (None, None), more
        messages = {each["field"]: each["message"] for each in found["errors"]}
        assert message in messages[field]


def test_many_lines_and_promotions_cost_no_more_queries_than_one(
    shop: Shop, vip: CustomerGroup
) -> None:
    owner = shop.owner()
    tea = {"include": {"categories": [str(shop.tea.pk)]}}
    benefit = {"kind": "percent_off", "percent": "10", "scope": tea}
    promote(vip, "First", benefit=benefit)
    promote(vip, "Off", benefit=benefit, is_active=False)
    given = basket(
        (shop.green_tea, 1), groupCodes=["vip"], promotion=draft(vip, "free_shipping")
    )
    ask(owner, given)

    with counted() as one:
        ask(owner, given)
    for number in range(9):
        promote(vip, f"More {number}", benefit=benefit, is_active=number % 2 == 0)
    many = {**given, **basket((shop.green_tea, 3), (shop.espresso, 2), (shop.latte, 1))}
    ask(owner, many)
    with counted() as all_of_them:
        found = ask(owner, many)

    assert len(found["draft"]["verdicts"]) == 12
    assert all_of_them.count == one.count


def test_promotions_are_charged_and_change_no_explanation_of_a_unit(
    shop: Shop, vip: CustomerGroup
) -> None:
    ann = shop.member(vip, "ann@example.com")
    promote(vip, "Spring")
    explain = """query($variant: ID!, $groups: [ID!]) {
      customerGroupPriceExplain(
        variantId: $variant, channel: "default-channel", groupIds: $groups
      ) { price { price { amount } } verdicts { code } }
    }"""

    checkout = ann.open_checkout({shop.green_tea: 2, shop.espresso: 1})
    explained = shop.owner().ask(
        explain, variant=id_of(shop.green_tea), groups=[id_of(vip)]
    )["customerGroupPriceExplain"]

    assert {sku: str(price) for sku, price in checkout.units.items()} == {
        "green-tea": "22.95",
        "espresso": "18.00",
    }
    assert explained == {
        "price": {"price": {"amount": 25.5}},
        "verdicts": [{"code": "vip-percent_off-15"}],
    }
