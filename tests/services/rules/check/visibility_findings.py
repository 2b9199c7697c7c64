"""Mistakes in sets of products, and in rules for who may not see, with messages."""

from datetime import timedelta
from typing import Any

from saleor_customer_groups.services.visibility import visibility_sets

from ...conftest import NOW
from .mistakes import CheckedShop


def _set(shop: CheckedShop, *groups: Any, **values: Any) -> Any:
    include = {"products": [str(shop.latte.product_id)]}
    made = visibility_sets.create_set(
        values={"scope": {"include": include}, "is_exclusive": True, **values},
        groups=groups,
        now=NOW,
    )
    return made.row


def sets_that_nobody_sees(shop: CheckedShop) -> None:
    off = shop.group("Off", is_active=False)
    _set(shop, name="Of none")
    _set(shop, off, name="Of off")
    # Nobody has to do anything about these.
    _set(shop, name="Over", valid_until=NOW)
    _set(shop, name="Switched off", is_active=False)
    _set(shop, name="Of all", is_exclusive=False)


def sets_without_products(shop: CheckedShop) -> None:
    gone = shop.catalogue.variant("gone", "1.00", category=shop.tea)
    bare = shop.catalogue.category("Bare")
    lists = {"products": [str(gone.product_id)], "categories": [str(bare.pk)]}
    _set(shop, shop.vip, name="Nothing", scope={"include": lists})
    gone.product.delete()
    broken = _set(shop, shop.vip, name="Broken")
    type(broken).objects.filter(pk=broken.pk).update(scope={"include": 7})


def rules_for_what_is_hidden(shop: CheckedShop) -> None:
    trade = shop.group_with_member("Trade")
    _set(shop, shop.vip, name="Only VIP")
    _set(shop, shop.vip, name="Later", valid_from=NOW + timedelta(days=9))
    product = {"include": {"products": [str(shop.latte.product_id)]}}
    variant = {"include": {"variants": [str(shop.latte.pk)]}}
    shop.rule(shop.vip, "percent_off", "10", name="Seen", scope=product)
    shop.rule(trade, "percent_off", "10", name="Ten", scope=product)
    shop.promotion(
        trade, "Two", kind="percent_off", percent="5", scope=variant, priority=2
    )
    shop.promotion(trade, "Treat", kind="gift", variants=[str(shop.latte.pk)])


SETS: list[tuple[Any, list[tuple[str, str, str]]]] = [
    (
        sets_that_nobody_sees,
        [
            (
                "nobody_sees_it",
                code,
                f"Nobody sees what is exclusive to {name}: it is assigned to no active"
                " customer group. Assign it to one, or delete it.",
            )
            for code, name in (("of-none", "Of none"), ("of-off", "Of off"))
        ],
    ),
    (
        sets_without_products,
        [
            (
                "set_without_effect",
                "broken",
                "Broken has no effect, because it cannot be read: scope.include: must"
                " be an object.",
            ),
            (
                "set_without_effect",
                "nothing",
                "There is no product in Nothing. Choose others, or delete it.",
            ),
        ],
    ),
    (
        rules_for_what_is_hidden,
        [
            (
                "hidden_from_group",
                code,
                f"{name} names latte, which members of Trade do not see. Let them see"
                f" it, or change {name}.",
            )
            for code, name in (("ten", "Ten"), ("two", "Two"), ("treat", "Treat"))
        ],
    ),
]
