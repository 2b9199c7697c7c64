"""Every way in which a shopper may come across a product: documents of GraphQL.

The tables A1 and A2 of what was measured of both Saleors. Each says what it finds of a
product that is there, so that a test knows that it would find a hidden one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql_relay import to_global_id

from saleor_customer_groups import port

ON_SALEOR_3 = port.GENERATION == 3
CHANNEL = 'channel: "default-channel"' if ON_SALEOR_3 else ""
ENTITIES = "[_Any!]!" if ON_SALEOR_3 else "[_Any]"
# Everything by which a product of the tests can be told.
FIELDS = "id name slug"
PAGE = f"{{ totalCount edges {{ node {{ {FIELDS} }} }} }}"


@dataclass(frozen=True)
class Goods:
    """A variant, and the ids by which it and its product are asked for."""

    variant: Any

    @property
    def product(self) -> str:
        """The global id of its product."""
        return to_global_id("Product", self.variant.product_id)

    @property
    def id(self) -> str:
        """Its own global id."""
        return to_global_id("ProductVariant", self.variant.pk)

    @property
    def entities(self) -> dict[str, Any]:
        """How both are asked for as entities of a federation, as variables."""
        channel = {"channel": "default-channel"} if ON_SALEOR_3 else {}
        product = {"__typename": "Product", "id": self.product, **channel}
        variant = {"__typename": "ProductVariant", "id": self.id, **channel}
        return {"product": [product], "variant": [variant]}

    @property
    def category(self) -> str:
        """The global id of the category of its product."""
        return to_global_id("Category", self.variant.product.category_id)

    @property
    def product_type(self) -> str:
        """The global id of the type of its product."""
        return to_global_id("ProductType", self.variant.product.product_type_id)


Document = Callable[[Goods], str]


def _products(more: str) -> Document:
    return lambda goods: f"{{ products(first: 50 {CHANNEL} {more}) {PAGE} }}"


# By what they are called in messages of tests.
ON_BOTH: Mapping[str, Document] = {
    "list": _products(""),
    "sorted": _products("sortBy: {field: NAME, direction: DESC}"),
    "by category": lambda goods: _products(
        f'filter: {{categories: ["{goods.category}"]}}'
    )(goods),
    "by product type": lambda goods: _products(
        f'filter: {{productTypes: ["{goods.product_type}"]}}'
        if ON_SALEOR_3
        else f'filter: {{productType: "{goods.product_type}"}}'
    )(goods),
    "with variants": lambda _: (
        f"{{ products(first: 50 {CHANNEL}) {{ edges {{ node {{"
        f" {FIELDS} variants {{ id name sku }} }} }} }} }}"
    ),
    "product by id": lambda goods: (
        f'{{ product(id: "{goods.product}" {CHANNEL})'
        f" {{ {FIELDS} variants {{ sku }} }} }}"
    ),
    "product by slug": lambda goods: (
        f'{{ product(slug: "{goods.variant.product.slug}" {CHANNEL}) {{ {FIELDS} }} }}'
    ),
    "variant by id": lambda goods: (
        f'{{ productVariant(id: "{goods.id}" {CHANNEL}) {{ id name sku }} }}'
    ),
    "variants by ids": lambda goods: (
        f'{{ productVariants(first: 50 {CHANNEL} ids: ["{goods.id}"])'
        " { totalCount edges { node { id name sku product { name } } } } }"
    ),
    "category": lambda goods: (
        f'{{ category(id: "{goods.category}")'
        f" {{ products(first: 50 {CHANNEL}) {PAGE} }} }}"
    ),
    "categories": lambda _: (
        "{ categories(first: 50) { edges { node {"
        f" name products(first: 50 {CHANNEL}) {PAGE} }} }} }} }}"
    ),
    "category above": lambda goods: (
        f'{{ category(id: "{goods.category}") {{ parent {{'
        f" products(first: 50 {CHANNEL}) {PAGE} }} }} }}"
    ),
    "collections": lambda _: (
        f"{{ collections(first: 50 {CHANNEL}) {{ edges {{ node {{"
        f" name products(first: 50) {PAGE} }} }} }} }}"
    ),
    "category by slug": lambda goods: (
        f'{{ category(slug: "{goods.variant.product.category.slug}")'
        f" {{ products(first: 50 {CHANNEL}) {PAGE} }} }}"
    ),
    "categories below": lambda _: (
        "{ categories(first: 9, level: 0) { edges { node { children(first: 9) {"
        f" edges {{ node {{ name products(first: 9 {CHANNEL}) {PAGE} }} }} }} }} }} }}"
        " }"
    ),
    "collection by slug": lambda _: (
        f'{{ collection(slug: "rare" {CHANNEL}) {{ products(first: 50) {PAGE} }} }}'
    ),
    "collections of products": lambda _: (
        f"{{ products(first: 50 {CHANNEL}) {{ edges {{ node {{"
        f" collections {{ name products(first: 50) {PAGE} }} }} }} }} }}"
    ),
    "category of a menu": lambda _: (
        f"{{ menus(first: 5 {CHANNEL}) {{ edges {{ node {{ items {{ category {{"
        f" name products(first: 50 {CHANNEL}) {PAGE} }} }} }} }} }} }}"
    ),
    "collection of a menu": lambda _: (
        f"{{ menus(first: 5 {CHANNEL}) {{ edges {{ node {{ items {{ collection {{"
        f" name products(first: 50) {PAGE} }} }} }} }} }} }}"
    ),
    "product types": lambda _: (
        "{ productTypes(first: 50) { edges { node {"
        f" products(first: 50 {CHANNEL}) {PAGE} }} }} }} }}"
    ),
    "product type": lambda goods: (
        f'{{ productType(id: "{goods.product_type}")'
        f" {{ products(first: 50 {CHANNEL}) {PAGE} }} }}"
    ),
    "entity of product": lambda _: (
        f"query($product: {ENTITIES}) {{ _entities(representations: $product)"
        f" {{ ... on Product {{ {FIELDS} }} }} }}"
    ),
    "entity of variant": lambda _: (
        f"query($variant: {ENTITIES}) {{ _entities(representations: $variant)"
        " { ... on ProductVariant { id name sku } } }"
    ),
    "our prices": lambda goods: (
        f'{{ customerGroupPrices(variantIds: ["{goods.id}"]'
        ' channel: "default-channel") { variantId } }'
    ),
}
ON_3: Mapping[str, Document] = {
    "variants": lambda _: (
        f"{{ productVariants(first: 50 {CHANNEL})"
        " { totalCount edges { node { id name sku } } } }"
    ),
    "search": _products('search: "secret"'),
    "filter search": _products('filter: {search: "secret"}'),
    "where": lambda goods: _products(f'where: {{ids: ["{goods.product}"]}}')(goods),
    "by slugs": lambda goods: _products(
        f'filter: {{slugs: ["{goods.variant.product.slug}"]}}'
    )(goods),
    "by price": _products(
        "filter: {price: {gte: 0}}, sortBy: {field: PRICE, direction: ASC}"
    ),
    "product by reference": lambda _: (
        f'{{ product(externalReference: "secret-ref" {CHANNEL}) {{ {FIELDS} }} }}'
    ),
    "variant by sku": lambda goods: (
        f'{{ productVariant(sku: "{goods.variant.sku}" {CHANNEL})'
        " { id name sku product { name } } }"
    ),
    "variant by reference": lambda _: (
        f'{{ productVariant(externalReference: "secret-variant-ref" {CHANNEL})'
        " { id name sku } }"
    ),
    "variants of product": lambda goods: (
        f'{{ product(id: "{goods.product}" {CHANNEL}) {{'
        " productVariants(first: 50) { edges { node { id sku } } } } }"
    ),
}
ON_2: Mapping[str, Document] = {
    "by collection": _products("filter: {hasCategory: true}"),
    "search": _products('filter: {search: "secret"}'),
    "translations of products": lambda _: (
        "{ translations(kind: PRODUCT, first: 50) { edges { node {"
        " ... on ProductTranslatableContent { id name product { name } } } } } }"
    ),
    "translations of categories": lambda _: (
        "{ translations(kind: CATEGORY, first: 50) { edges { node {"
        " ... on CategoryTranslatableContent { category {"
        f" products(first: 50) {PAGE} }} }} }} }} }} }}"
    ),
    "translations of collections": lambda _: (
        "{ translations(kind: COLLECTION, first: 50) { edges { node {"
        " ... on CollectionTranslatableContent { collection {"
        f" products(first: 50) {PAGE} }} }} }} }} }} }}"
    ),
    "translations of variants": lambda _: (
        "{ translations(kind: VARIANT, first: 50) { edges { node {"
        " ... on ProductVariantTranslatableContent {"
        " id name productVariant { id } } } } } }"
    ),
}
PATHS = {**ON_BOTH, **(ON_3 if ON_SALEOR_3 else ON_2)}

COUNT = "{ totalCount pageInfo { hasNextPage startCursor endCursor } }"


def _in(*owners: str, channel: str = CHANNEL, pages: str = "products") -> Document:
    """Return how all below some owners is counted, and where its first page ends."""
    return lambda goods: (
        "".join(f"{{ {each.format(goods=goods)} " for each in owners)
        + f"{{ all: {pages}(first: 100 {channel}) {COUNT}"
        + f" page: {pages}(first: 1 {channel}) {COUNT} }}"
        + " }" * len(owners)
    )


# What is only counted, without a word of what it is.
COUNTS: Mapping[str, Document] = {
    "products": _in(),
    "products of a category": _in('category(id: "{goods.category}")'),
    "products of a category above": _in('category(id: "{goods.category}")', "parent"),
    "products of a collection": _in(f'collection(slug: "rare" {CHANNEL})', channel=""),
    "products of a type": _in('productType(id: "{goods.product_type}")'),
    **({"variants": _in(pages="productVariants")} if ON_SALEOR_3 else {}),
    # The cursors tell by what is sorted.
    **{
        f"{pages} by products": lambda _, pages=pages, channel=channel: (
            f"{{ {pages}(first: 100, {channel}"
            " sortBy: {field: PRODUCT_COUNT, direction: DESC})"
            " { edges { cursor node { name } } } }"
        )
        for pages, channel in (("categories", ""), ("collections", CHANNEL))
    },
}
