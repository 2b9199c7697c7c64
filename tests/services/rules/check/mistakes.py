"""Mistakes that staff make in price rules and lists, each made in a shop."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model

from saleor_customer_groups.models import (
    CustomerGroup,
    GroupKind,
    Metric,
    PriceList,
    PriceRule,
    Promotion,
    Reset,
)
from saleor_customer_groups.services.base.configuration import Configuration
from saleor_customer_groups.services.groups import levels
from saleor_customer_groups.services.groups.level_values import (
    LevelValues,
    ProgrammeValues,
)
from saleor_customer_groups.services.rules.check.rule_check import check_rules
from saleor_customer_groups.services.rules.price_lists import (
    price_list_entries,
    price_lists,
)
from saleor_customer_groups.services.rules.price_lists.price_list_entries import (
    EntryValues,
)
from tests.owner import Shop
from tests.port.goods import set_stock, withdraw

from ...conftest import NOW

D = Decimal
Found = list[tuple[str, str | None, str]]


class CheckedShop(Shop):
    """A shop whose group VIP has a member."""

    def __init__(self) -> None:
        super().__init__()
        self.vip = self.group_with_member("VIP")

    def group_with_member(self, name: str, **values: Any) -> CustomerGroup:
        group = self.group(name, **values)
        email = f"{group.code}@example.com"
        get_user_model().objects.create(email=email)
        self.put_into(group, email)
        return group

    def price_list(
        self, *entries: tuple[Any, ...], groups: Iterable[CustomerGroup] = ()
    ) -> PriceList:
        made = price_lists.create_price_list(
            values={"name": "Contract"}, groups=[*groups] or [self.vip], now=NOW
        )
        values = [
            EntryValues(variant.pk, currency, quantity, D(amount))
            for variant, currency, quantity, amount in entries
        ]
        price_list_entries.put_entries(price_list=made, entries=values, now=NOW)
        return made

    def check(self, **settings: Any) -> Found:
        configuration = Configuration.model_validate(settings)
        return [
            (found.kind.value, found.code, found.message)
            for found in check_rules(configuration=configuration, now=NOW)
        ]


Findings = list[tuple[Callable[[CheckedShop], None], Found]]


def store(rule: PriceRule, **values: Any) -> None:
    """Store what comes to be by an upgrade or by hand alone."""
    PriceRule.objects.filter(pk=rule.pk).update(**values)


def a_broken_rule(shop: CheckedShop) -> None:
    store(shop.rule(shop.vip, "percent_off", "10"), adjustment={"kind": "percent_off"})


def a_rule_of_no_group(shop: CheckedShop) -> None:
    shop.rule(shop.vip, "percent_off", "10").groups.clear()


def a_rule_of_an_inactive_group(shop: CheckedShop) -> None:
    shop.rule(shop.vip, "percent_off", "10")
    CustomerGroup.objects.filter(pk=shop.vip.pk).update(is_active=False)


def a_rule_that_has_ended(shop: CheckedShop) -> None:
    shop.rule(shop.vip, "percent_off", "10", valid_until=NOW)


def a_rule_that_never_begins(shop: CheckedShop) -> None:
    once = NOW + timedelta(days=1)
    shop.rule(shop.vip, "percent_off", "10", valid_from=once, valid_until=once)


def a_rule_in_an_unknown_channel(shop: CheckedShop) -> None:
    store(shop.rule(shop.vip, "percent_off", "10"), channels=["kiosk"])


def a_rule_in_another_currency(shop: CheckedShop) -> None:
    adjustment = {"kind": "amount_off", "amount": "5", "currency": "PLN"}
    shop.rule(shop.vip, "amount_off", "5", adjustment=adjustment)


def a_rule_on_a_deleted_category(shop: CheckedShop) -> None:
    old = shop.catalogue.category("Old")
    shop.rule(shop.vip, "percent_off", "10", category=old)
    old.delete()


def a_rule_that_excludes_what_it_includes(shop: CheckedShop) -> None:
    coffee = {"categories": [str(shop.coffee.pk)]}
    scope = {"include": coffee, "exclude": coffee}
    shop.rule(shop.vip, "percent_off", "10", scope=scope)


def a_rule_from_too_many_units(shop: CheckedShop) -> None:
    tiers = [{"min_quantity": 51, "percent": "10"}]
    adjustment = {"kind": "percent_off", "tiers": tiers}
    shop.rule(shop.vip, "percent_off", "10", adjustment=adjustment)


def a_list_of_an_inactive_group(shop: CheckedShop) -> None:
    shop.price_list((shop.latte, "USD", 1, "9"), groups=[shop.group("Old")])
    CustomerGroup.objects.filter(code="old").update(is_active=False)


def a_price_from_too_many_units(shop: CheckedShop) -> None:
    shop.price_list((shop.latte, "USD", 1, "9"), (shop.latte, "USD", 51, "8"))


def an_increase_beside_a_discount(shop: CheckedShop) -> None:
    shop.rule(shop.vip, "percent_off", "10")
    child = shop.group_with_member("Gold", parent=shop.vip)
    shop.rule(child, "percent_increase", "5", category=shop.tea)


def two_rules_alike(shop: CheckedShop) -> None:
    shop.rule(shop.vip, "percent_off", "10", category=shop.tea, priority=1)
    shop.rule(shop.vip, "percent_off", "15", category=shop.tea)


def two_adding_rules(shop: CheckedShop) -> None:
    for percent, category in (("5", shop.tea), ("2", None), ("3", shop.coffee)):
        adjustment = {
            "kind": "percent_off",
            "percent": percent,
            "adds_to_inherited": True,
        }
        shop.rule(
            shop.vip,
            "percent_off",
            percent,
            category=category,
            adjustment=adjustment,
            priority=-int(percent),
        )


def promotions_on_top(shop: CheckedShop) -> None:
    for number in range(4):
        shop.rule(
            shop.vip,
            "percent_off",
            f"{number}",
            min_quantity=number + 1,
            with_promotions="stack",
        )


def prices_in_another_currency(shop: CheckedShop) -> None:
    shop.price_list(
        (shop.latte, "USD", 1, "9"),
        (shop.latte, "EUR", 1, "9"),
        (shop.espresso, "EUR", 1, "9"),
    )


def a_promotion(shop: CheckedShop, **values: Any) -> Promotion:
    """Store a promotion, also one that nobody could save."""
    name = values.pop("name", "Spring")
    groups = values.pop("groups", [shop.vip])
    made = shop.promotion(shop.vip, name, kind="percent_off", percent="10")
    Promotion.objects.filter(pk=made.pk).update(**values)
    made.groups.set(groups)
    return made


def promotions_nobody_can_get(shop: CheckedShop) -> None:
    old = shop.catalogue.category("Old")
    empty = shop.catalogue.category("Empty")
    scopes = [{"include": {"categories": [str(each.pk)]}} for each in (old, empty)]
    old.delete()
    ten = {"kind": "percent_off", "percent": "10"}
    off = {"kind": "amount_off", "amount": "5", "currency": "USD"}
    latte = {"include": {"variants": [str(shop.latte.pk)]}}
    for name, values in {
        "A ended": {"valid_until": NOW},
        "B empty group": {"groups": [shop.group("Nobody")]},
        "C no group": {"groups": []},
        "D in PLN": {"benefit": {**off, "currency": "PLN"}},
        "E minimum in EUR": {
            "conditions": [{"kind": "min_subtotal", "amount": "9", "currency": "EUR"}]
        },
        "F deleted": {"benefit": {**ten, "scope": scopes[0]}},
        "G no goods": {"benefit": {**ten, "scope": scopes[1]}},
        "H too many": {
            "conditions": [{"kind": "min_quantity", "quantity": 51, "scope": latte}]
        },
        "I nothing": {"benefit": {**off, "amount": "0"}},
        "J broken": {"benefit": {"kind": "percent_off"}},
    }.items():
        a_promotion(shop, name=name, **values)
    used = a_promotion(shop, name="K used up", limit_total=1)
    for order in ("1", "", "2"):
        used.uses.create(
            used_by="x", checkout_key=f"c{order}", order_id=order, reserved_at=NOW
        )


def gifts_that_cannot_be_given(shop: CheckedShop) -> None:
    number = Promotion.objects.count()
    hidden, sold_out = (
        shop.catalogue.variant(f"{name} {number}", "1.00", category=shop.tea)
        for name in ("hidden", "sold out")
    )
    withdraw(hidden)
    set_stock(sold_out, 1)
    gift = {"kind": "gift", "quantity": 2}
    a_promotion(
        shop, benefit={**gift, "variants": [str(hidden.pk), str(sold_out.pk), "0"]}
    )
    # The second choice can be given.
    a_promotion(
        shop,
        name="Other",
        benefit={**gift, "variants": [str(sold_out.pk), str(shop.latte.pk)]},
    )


def a_discount_as_large_as_its_minimum(shop: CheckedShop) -> None:
    for name, amount in (("Spring", "20"), ("Summer", "19.99")):
        a_promotion(
            shop,
            name=name,
            benefit={"kind": "amount_off", "amount": amount, "currency": "USD"},
            conditions=[{"kind": "min_subtotal", "amount": "20", "currency": "USD"}],
        )


def a_level_in_which_all_are(shop: CheckedShop) -> None:
    shop.rule(shop.default_group(), "percent_off", "4")
    values = ProgrammeValues(
        name="Loyal",
        metric=Metric.ORDER_COUNT,
        currency="",
        active_from=NOW,
        reset=Reset.NEVER,
        levels=[LevelValues("Bronze", D(0)), LevelValues("Gold", D(9))],
    )
    levels.create_programme(values=values, now=NOW)
    made = CustomerGroup.objects.filter(code__in=("bronze", "gold"))
    made.update(kind=GroupKind.HYBRID)
    for group in made:
        shop.put_into(group, "vip@example.com")


def a_price_below_cost(shop: CheckedShop) -> None:
    shop.price_list((shop.latte, "USD", 1, "1"), (shop.espresso, "USD", 1, "11.99"))


def a_price_far_above_listing(shop: CheckedShop) -> None:
    shop.price_list((shop.latte, "USD", 1, "99"), (shop.espresso, "USD", 1, "200.01"))


def prices_that_cannot_be_charged(shop: CheckedShop) -> None:
    rule = shop.rule(shop.vip, "percent_increase", "10", category=shop.tea)
    store(rule, adjustment={"kind": "percent_increase", "percent": "1e20"})
    shop.price_list((shop.latte, "USD", 1, "9")).entries.update(
        unit_price_amount=D("4e15")
    )


def a_list_without_prices(shop: CheckedShop) -> None:
    shop.price_list()


def a_group_without_members(shop: CheckedShop) -> None:
    parent = shop.group("Region")
    shop.group_with_member("City", parent=parent)
    shop.group("Village", parent=parent)
    shop.group("Wishes", kind=GroupKind.AUTOMATIC)
    values = ProgrammeValues(
        name="Loyal",
        metric=Metric.ORDER_COUNT,
        currency="",
        active_from=NOW,
        reset=Reset.NEVER,
        levels=[LevelValues("Gold", D(9))],
    )
    levels.create_programme(values=values, now=NOW)
