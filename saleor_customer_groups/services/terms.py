"""What price rules and price lists have in common: their terms, changed and checked."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from .. import port
from ..engine.mistakes import Mistake
from ..models import CustomerGroup, PriceList, PriceRule
from .codes import free_code
from .refusals import Code, refuse

TERMS = frozenset(
    {
        "name",
        "code",
        "is_active",
        "priority",
        "with_promotions",
        "with_vouchers",
        "valid_from",
        "valid_until",
        "channels",
    }
)

# Codes are unique over all of them (pricing.md, section 4).
CODED = (PriceRule, PriceList)

# What each list of a scope holds, as Saleor calls it.
SCOPE_TYPES = {
    "products": "Product",
    "variants": "ProductVariant",
    "categories": "Category",
    "collections": "Collection",
    "product_types": "ProductType",
}

_FIELD_OF = {"min_subtotal": "min_subtotal_amount"}


def set_terms(
    row: PriceRule | PriceList,
    values: Mapping[str, Any],
    *,
    otherwise: str,
    now: datetime,
) -> None:
    """Set the given terms, and a code where there is none.

    :param otherwise: what to make a code from where the name has no letters for it.
    """
    for name in TERMS & values.keys():
        setattr(row, name, values[name])
    row.name = (row.name or "").strip()
    row.code = (row.code or "").strip() or free_code(
        row.name, *CODED, otherwise=otherwise
    )
    row.updated_at = now


def mistakes_in_terms(
    row: PriceRule | PriceList,
    groups: Sequence[CustomerGroup],
    *,
    kind: str,
    not_checked: Iterable[str] = (),
) -> Iterable[ValidationError]:
    """Yield what is wrong with the terms of a row that is to be saved.

    :param kind: what the shop owner calls such a row.
    :param not_checked: the fields that the engine's own model checks.
    """
    if not row.name:
        yield refuse("name", Code.REQUIRED, f"Give the {kind} a name.")
    if not groups:
        yield refuse("groups", Code.REQUIRED, "Name at least one customer group.")
    for model in CODED:
        same = model._default_manager.filter(code=row.code)
        if isinstance(row, model):
            same = same.exclude(pk=row.pk)
        if taken := same.first():
            yield refuse(
                "code",
                Code.UNIQUE,
                f"{taken.name} has the code {taken.code} already. Choose another code.",
            )
    known = set(port.channels())
    for place, channel in enumerate(row.channels):
        if channel not in known:
            yield refuse(
                f"channels.{place}",
                Code.NOT_FOUND,
                f"There is no channel {channel}. Known: {', '.join(sorted(known))}.",
            )
    try:
        row.clean_fields(exclude=["name", "created_at", "updated_at", *not_checked])
    except ValidationError as error:
        for name, errors in error.error_dict.items():
            for each in errors:
                yield refuse(name, Code.INVALID, " ".join(each.messages))


def mistakes_for_fields(mistakes: Iterable[Mistake]) -> Iterable[ValidationError]:
    """Yield the mistakes that the engine found, on the fields they belong to."""
    for mistake in mistakes:
        # Of the whole row there is one mistake, that it ends before it starts.
        first, *rest = mistake.path or ("valid_until",)
        field = _FIELD_OF.get(str(first), str(first))
        sentence = f"{mistake.message[:1].upper()}{mistake.message[1:]}."
        yield refuse(".".join([field, *map(str, rest)]), Code.INVALID, sentence)
