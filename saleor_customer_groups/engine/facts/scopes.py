"""What a rule concerns: which lines of a cart are in its scope."""

from collections.abc import Collection, Iterator
from typing import Annotated, Protocol

from pydantic import AfterValidator, Field, PlainSerializer, WithJsonSchema

from ..base.invalid import invalid
from ..base.values import Fact


class Goods(Protocol):
    """What a scope may name: the line of a cart, or a product."""

    @property
    def variant(self) -> str:
        """Its variant."""

    @property
    def product(self) -> str:
        """Its product."""

    @property
    def product_type(self) -> str:
        """The type of its product."""

    @property
    def categories(self) -> frozenset[str]:
        """The category of its product, and all above."""

    @property
    def collections(self) -> frozenset[str]:
        """Those that its product is in."""

    @property
    def gift_card(self) -> bool:
        """Whether it is a gift card."""


# One way to name a line: the kind of list and the code in it.
ScopeKey = tuple[str, str]
EVERYTHING: ScopeKey = ("everything", "")


def _refuse_empty(names: frozenset[str] | None) -> frozenset[str] | None:
    if names is not None and not names:
        raise invalid("empty_list", "is an empty list: leave it out to mean everything")
    return names


def _sorted_names(names: frozenset[str] | None) -> list[str] | None:
    return None if names is None else sorted(names)


Names = Annotated[
    frozenset[str] | None,
    AfterValidator(_refuse_empty),
    PlainSerializer(_sorted_names, when_used="json"),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "array", "items": {"type": "string"}, "minItems": 1},
                {"type": "null"},
            ]
        }
    ),
]


class Selection(Fact):
    """Lists of named items; a missing list names nothing and requires nothing."""

    products: Names = Field(
        default=None, title="Products", description="Each with all its variants."
    )
    variants: Names = Field(
        default=None, title="Variants", description="Single variants of products."
    )
    categories: Names = Field(
        default=None,
        title="Categories",
        description="Each with all the categories below it.",
    )
    collections: Names = Field(
        default=None, title="Collections", description="The products in them."
    )
    product_types: Names = Field(
        default=None, title="Product types", description="All products of them."
    )

    @property
    def has_lists(self) -> bool:
        """Tell whether any list is there, be it empty."""
        return (
            self.products is not None
            or self.variants is not None
            or self.categories is not None
            or self.collections is not None
            or self.product_types is not None
        )

    def names(self, line: Goods) -> bool:
        """Tell whether one of the lists names a line.

        docs/pricing.md, section 1, Scope.

        :param line: a line of the cart.
        """
        return self.names_goods(line) or bool(
            (self.categories and not self.categories.isdisjoint(line.categories))
            or (self.collections and not self.collections.isdisjoint(line.collections))
        )

    def names_goods(self, line: Goods) -> bool:
        """Tell whether one of the lists names a line's variant, product or type.

        :param line: a line of the cart. docs/pricing.md, section 1, Gift cards.
        """
        return bool(
            (self.variants and line.variant in self.variants)
            or (self.products and line.product in self.products)
            or (self.product_types and line.product_type in self.product_types)
        )

    def index_keys(self) -> Iterator[ScopeKey]:
        """Iterate over everything that the lists name, as keys of an index."""
        for kind in SCOPE_KINDS:
            for name in getattr(self, kind) or ():
                yield kind, name


SCOPE_KINDS = tuple(Selection.model_fields)
# The lists in which a gift card has to be named.
GOODS_KINDS = ("products", "variants", "product_types")


class Scope(Fact):
    """Which lines a rule concerns: those included, less those excluded."""

    include: Selection = Field(
        default=Selection(),
        title="Include",
        description="Leave empty to include everything.",
    )
    exclude: Selection = Field(
        default=Selection(),
        title="Exclude",
        description="What is not meant, whatever is included.",
    )

    def covers(self, line: Goods) -> bool:
        """Tell whether a line is in scope.

        docs/pricing.md, section 1, Scope and Gift cards.

        :param line: a line of the cart.
        """
        if line.gift_card:
            if not self.include.names_goods(line):
                return False
        elif self.include.has_lists and not self.include.names(line):
            return False
        return not self.exclude.names(line)

    def keys_among(self, index: Collection[ScopeKey]) -> Iterator[ScopeKey]:
        """Iterate over those of the index keys that this scope includes.

        :param index: the keys of some lines.
        """
        if not self.include.has_lists:
            if EVERYTHING in index:
                yield EVERYTHING
            return
        for kind in SCOPE_KINDS:
            names: frozenset[str] | None = getattr(self.include, kind)
            if not names:
                continue
            if len(names) < len(index):
                for name in names:
                    if (kind, name) in index:
                        yield kind, name
            else:
                for key in index:
                    if key[0] == kind and key[1] in names:
                        yield key

    def named_among(self, keys: Collection[ScopeKey]) -> list[ScopeKey]:
        """Return which of some goods this scope includes by name, sorted.

        :param keys: of variants, products and product types, such as those of gift
            cards. docs/pricing.md, section 1, Gift cards.
        """
        return sorted(
            key
            for key in self.include.index_keys()
            if key[0] in GOODS_KINDS and key in keys
        )

    def index_keys(self) -> Iterator[ScopeKey]:
        """Iterate over the index keys under which a line in scope can be found."""
        if self.include.has_lists:
            yield from self.include.index_keys()
        else:
            yield EVERYTHING


def keys_of_line(line: Goods) -> list[ScopeKey]:
    """Return every index key under which a scope may name a line.

    :param line: a line of the cart. docs/pricing.md, section 1, Scope and Gift cards.
    """
    keys = [
        ("variants", line.variant),
        ("products", line.product),
        ("product_types", line.product_type),
    ]
    if line.gift_card:
        return keys
    keys.append(EVERYTHING)
    keys.extend([("categories", category) for category in line.categories])
    keys.extend([("collections", collection) for collection in line.collections])
    return keys
