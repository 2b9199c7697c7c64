"""What a storefront strikes through in a cart, next to what the line costs."""

from typing import Any

import pytest

from tests.owner import Shop
from tests.queries import counted
from tests.storefront import Checkout, Storefront

TOTAL = "totalPrice { gross { amount } net { amount } }"
STRUCK = "customerGroupUndiscountedTotalPrice { gross { amount } net { amount } }"
LOOK = (
    "query($token: UUID) {{ checkout(token: $token) {{ lines {{"
    " quantity variant {{ sku }} {0} }} }} }}"
)


def prices(shopper: Storefront, checkout: Checkout) -> dict[Any, Any]:
    """Return what each line costs and what is struck through, gross and net."""
    document = LOOK.format(f"{TOTAL} {STRUCK}")
    lines = shopper.ask(document, token=checkout.token)["checkout"]["lines"]
    return {
        (each["variant"]["sku"], each["quantity"]): tuple(
            each[name][side]["amount"]
            for name in ("totalPrice", "customerGroupUndiscountedTotalPrice")
            for side in ("gross", "net")
        )
        for each in lines
    }


@pytest.mark.parametrize(
    ("included", "less", "more", "gift"),
    [
        # 160.00 without tax is below 184.97 with tax: it would strike nothing.
        (False, (184.97, 150.38, 196.80, 160), (39.85, 32.4, 39.85, 32.4), (24.6, 20)),
        (True, (150.38, 122.26, 160, 130.08), (32.4, 26.34, 32.4, 26.34), (20, 16.26)),
    ],
)
def test_what_is_struck_through_is_taxed_as_the_line_is(
    shop: Shop, included: bool, less: Any, more: Any, gift: Any
) -> None:
    shop.catalogue.charge_taxes("23", included=included)
    shoes = shop.catalogue.variant("shoes", "160.00", category=shop.coffee)
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "6.01", category=shop.coffee)
    shop.rule(vip, "percent_increase", "8", category=shop.tea)
    per = {"scope": {"include": {"variants": [str(shoes.pk)]}}, "quantity": 1}
    variants = [str(shop.espresso.pk)]
    shop.promotion(vip, "A cup", kind="gift", variants=variants, per=per)
    ann = shop.member(vip, "ann@example.com")

    checkout = ann.open_checkout({shoes: 1, shop.green_tea: 1})

    assert prices(ann, checkout) == {
        ("shoes", 1): less,
        ("green-tea", 1): more,
        ("espresso", 1): (0, 0, *gift),
    }


def test_a_line_at_saleors_own_price_has_one_too(shop: Shop) -> None:
    shop.catalogue.charge_taxes("23", included=False)
    guest = Storefront()

    checkout = guest.open_checkout({shop.latte: 2})

    assert prices(guest, checkout) == {("latte", 2): (24.58, 19.98, 24.58, 19.98)}


def test_lines_do_not_ask_one_by_one(shop: Shop) -> None:
    shop.catalogue.charge_taxes("23", included=False)
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "10")
    more = {
        shop.catalogue.variant(f"v{number}", "10.00", category=shop.coffee): 1
        for number in range(7)
    }
    extra = []
    for number, basket in enumerate(({}, more)):
        ann = shop.member(vip, f"ann{number}@example.com")
        checkout = ann.open_checkout({shop.latte: 1, **basket})
        counts = []
        for fields in (TOTAL, f"{TOTAL} {STRUCK}"):
            ann.ask(LOOK.format(fields), token=checkout.token)
            with counted() as queries:
                ann.ask(LOOK.format(fields), token=checkout.token)
            counts.append(queries.count)
        extra.append(counts[1] - counts[0])

    assert extra == [0, 0]
