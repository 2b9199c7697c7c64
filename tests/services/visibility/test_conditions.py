"""SQL and the engine show the same products. visibility.md, sections 2 and 4."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from saleor.product.models import Product, ProductVariant

from saleor_customer_groups.engine.facts.scopes import Scope
from saleor_customer_groups.engine.scenarios import read_scenario
from saleor_customer_groups.engine.visibility.verdicts import explain_visibility
from saleor_customer_groups.engine.visibility.views import view_of
from saleor_customer_groups.port.visibility import conditions
from tests.engine.generated_visibility import SCOPES, visibility_givens
from tests.port import Catalogue
from tests.queries import counted

pytestmark = pytest.mark.django_db

# The shop is the same for all examples, and takes its time.
SUPPRESSED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


class Shop:
    """Five products, and the keys of what the scopes of scenarios name."""

    def __init__(self) -> None:
        catalogue = Catalogue()
        coffee = catalogue.category("coffee!")
        espresso = catalogue.category("espresso!", coffee)
        tea = catalogue.category("tea!")
        sale = catalogue.collection("sale!")
        made = {
            "P": catalogue.variant("P", "1.00", category=coffee, collections=(sale,)),
            "Q": catalogue.variant("Q", "1.00", category=espresso),
            "R": catalogue.variant("R", "1.00", category=tea, collections=(sale,)),
            "S": catalogue.variant("S", "1.00", category=espresso, collections=(sale,)),
            "T": catalogue.variant("T", "1.00", category=tea),
        }
        self.products = {name: each.product for name, each in made.items()}
        # Saleor 3 has products without a category.
        if Product._meta.get_field("category").null:
            Product.objects.filter(pk=self.products["T"].pk).update(category=None)
            self.products["T"].refresh_from_db()
        goods = str(self.products["P"].product_type_id)
        self.keys = {
            **{name: str(each.pk) for name, each in self.products.items()},
            "coffee": str(coffee.pk),
            "espresso": str(espresso.pk),
            "tea": str(tea.pk),
            "sale": str(sale.pk),
            "goods": goods,
            "nothing": "nothing",
        }
        above = {coffee.pk: [coffee], espresso.pk: [espresso, coffee], tea.pk: [tea]}
        self.facts = [
            {
                "product": str(each.pk),
                "product_type": str(each.product_type_id),
                "categories": [str(one.pk) for one in above.get(each.category_id, [])],
                "collections": [str(one.pk) for one in each.collections.all()],
            }
            for each in self.products.values()
        ]

    def in_both_ways(self) -> list[Any]:
        """Return its products: looked up each by itself, and as part of a catalogue."""
        pks = [each.pk for each in self.products.values()]
        rows = Product.objects.order_by()
        return [rows.filter(pk__in=pks), rows.filter(name__in=list(self.products))]

    def named(self, value: Any) -> Any:
        """Return a scope with the keys of this shop."""
        if isinstance(value, dict):
            return {key: self.named(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self.keys[each] for each in value]
        return value

    def facts_of(self, scenario: dict[str, Any]) -> Any:
        groups = [
            {**group, "product_scope": self.named(group["product_scope"])}
            for group in scenario["groups"]
        ]
        sets = [
            {**each, "scope": self.named(each["scope"])}
            for each in scenario["visibility_sets"]
        ]
        changed = {"groups": groups, "visibility_sets": sets, "products": self.facts}
        return read_scenario({"given": {**scenario, **changed}}).input


@pytest.fixture
def made(db: None) -> Shop:
    return Shop()


@settings(suppress_health_check=SUPPRESSED, max_examples=150, deadline=None)
@given(visibility_givens())
def test_sql_and_engine_show_the_same_products(
    made: Shop, scenario: dict[str, Any]
) -> None:
    facts = made.facts_of(scenario)
    view = view_of(facts)
    expected = {each.product for each in explain_visibility(facts) if each.visible}
    pks = [each.pk for each in made.products.values()]
    variants = ProductVariant.objects.filter(product__in=pks)

    for products in made.in_both_ways():
        shown = conditions.seen_products(products, view)

        assert {str(pk) for pk in shown.values_list("pk", flat=True)} == expected
        assert shown.count() == len(expected)
    assert {
        str(pk)
        for pk in conditions.seen_variants(variants, view).values_list(
            "product_id", flat=True
        )
    } == expected
    hidden = conditions.hidden_product_ids(pks, view)
    assert {str(pk) for pk in set(pks) - hidden} == expected


@settings(suppress_health_check=SUPPRESSED, max_examples=50, deadline=None)
@given(visibility_givens())
def test_what_is_hidden_is_counted_as_it_is_shown(
    made: Shop, scenario: dict[str, Any]
) -> None:
    view = view_of(made.facts_of(scenario))
    everything = Product.objects.order_by()
    own = conditions.products_in(everything, [one.scope for one in view.own_exclusive])

    assert conditions.count_seen([view]) == [
        (
            everything.count() - conditions.seen_products(everything, view).count(),
            conditions.seen_products(own, view).count(),
        )
    ]


def test_all_is_hidden_from_who_sees_only_sets_and_has_none(made: Shop) -> None:
    group = {
        "code": "a",
        "created_at": "2025-01-01T00:00:00+00:00",
        "product_access": "sets",
    }
    customer = {"groups": ["a"], "primary": None}
    scenario = {"groups": [group], "customer": customer, "products": made.facts}
    view = view_of(read_scenario({"given": scenario}).input)

    assert conditions.count_seen([view]) == [(Product.objects.count(), 0)]


@settings(suppress_health_check=SUPPRESSED, max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(SCOPES), max_size=6))
def test_sql_and_engine_agree_on_scopes(made: Shop, scopes: list[Any]) -> None:
    sets = [
        {"code": str(place), "scope": made.named(scope), "groups": ["a"]}
        for place, scope in enumerate(scopes)
    ]
    scenario = {
        "groups": [{"code": "a", "created_at": "2025-01-01T00:00:00+00:00"}],
        "visibility_sets": sets,
        "products": made.facts,
    }
    facts = read_scenario({"given": scenario}).input
    covered = {
        each.product
        for each in facts.products
        if any(one.scope.covers(each) for one in facts.visibility_sets)
    }

    for products in made.in_both_ways():
        shown = conditions.products_in(
            products, [each.scope for each in facts.visibility_sets]
        )

        assert set(map(str, shown.values_list("pk", flat=True))) == covered


@pytest.mark.parametrize("number", [1, 49, 50, 51, 500])
@pytest.mark.parametrize("collections", [(), ("sale",)])
def test_a_scope_may_list_many_products(
    made: Shop, number: int, collections: tuple[str, ...]
) -> None:
    # All keys but those of this shop's products name nothing.
    others = [str(10**6 + place) for place in range(number - 1)]
    include = {"products": [made.keys["Q"], *others]}
    if collections:
        include["collections"] = [made.keys[each] for each in collections]
    scope = Scope.model_validate({"include": include})
    expected = {"Q", *("PRS" if collections else "")}

    for products in made.in_both_ways():
        shown = conditions.products_in(products, [scope])

        assert set(shown.values_list("name", flat=True)) == expected
        assert shown.count() == len(expected)


def test_many_sets_are_one_query(made: Shop) -> None:
    def ask(number: int) -> int:
        sets = [
            {
                "code": str(place),
                "scope": made.named(SCOPES[place % len(SCOPES)]),
                "groups": [],
                "is_exclusive": True,
            }
            for place in range(number)
        ]
        scenario = {"visibility_sets": sets, "products": []}
        view = view_of(read_scenario({"given": scenario}).input)
        with counted() as queries:
            list(conditions.seen_products(Product.objects.all(), view))
        return queries.count

    assert ask(1) == ask(200) == 1
