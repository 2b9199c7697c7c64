"""Where Saleor 2.10 takes products into checkouts, and sells them."""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from inspect import signature
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from graphene import Node
from saleor.checkout.error_codes import CheckoutErrorCode
from saleor.checkout.models import Checkout, CheckoutLine
from saleor.core.exceptions import ProductNotPublished

from ...base.wrapping import Wrapper
from ...visibility.callers import hides_products, view_of_caller
from ...visibility.conditions import hidden_variant_ids
from ...visibility.hidden_lines import hidden_in_checkout


def refuse_hidden_lines(checkout: Checkout) -> None:
    """Refuse to sell what a checkout's customer may not see, before money is taken.

    :raises ValidationError: there is such a line; it names them by their ids.
    """
    if not hides_products():
        return
    lines = dict(
        CheckoutLine.objects.filter(checkout=checkout.pk).values_list(
            "variant_id", "pk"
        )
    )
    hidden = hidden_in_checkout(checkout, lines)
    captured = checkout.payments.filter(is_active=True, captured_amount__gt=0)
    if not hidden or captured.exists():
        return
    named = sorted(Node.to_global_id("CheckoutLine", lines[pk]) for pk in hidden)
    raise ValidationError(
        "Some products in this checkout are not available any more. Take these lines"
        f" out of it: {', '.join(named)}.",
        code=CheckoutErrorCode.PRODUCT_NOT_PUBLISHED,
    )


def _refuse(hidden: Iterable[int], message: str) -> None:
    """Refuse variants in the words in which Saleor refuses unpublished ones."""
    if set(hidden):
        raise ValidationError(message, code=ProductNotPublished().code)


def _into_a_new_checkout(native: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(native)
    def process_checkout_lines(cls: Any, lines: Any, *args: Any, **named: Any) -> Any:
        # First of all: what is said about stock would name them.
        if (view := view_of_caller()) is not None:
            _refuse(
                hidden_variant_ids(_units(lines), view),
                "Can't create checkout with unpublished product.",
            )
        return native(cls, lines, *args, **named)

    return process_checkout_lines


def _into_a_checkout(native: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse lines of hidden products, unless they only become fewer."""
    takes = signature(native)

    @wraps(native)
    def perform_mutation(cls: Any, *args: Any, **named: Any) -> Any:
        given = takes.bind(cls, *args, **named).arguments
        if (
            hides_products()
            and (checkout := checkout_by_id(given["checkout_id"])) is not None
        ):
            wanted = added_variants(checkout, given["lines"], given.get("replace"))
            _refuse(
                hidden_in_checkout(checkout, wanted), "Can't add unpublished product."
            )
        return native(cls, *args, **named)

    return perform_mutation


def added_variants(checkout: Checkout, lines: Any, sets_quantity: Any) -> set[int]:
    """Return the variants of which more units than before are asked for."""
    there = dict(
        CheckoutLine.objects.filter(checkout=checkout.pk).values_list(
            "variant_id", "quantity"
        )
    )
    return {
        pk
        for pk, units in _units(lines).items()
        if units and not (sets_quantity and units <= there.get(pk, 0))
    }


def checkout_by_id(checkout_id: str) -> Checkout | None:
    """Return a checkout; None for what is no id of one, which Saleor refuses."""
    try:
        name, pk = Node.from_global_id(checkout_id)
        token = UUID(pk)
    except (TypeError, ValueError):
        return None
    return Checkout.objects.filter(pk=token).first() if name == "Checkout" else None


def _units(lines: Any) -> Mapping[int, int]:
    """Return how many units of which variants are asked for.

    Saleor refuses what is no id of one.
    """
    found: dict[int, int] = {}
    for line in lines or ():
        try:
            name, pk = Node.from_global_id(line["variant_id"])
        except (KeyError, TypeError, ValueError):
            continue
        if name == "ProductVariant" and pk.isascii() and pk.isdecimal():
            found[int(pk)] = line["quantity"]
    return found


_MUTATIONS = "saleor.graphql.checkout.mutations"
_INTO = "shoppers may put hidden products into their checkouts"

CHECKOUT_WRAPPERS = (
    Wrapper(
        number=246,
        module=_MUTATIONS,
        path="CheckoutCreate.process_checkout_lines",
        parameters=("cls", "lines"),
        wrap=_into_a_new_checkout,
        loss=_INTO,
    ),
    Wrapper(
        number=247,
        module=_MUTATIONS,
        path="CheckoutLinesAdd.perform_mutation",
        parameters=("cls", "_root", "info", "checkout_id", "lines", "replace"),
        wrap=_into_a_checkout,
        loss=_INTO,
    ),
)
