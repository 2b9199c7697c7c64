"""Where Saleor takes products into checkouts, shows their problems and sells them."""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from inspect import signature
from typing import Any

from django.core.exceptions import ValidationError
from graphene import Node
from promise import Promise
from saleor.checkout.error_codes import CheckoutErrorCode
from saleor.checkout.problems import (
    CheckoutLineProblemInsufficientStock,
    CheckoutLineProblemVariantNotAvailable,
)
from saleor.graphql.checkout.dataloaders import (
    CheckoutInfoByCheckoutTokenLoader,
    CheckoutLinesInfoByCheckoutTokenLoader,
)

from ...base.wrapping import Wrapper
from ...visibility.callers import hides_products, view_of_caller, views_of_checkouts
from ...visibility.conditions import hidden_product_ids, hidden_variant_ids
from ...visibility.hidden_lines import hidden_in_checkout, is_hidden_in_checkout
from ..base.databases import reading, writing
from ..pricing.checkouts.checkouts import has_captured


def _refuse(variant_ids: Iterable[int]) -> None:
    """Refuse variants in the words in which Saleor refuses those not in a channel."""
    hidden = set(variant_ids)
    if hidden:
        raise ValidationError(
            {
                "lines": ValidationError(
                    "Cannot add lines with unavailable variants.",
                    code=CheckoutErrorCode.UNAVAILABLE_VARIANT_IN_CHANNEL.value,
                    params={
                        "variants": {
                            Node.to_global_id("ProductVariant", pk) for pk in hidden
                        }
                    },
                )
            }
        )


def _into_a_checkout(native: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse lines of hidden products, unless they only become fewer."""
    takes = signature(native)

    @wraps(native)
    def clean_input(cls: Any, *args: Any, **named: Any) -> Any:
        if hides_products():
            given = takes.bind(cls, *args, **named).arguments
            wanted = added_variants(cls, given)
            with writing():
                hidden = hidden_in_checkout(given["checkout"], wanted)
            # First of all: what is said about stock would name them.
            _refuse(hidden)
        return native(cls, *args, **named)

    return clean_input


def added_variants(mutation: Any, given: Mapping[str, Any]) -> set[int]:
    """Return the variants of which more units than before are asked for.

    :param given: the arguments of ``clean_input``.
    """
    units = {str(info.line.pk): info.line.quantity for info in given["lines"]}
    sets_quantity = "Update" in mutation.__name__
    return {
        int(each.variant_id)
        for each in given["checkout_lines_data"]
        if each.quantity_to_update
        and each.quantity
        and not (sets_quantity and each.quantity <= units.get(str(each.line_id), 0))
    }


def _into_a_new_checkout(native: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(native)
    def clean_checkout_lines(
        cls: Any, info: Any, lines: Any, *args: Any, **named: Any
    ) -> Any:
        if hides_products():
            with writing():
                if (view := view_of_caller()) is not None:
                    _refuse(hidden_variant_ids(_variant_pks(lines), view))
        return native(cls, info, lines, *args, **named)

    return clean_checkout_lines


def _variant_pks(lines: Any) -> set[int]:
    """Return the variants that are asked for; Saleor refuses what is no id of one."""
    found = set()
    for line in lines or ():
        try:
            name, pk = Node.from_global_id(line["variant_id"])
        except (KeyError, TypeError, ValueError):
            continue
        if name == "ProductVariant" and pk.isascii() and pk.isdecimal():
            found.add(int(pk))
    return found


def _of_an_order(native: Callable[..., Any]) -> Callable[..., Any]:
    """Leave hidden products out of a checkout that is made of an order."""

    @wraps(native)
    def exclude_lines_unavailable_to_purchase(
        cls: Any, order: Any, order_lines: Any, *args: Any, **named: Any
    ) -> Any:
        hidden: set[int] = set()
        if hides_products():
            with writing():
                if (view := view_of_caller()) is not None:
                    pks = {each.variant_id for each in order_lines if each.variant_id}
                    hidden = hidden_variant_ids(pks, view)
        kept = [each for each in order_lines if each.variant_id not in hidden]
        variant_ids, kept, errors = native(cls, order, kept, *args, **named)
        if hidden:
            errors.extend(
                cls._create_variant_errors(
                    error_code="UNAVAILABLE_VARIANT_IN_CHANNEL".lower(),
                    msg="Cannot add lines with unavailable variants.",
                    order_lines=[
                        each for each in order_lines if each.variant_id in hidden
                    ],
                )
            )
        return variant_ids, kept, errors

    return exclude_lines_unavailable_to_purchase


def _sold_to_who_sees_it(native: Callable[..., bool]) -> Callable[..., bool]:
    """Have a checkout with a hidden product refused before money is taken."""

    @wraps(native)
    def _is_variant_valid(
        checkout: Any, product: Any, *args: Any, **named: Any
    ) -> bool:
        if not native(checkout, product, *args, **named):
            return False
        if not hides_products():
            return True
        with writing():
            return not is_hidden_in_checkout(checkout, product.pk) or has_captured(
                checkout
            )

    return _is_variant_valid


def _with_hidden_lines(native: Callable[..., Any]) -> Callable[..., Any]:
    """Name lines that their customer may not see any more among the problems."""

    @wraps(native)
    def batch_load(self: Any, keys: Any) -> Any:
        found = native(self, keys)
        if not hides_products():
            return found
        return Promise.all(
            [
                found,
                CheckoutInfoByCheckoutTokenLoader(self.context).load_many(keys),
                CheckoutLinesInfoByCheckoutTokenLoader(self.context).load_many(keys),
            ]
        ).then(lambda loaded: _add_hidden(self.context, *loaded))

    return batch_load


def _add_hidden(context: Any, problems: Any, infos: Any, lines: Any) -> Any:
    by_view: dict[int, tuple[Any, list[int]]] = {}
    with reading(context):
        views = views_of_checkouts([info.checkout for info in infos])
        for place, view in enumerate(views):
            if view is not None:
                by_view.setdefault(id(view), (view, []))[1].append(place)
        for view, places in by_view.values():
            products = {each.product.pk for place in places for each in lines[place]}
            hidden = hidden_product_ids(products, view)
            for place in places:
                for each in lines[place]:
                    if each.product.pk in hidden:
                        _add_problem(problems[place], each.line)
    return problems


def _add_problem(problems: Any, line: Any) -> None:
    """Say of a line that it is not available, and nothing else."""
    of_line = problems.get(str(line.pk), [])
    if any(
        isinstance(each, CheckoutLineProblemVariantNotAvailable) for each in of_line
    ):
        return
    problems[str(line.pk)] = [
        *(
            each
            for each in of_line
            if not isinstance(each, CheckoutLineProblemInsufficientStock)
        ),
        CheckoutLineProblemVariantNotAvailable(line=line),
    ]


_MUTATIONS = "saleor.graphql.checkout.mutations"
_INTO = "shoppers may put hidden products into their checkouts"

CHECKOUT_WRAPPERS = (
    Wrapper(
        number=139,
        module=f"{_MUTATIONS}.checkout_lines_add",
        path="CheckoutLinesAdd.clean_input",
        parameters=(
            "cls",
            "info",
            "checkout",
            "variants",
            "checkout_lines_data",
            "checkout_info",
            "lines",
        ),
        wrap=_into_a_checkout,
        loss=_INTO,
    ),
    Wrapper(
        number=140,
        module=f"{_MUTATIONS}.checkout_create",
        path="CheckoutCreate.clean_checkout_lines",
        parameters=("cls", "info", "lines"),
        wrap=_into_a_new_checkout,
        loss=_INTO,
    ),
    Wrapper(
        number=141,
        module=f"{_MUTATIONS}.checkout_create_from_order",
        path="CheckoutCreateFromOrder.exclude_lines_unavailable_to_purchase",
        parameters=("cls", "order", "order_lines"),
        wrap=_of_an_order,
        loss=_INTO,
    ),
    Wrapper(
        number=142,
        module="saleor.checkout.fetch",
        path="_is_variant_valid",
        parameters=("checkout", "product"),
        wrap=_sold_to_who_sees_it,
        loss="checkouts with products that are hidden now are sold",
    ),
    Wrapper(
        number=143,
        module="saleor.graphql.checkout.dataloaders.problems",
        path="CheckoutLinesProblemsByCheckoutIdLoader.batch_load",
        parameters=("self", "keys"),
        wrap=_with_hidden_lines,
        loss="checkouts do not name products that are hidden now as problems",
    ),
)
