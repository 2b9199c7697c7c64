"""Every field of ours costs as many queries with twenty rows as with one.

The documents are made from the schema, so that a new field is counted by itself.
"""

from collections.abc import Callable, Iterator, Mapping, Set
from typing import Any

import pytest
from django.db import transaction

from tests.api import (
    MANAGE_CHECKOUTS,
    MANAGE_DISCOUNTS,
    MANAGE_ORDERS,
    MANAGE_PLUGINS,
    MANAGE_USERS,
    Caller,
    make_staff,
)
from tests.graphql.ids import id_of
from tests.graphql.many_rows import ManyRows
from tests.graphql.own_schema import every_field, own_fields, reached
from tests.graphql.rights import PUBLIC
from tests.graphql.selections import Selection, needs_arguments
from tests.owner import Shop
from tests.queries import counted
from tests.storefront import Checkout, dialect

from .arguments_of_fields import arguments, changes

ROWS = 20
# Longer than any list is then: what lies below a row would else be on no page, and read
# by itself.
PAGE = 64
# What a rule competes with is in these: of one rule alone that is nothing, of two it is
# the other.
OF_TWO = {
    "customerGroupPriceRule",
    "customerGroupPromotion",
    "customerGroupRuleCheck",
    "customerGroupRuleCheckSummary",
    # Of one group below another, both are groups of the set.
    "customerGroupVisibilitySet",
}
# Through how many fields with objects of ours a document goes: from a list, where lists
# in each of its rows are enough, and from a thing.
DEPTH_OF_LISTS, DEPTH = 1, 2
# Below a line of a basket there is what competed for its price, and what that is; below
# the basket of an order what has become of the groups; in a report those that change.
DEEPER = {
    "customerGroupBasketExplain": 4,
    "customerGroupBasket": 2,
    "customerGroupDryRun": 3,
}


@pytest.fixture
def rows(
    shop: Shop,
    make_group: Callable[..., Any],
    make_rule: Callable[..., Any],
    make_promotion: Callable[..., Any],
    make_programme: Callable[..., Any],
    add_members: Callable[..., None],
) -> ManyRows:
    return ManyRows(
        shop, make_group, make_rule, make_promotion, make_programme, add_members
    )


@pytest.fixture
def manager(db: None) -> Caller:
    """Staff who may do everything here."""
    return make_staff(
        MANAGE_USERS, MANAGE_DISCOUNTS, MANAGE_ORDERS, MANAGE_CHECKOUTS, MANAGE_PLUGINS
    )


class Documents:
    """The documents that are counted, and what they ask for."""

    def __init__(self, rows: ManyRows, manager: Caller) -> None:
        self.rows = rows
        self.selection = Selection(first=PAGE)
        self.manager, self.shopper = manager, rows.ann

    def all(self) -> Iterator[tuple[str, Caller, str, str]]:
        """Yield the name of each document, who asks, what, and what costs by itself.

        Saleor's own lists are asked for without our fields, too: what only these cost
        is counted.
        """
        for name, asked in self._queries():
            yield name, self.manager, f"{{ {asked} }}", ""
        for name, asked in self._mutations():
            yield name, self.manager, f"mutation {{ {asked} }}", ""
        users = self._of("User", depth=0)
        members, orders, lines = map(self._of, ("User", "Order", "OrderLine"))
        own_lines = self._of("OrderLine", PUBLIC)
        offers = self.selection.of(
            "User", "offers", DEPTH, f'checkoutId: "{self.rows.checkout.id}"'
        )
        checkout = checkout_field(self.rows.checkout)
        total = "totalPrice { gross { amount } }"
        page = f"(first: {PAGE}) {{ edges {{ node {{ id"
        in_group = f'(filter: {{customerGroups: ["{id_of(self.rows.top)}"]}}, '
        for name, caller, start, ours, end in (
            ("customers", self.manager, f"customers{page}", users, "} } }"),
            # All the others are in no group, and have nothing that lies deeper.
            (
                "members",
                self.manager,
                f"customers{in_group}{page[1:]}",
                members,
                "} } }",
            ),
            ("orders", self.manager, f"orders{page}", orders, "} } }"),
            (
                "lines of orders",
                self.manager,
                f"orders{page} lines {{ id",
                lines,
                "} } } }",
            ),
            (
                "lines of own orders",
                self.shopper,
                f"me {{ orders{page} lines {{ id",
                own_lines,
                "} } } } }",
            ),
            ("checkout", self.shopper, f"{checkout} {{ id", self._of("Checkout"), "}"),
            (
                "lines of a checkout",
                self.shopper,
                f"{checkout} {{ lines {{ {total}",
                self._of("CheckoutLine"),
                "} }",
            ),
            ("offers", self.shopper, "me { id", offers, "}"),
        ):
            asked, plain = (f"{{ {start} {each} {end} }}" for each in (ours, ""))
            yield name, caller, asked, plain

    def _queries(self) -> Iterator[tuple[str, str]]:
        given = arguments(self.rows)
        for name, each in own_fields()["Query"].items():
            depth = DEPTH_OF_LISTS if "first" in each.args else DEEPER.get(name, DEPTH)
            yield name, self.selection.of("Query", name, depth, given.get(name, ""))

    def _mutations(self) -> Iterator[tuple[str, str]]:
        for name, given in changes(self.rows).items():
            yield name, self.selection.of("Mutation", name, DEPTH_OF_LISTS, given)

    def _of(
        self,
        name: str,
        table: Mapping[str, str] | None = None,
        *,
        depth: int = DEPTH_OF_LISTS,
    ) -> str:
        return " ".join(
            self.selection.of(name, field, DEEPER.get(field, depth))
            for field, each in own_fields()[name].items()
            if not needs_arguments(each)
            and (table is None or field in table[name].split())
        )


def checkout_field(checkout: Checkout) -> str:
    """Return how a checkout is asked for, without what is asked of it."""
    ((name, value),) = dialect.look_variables(checkout).items()
    return f'checkout({name}: "{value}")'


def test_every_field_costs_as_much_with_twenty_rows_as_with_one(
    rows: ManyRows, manager: Caller
) -> None:
    asked: set[tuple[str, str]] = set()

    def cost_of(caller: Caller, document: str) -> int:
        with transaction.atomic():
            with counted() as queries:
                answer = caller.post(document)
            transaction.set_rollback(True)
        assert not answer.errors, (document[:300], answer.errors[:2])
        (value,) = (answer.data or {}).values()
        assert value is not None
        assert not isinstance(value, dict) or not value.get("errors"), value
        return queries.count

    def costs(
        known: Mapping[str, int], names: Set[str] = frozenset()
    ) -> dict[str, int]:
        documents = Documents(rows, manager)
        found = {}
        for name, caller, document, plain in documents.all():
            if names and name not in names:
                continue
            of_saleor = cost_of(caller, plain) if plain else 0
            found[name] = cost_of(caller, document) - of_saleor
            if found[name] != known.get(name):
                # What is kept between requests had to be read again.
                of_saleor = cost_of(caller, plain) if plain else 0
                found[name] = cost_of(caller, document) - of_saleor
        asked.update(documents.selection.fields)
        return found

    rows.add(1)
    one = costs({})
    rows.add(1)
    two = costs({}, OF_TWO)
    rows.add(ROWS - 2)
    many = costs({**one, **two})

    assert {n: c for n, c in many.items() if c != two.get(n, one[n])} == {}
    assert {n for n in two if two[n] > one[n]} == OF_TWO
    # What a mutation of one row answers is what queries answer, and its errors.
    single = {("Mutation", name) for name in own_fields()["Mutation"]}
    single -= {("Mutation", name) for name in changes(rows)}
    assert reached(every_field() - single) - asked == set()


def test_mutations_of_many_rows_are_counted(rows: ManyRows) -> None:
    rows.add(1)
    of_many = {
        name
        for name, field in own_fields()["Mutation"].items()
        if any(
            argument in ("csv", "dryRun") or "[" in str(each.type)
            for argument, each in field.args.items()
        )
    }

    assert set(changes(rows)) == of_many
