"""What customer groups cost in queries, against the same shop without them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from benchmarks.requests import Documents
from saleor_customer_groups import port, tasks
from tests.owner import Shop
from tests.port import promises
from tests.port.plugin import configure
from tests.queries import Queries, counted
from tests.storefront import Checkout, Storefront

DOCUMENTS = Documents(port.GENERATION)


def variants(shop: Shop, count: int) -> list[Any]:
    return [
        shop.catalogue.variant(f"v{number}", "10.00", category=shop.coffee)
        for number in range(count)
    ]


def looking(shop: Shop, shopper: Storefront, checkout: Checkout) -> Queries:
    """Look at a checkout whose prices have to be found again."""
    shopper.look(checkout)
    shop.catalogue.let_prices_run_out()
    with counted() as queries:
        shopper.look(checkout)
    return queries


def changing(shop: Shop, shopper: Storefront, checkout: Checkout) -> Queries:
    """Change the quantity of the first line."""
    shopper.set_quantities(checkout, {shop.espresso: 2})
    with counted() as queries:
        shopper.set_quantities(checkout, {shop.espresso: 3})
    return queries


def offering(shop: Shop, shopper: Storefront, checkout: Checkout) -> Queries:
    """Ask for ways of shipping alone, where the prices have to be found again."""
    document = DOCUMENTS.looks["shipping"]
    shopper.ask(document, **DOCUMENTS.of(checkout))
    shop.catalogue.let_prices_run_out()
    with counted() as queries:
        shopper.ask(document, **DOCUMENTS.of(checkout))
    return queries


def completing(shop: Shop, shopper: Storefront, checkout: Checkout) -> Queries:
    """Make an order of a checkout whose prices have to be found again."""
    shopper.pay_for(checkout)
    shop.catalogue.let_prices_run_out()
    with counted() as queries:
        shopper.complete(checkout)
    return queries


def off_and_on(
    shop: Shop,
    measure: Callable[[Shop, Storefront, Checkout], Queries],
    shopper: Storefront,
    checkout: Checkout,
) -> tuple[Queries, Queries]:
    configure(active=False)
    off = measure(shop, shopper, checkout)
    configure(active=True)
    on = measure(shop, shopper, checkout)
    return off, on


@pytest.mark.parametrize(
    ("measure", "promised"),
    [
        (looking, promises.EXTRA_FOR_LOOKING),
        (changing, promises.EXTRA_FOR_CHANGING),
        (offering, promises.EXTRA_FOR_OFFERING),
    ],
    ids=["looking", "changing", "offering"],
)
def test_extra_queries_keep_the_promise_and_do_not_grow(
    shop: Shop,
    measure: Callable[[Shop, Storefront, Checkout], Queries],
    promised: int,
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    ann = shop.member(vip, "ann@example.com")
    bob = shop.member(vip, "bob@example.com")
    small = ann.open_checkout({shop.espresso: 1})
    large = bob.open_checkout({shop.espresso: 1, **dict.fromkeys(variants(shop, 7), 1)})

    off, on = off_and_on(shop, measure, ann, small)
    off_large, on_large = off_and_on(shop, measure, bob, large)
    shop.many_rules(vip, 499)
    off_rules, on_rules = off_and_on(shop, measure, ann, small)

    extra = on.count - off.count
    assert extra <= promised
    if promises.LINES_ARE_READ_AT_ONCE:
        assert on_large.count == on.count
    else:
        assert on_large.count - off_large.count == extra
    assert on_rules.count - off_rules.count == extra


@pytest.mark.parametrize("are_promoted", [False, True], ids=["plain", "promoted"])
def test_an_order_keeps_its_promise(shop: Shop, are_promoted: bool) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    extra = promises.EXTRA_FOR_ORDERING
    if are_promoted:
        shop.many_promotions(vip, 5)
        extra += promises.EXTRA_FOR_ORDERED_PROMOTIONS
    found = []
    for is_on in (False, True):
        configure(active=is_on)
        shopper = shop.member(vip, f"ann{is_on}@example.com")
        found.append(
            completing(shop, shopper, shopper.open_checkout({shop.espresso: 1}))
        )

    off, on = found
    assert on.count - off.count <= extra


@pytest.mark.django_db(transaction=True)
def test_an_order_is_followed_by_no_more_tasks_than_it_needs(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(tasks.evaluate_customers, "delay", sent.append)
    monkeypatch.setattr(tasks.refresh_orders, "delay", sent.append)
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    ann = shop.member(vip, "ann@example.com")
    checkout = ann.pay_for(ann.open_checkout({shop.espresso: 1}))
    sent.clear()

    ann.complete(checkout)

    customer = get_user_model().objects.get(email="ann@example.com")
    assert sent[0] == [customer.pk]
    assert len(sent) == promises.TASKS_FOR_AN_ORDER


@pytest.mark.parametrize("measure", [looking, changing])
def test_uses_of_promotions_for_other_goods_are_not_counted(
    shop: Shop, measure: Callable[[Shop, Storefront, Checkout], Queries]
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    shop.many_promotions(vip, 5, beside=shop.tea)
    ann = shop.member(vip, "ann@example.com")

    queries = measure(shop, ann, ann.open_checkout({shop.espresso: 1}))

    assert not [sql for sql in queries.statements if "promotionuse" in sql]


@pytest.mark.parametrize("measure", [looking, changing])
def test_whom_no_rule_concerns_costs_no_write_and_one_query_a_pricing(
    shop: Shop, measure: Callable[[Shop, Storefront, Checkout], Queries]
) -> None:
    shop.rule(shop.group("VIP"), "percent_off", "15")
    ann = Storefront().register("ann@example.com")
    checkout = ann.open_checkout({shop.espresso: 1})

    off, on = off_and_on(shop, measure, ann, checkout)

    assert on.writes == off.writes
    ours = [sql for sql in on.statements if "saleor_customer_groups" in sql]
    assert on.count - off.count == len(ours) - promises.SAVED
    assert len(ours) <= 2


@pytest.mark.parametrize("measure", [completing, offering])
def test_prices_are_found_once_on_the_way_to_an_order(
    shop: Shop, measure: Callable[[Shop, Storefront, Checkout], Queries]
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    shop.promotion(vip, "Shipping", kind="free_shipping", up_to="1.00")
    ann = shop.member(vip, "ann@example.com")

    queries = measure(shop, ann, ann.open_checkout({shop.espresso: 1}))

    groups = [sql for sql in queries.statements if "customer_groups_ruleset" in sql]
    assert len(groups) == 1
