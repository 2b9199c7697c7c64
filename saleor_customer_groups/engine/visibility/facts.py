"""The facts on which it depends who sees a product.

Field by field these models are the simulation format of docs/visibility.md, section 6.
"""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, model_validator

from ..base.invalid import invalid
from ..base.values import Code, Fact, Flag, Instant
from ..facts.facts import Customer
from ..facts.scopes import Scope

ProductAccess = Literal["inherit", "all", "sets", "custom"]


def _refuse_variants(scope: Scope) -> Scope:
    for name in ("include", "exclude"):
        if getattr(scope, name).variants is not None:
            raise invalid(
                "variants",
                "cannot name variants: only whole products are hidden",
                {"at": (name, "variants")},
            )
    return scope


# As in pricing, without variants: only whole products are hidden.
ProductScope = Annotated[Scope, AfterValidator(_refuse_variants)]


class VisibilityGroup(Fact):
    """A customer group, as far as it depends on it what its members see."""

    code: Code
    created_at: Instant
    parent: str | None = None
    is_active: Flag = True
    is_default: Flag = False
    for_guests: Flag = False
    inherits_visibility: Flag = True
    product_access: ProductAccess = "inherit"
    product_scope: ProductScope | None = None

    @model_validator(mode="after")
    def _scope_with_custom_access(self) -> Self:
        if self.product_scope is None and self.product_access == "custom":
            raise invalid(
                "scope_missing",
                "is missing: with the access custom it says which products are seen",
                {"at": ("product_scope",)},
            )
        if self.product_scope is not None and self.product_access != "custom":
            raise invalid(
                "scope_without_custom",
                "counts only with the access custom",
                {"at": ("product_scope",)},
            )
        return self


class VisibilitySet(Fact):
    """Some products, and the groups that it is assigned to.

    It counts from ``valid_from`` up to, but not at, ``valid_until``. An exclusive one
    hides its products from everybody else meanwhile.
    """

    code: Code
    name: str = ""
    scope: ProductScope = Scope()
    groups: tuple[str, ...] = ()
    is_exclusive: Flag = False
    is_active: Flag = True
    valid_from: Instant | None = None
    valid_until: Instant | None = None

    @property
    def title(self) -> str:
        """What sentences call it: its name, its code if it has none."""
        return self.name or self.code

    def counts(self, now: datetime) -> bool:
        """Tell whether it counts at a moment.

        docs/visibility.md, section 1.

        :param now: the moment, with its time zone.
        """
        return (
            self.is_active
            and (self.valid_from is None or self.valid_from <= now)
            and (self.valid_until is None or now < self.valid_until)
        )

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        if (
            self.valid_from is not None
            and self.valid_until is not None
            and self.valid_until < self.valid_from
        ):
            raise invalid(
                "dates_reversed", "is before the start", {"at": ("valid_until",)}
            )
        return self


class Product(Fact):
    """A product, and what a scope may name it by.

    ``categories`` are its own category and all above it.
    """

    product: str
    product_type: str = ""
    categories: frozenset[str] = frozenset()
    collections: frozenset[str] = frozenset()

    # A scope looks for these in the lines of carts.
    @property
    def variant(self) -> str:
        """No variant: scopes of visibility name none."""
        return ""

    @property
    def gift_card(self) -> bool:
        """No gift card: these are seen like all other products."""
        return False


class VisibilityFacts(Fact):
    """Everything on which it depends which products somebody sees.

    ``customer`` is None for a guest.
    """

    now: Instant
    groups: tuple[VisibilityGroup, ...] = ()
    customer: Customer | None = None
    visibility_sets: tuple[VisibilitySet, ...] = ()
    products: tuple[Product, ...] = ()
