"""SQL and plain Python find the same customers."""

import json
from collections.abc import Mapping
from datetime import timedelta
from random import Random
from typing import Any
from unittest.mock import patch

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.db.models import Q
from django.test import override_settings
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from saleor_customer_groups import conditions
from saleor_customer_groups.models import CustomerGroup, Membership
from saleor_customer_groups.services.base import bulk_sql
from saleor_customer_groups.services.evaluation import order_figures
from saleor_customer_groups.services.evaluation.group_conditions import (
    find_matching,
    select_met,
    values_of,
)
from tests.conditions.generated import (
    GROUPS,
    NOW,
    ZONES,
    make_customer,
    make_order,
    make_tree,
)
from tests.conditions.reference import Customer, Order, Reading
from tests.port import Catalogue
from tests.port.past import CONFIRMED, HAS_LANGUAGES, pay, place

# Shops, and trees asked of each.
EXAMPLES = 4
TREES = 40


class Shop:
    """A catalogue and groups, with the names that the reference has for them."""

    def __init__(self) -> None:
        catalogue = Catalogue()
        drinks = catalogue.category("drinks")
        coffee = catalogue.category("hot drinks", parent=drinks)
        kitchen = catalogue.category("kitchen")
        gifts = catalogue.collection("gifts")
        self.variants = {
            "espresso": catalogue.variant(
                "ristretto", "10.00", category=coffee, cost="4.00", collections=(gifts,)
            ),
            "mug": catalogue.variant(
                "mug", "5.50", category=kitchen, cost="2.50", collections=(gifts,)
            ),
            "tea": catalogue.variant("matcha", "33.33", category=drinks),
        }
        self.pks = {
            **{name: str(each.pk) for name, each in self.variants.items()},
            "drinks": str(drinks.pk),
            "coffee": str(coffee.pk),
            "gifts": str(gifts.pk),
        }
        self.groups = {
            code: CustomerGroup.objects.create(
                name=code, name_lower=code, code=code, created_at=NOW, updated_at=NOW
            )
            for code in GROUPS
        }

    def add_customer(self, customer: Customer, number: int) -> int:
        users = get_user_model().objects
        addresses = get_user_model()._meta.get_field("addresses").related_model.objects
        made = {
            f"default_{kind}_address": place
            and addresses.create(country=place[0], city=place[1])
            for kind, place in (
                ("shipping", customer.shipping),
                ("billing", customer.billing),
            )
        }
        language = {"language_code": customer.language} if HAS_LANGUAGES else {}
        user = users.create(
            email=f"{number}{customer.email}",
            date_joined=customer.joined,
            metadata=customer.metadata,
            private_metadata=customer.private_metadata,
            **{CONFIRMED: customer.is_confirmed},
            **language,
            **made,
        )
        for code in customer.groups:
            Membership.objects.create(
                customer=user, group=self.groups[code], by_hand=True, since=NOW
            )
        return user.pk

    def add_order(self, order: Order, customer_id: int | None) -> None:
        made = place(
            customer_id,
            at=order.at,
            currency=order.currency,
            status=order.status,
            language=order.language,
            total=f"{float(order.gross):.2f}",
            lines=[
                (self.variants.get(each.variant or ""), each.quantity, each.price)
                for each in order.lines
            ],
        )
        if order.paid:
            refunded = f"{float(order.refunded):.2f}"
            pay(made, f"{float(order.paid):.2f}", refunded=refunded)

    def spell(self, tree: Any) -> Any:
        """Return a tree with the primary keys of what it names."""
        if isinstance(tree, list):
            return [self.spell(part) for part in tree]
        if "field" not in tree:
            return {key: self.spell(parts) for key, parts in tree.items()}
        scope = json.dumps(tree.get("scope"))
        for name, pk in self.pks.items():
            scope = scope.replace(f'"{name}"', f'"{pk}"')
        return {**tree, "scope": json.loads(scope)} if "scope" in tree else tree


def test_sql_and_plain_python_agree(db: None) -> None:
    shop = Shop()

    @settings(max_examples=EXAMPLES, deadline=None, phases=[Phase.generate])
    @given(random=st.randoms(use_true_random=True), zone=st.sampled_from(ZONES))
    def agree(random: Random, zone: str) -> None:
        with transaction.atomic(), override_settings(TIME_ZONE=zone):
            check(shop, random)
            transaction.set_rollback(True)

    agree()


def check(shop: Shop, random: Random) -> None:
    customers = [make_customer(random) for _ in range(5)]
    orders = [make_order(random, 5) for _ in range(15)]
    pks = [shop.add_customer(each, number) for number, each in enumerate(customers)]
    for order in orders:
        shop.add_order(order, None if order.customer is None else pks[order.customer])
    order_figures.rebuild_figures()
    readings = {
        pk: Reading(customer, [each for each in orders if each.customer == number], NOW)
        for number, (pk, customer) in enumerate(zip(pks, customers, strict=True))
    }
    ours = Q(pk__in=pks)
    for _ in range(TREES):
        data = make_tree(random, list(readings.values()))
        tree = conditions.read_tree(shop.spell(data))
        expected = {pk for pk in pks if readings[pk].meets(data)}

        # With few customers, together or in parts.
        with patch.object(bulk_sql, "_SMALLEST_PART", random.choice((1, 20_000))):
            found = find_matching(tree, now=NOW, among=ours)
        assert list(found) == sorted(expected), data
    check_together(shop, random, readings)
    for each in values_of(tree, customer_id=pks[0], now=NOW):
        leaf = dig(data, each.leaf.path)
        assert each.is_met == readings[pks[0]].meets(leaf), leaf


def check_together(shop: Shop, random: Random, readings: Mapping[int, Reading]) -> None:
    """Ask several trees in one statement, which is kept, at several days."""
    some = list(readings)[:3]
    for _ in range(TREES // 8):
        trees = [make_tree(random, list(readings.values())) for _ in range(5)]
        asked = {number: shop.spell(data) for number, data in enumerate(trees)}
        for days in random.sample((-400, -31, 0, 1, 30, 73, 365), k=3):
            now = NOW + timedelta(days=days)
            expected = {
                (pk, number)
                for number, data in enumerate(trees)
                for pk in some
                if readings[pk].at(now).meets(data)
            }
            with connection.cursor() as cursor:
                cursor.execute(*select_met(asked, now=now, only=some))
                assert set(cursor.fetchall()) == expected, (now, trees)


def dig(tree: Any, path: Any) -> Any:
    for step in path:
        tree = tree[step]
    return tree
