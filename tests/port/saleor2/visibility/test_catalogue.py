"""Where Saleor 2.10 shows products in ways of its own. visibility.md, section 3."""

import json

import pytest
from django.core.checks import run_checks
from graphql_relay import to_global_id
from saleor.data_feeds import google_merchant
from saleor.product.models import ProductImage

from tests.api import STRANGER, Caller, make_app_caller, make_customer, make_staff
from tests.journeys.visibility.hiding import hide, show
from tests.owner import Shop
from tests.port.plugin import configure
from tests.queries import counted


def test_the_feed_has_what_guests_see(shop: Shop) -> None:
    guests = shop.group("Guests", for_guests=True)
    row = hide(shop.latte.product, groups=(shop.group("VIP"),))
    hide(shop.espresso.product, name="Of guests", groups=(guests,))

    # As the command that writes the feed does first.
    run_checks()

    def feed() -> set[str]:
        return set(google_merchant.get_feed_items().values_list("sku", flat=True))

    assert feed() == {"espresso", "green-tea"}
    configure(active=False)
    assert feed() == {"espresso", "latte", "green-tea"}
    configure(active=True)
    show(row)
    assert feed() == {"espresso", "latte", "green-tea"}


def test_an_app_finds_products_and_variants_by_id(shop: Shop) -> None:
    hide(shop.latte.product)
    # Saleor itself takes apps for guests where it looks up one product.
    document = '{ product(id: "%s") { name } }'
    asked = document % to_global_id("Product", shop.latte.product_id)

    assert STRANGER.ask(asked) is None
    assert make_app_caller().ask(asked) == {"name": "latte"}


def test_hidden_lines_of_a_checkout_are_shown_in_as_many_queries(shop: Shop) -> None:
    vip = shop.group("VIP")
    member = shop.member(vip, "member@example.com")
    checkout = member.open_checkout({shop.latte: 1, shop.espresso: 1})
    document = (
        "query($id: UUID!) { checkout(token: $id) { lines { variant { name"
        " product { name } pricing { price { gross { amount } } }"
        " attributes { attribute { name } values { name } } } } } }"
    )

    def ask() -> int:
        member.ask(document, id=checkout.token)
        with counted() as queries:
            found = member.ask(document, id=checkout.token)
        names = {
            each["variant"]["product"]["name"] for each in found["checkout"]["lines"]
        }
        assert names == {"latte", "espresso"}
        return queries.count

    before = ask()
    hide(shop.latte.product)
    assert ask() == before


def test_rows_are_told_apart_only_where_a_filter_repeats_them(shop: Shop) -> None:
    first, second = (shop.catalogue.collection(name) for name in ("First", "Second"))
    for collection in (first, second):
        collection.products.add(shop.espresso.product)
    hide(shop.latte.product)
    page = "{ totalCount edges { node { name } } }"
    ids = [to_global_id("Collection", each.pk) for each in (first, second)]

    with counted() as queries:
        found = STRANGER.ask(f"{{ products(first: 9) {page} }}")
    assert [each["node"]["name"] for each in found["edges"]] == [
        "espresso",
        "green-tea",
    ]
    assert found["totalCount"] == 2
    assert not [each for each in queries.statements if "DISTINCT" in each]

    # In both collections.
    found = STRANGER.ask(
        "query($of: [ID]) { products(first: 9, filter: {collections: $of}) "
        f"{page} }}",
        of=ids,
    )
    assert found == {"totalCount": 1, "edges": [{"node": {"name": "espresso"}}]}


@pytest.mark.parametrize(
    "of", ["ProductImage", "ProductTranslatableContent", "ProductVariantTranslatable"]
)
def test_an_entity_by_an_id_of_another_type_is_not_there(shop: Shop, of: str) -> None:
    vip = shop.group("VIP")
    member, outsider = make_customer("member"), make_customer("outsider")
    shop.put_into(vip, member.email)
    image = ProductImage.objects.create(
        product=shop.latte.product, image="latte.png", alt="latte"
    )
    id_ = {
        "ProductImage": to_global_id(of, image.pk),
        "ProductTranslatableContent": to_global_id(of, shop.latte.product_id),
        "ProductVariantTranslatable": to_global_id(f"{of}Content", shop.latte.pk),
    }[of]
    document = (
        "query($of: [_Any]) { _entities(representations: $of) {"
        " ... on ProductImage { id alt url } ... on Product { id name slug }"
        " ... on ProductVariant { id name sku } } }"
    )

    def found(caller: Caller) -> list[str]:
        """Return what is found by the id as whatever it is said to be."""
        types = "Product", "ProductVariant", "ProductImage", "Category"
        asked = [{"__typename": each, "id": id_} for each in types]
        return [json.dumps(each) for each in caller.ask(document, of=asked)]

    assert all("latte" in each for each in found(STRANGER))
    hide(shop.latte.product, groups=(vip,))

    for caller in (member, make_staff(), make_app_caller()):
        assert all("latte" in each for each in found(caller))
    for caller in (STRANGER, outsider):
        assert found(caller) == ["null"] * 4
