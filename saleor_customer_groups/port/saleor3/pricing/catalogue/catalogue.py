"""What Saleor 3 knows about the goods, as the engine takes it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, IntegerField, OuterRef, QuerySet
from prices import Money
from saleor.core.pricing.interface import LineInfo
from saleor.discount import RewardValueType
from saleor.discount.models import PromotionRule
from saleor.product import ProductTypeKind
from saleor.product.models import Category, ProductType

from ..... import engine
from ....base.arrays import ArrayOf, IsAnyOf
from ....base.kept_queries import KeptQuery, Parameter
from ....contract.quotes import LineQuote

Ancestors = Mapping[int, frozenset[str]]


def read_ancestors(lines: Iterable[LineInfo]) -> Ancestors:
    """Return each category of the lines with all above it, in one query or none."""
    pks = {info.product.category_id for info in lines if info.product is not None}
    pks.discard(None)
    if not pks:
        return {}
    rows = _ANCESTORS.rows(categories=list(pks))
    return {row["pk"]: frozenset(map(str, row["above"])) for row in rows}


def _with_ancestors() -> QuerySet:
    above = Category.objects.filter(
        tree_id=OuterRef("tree_id"),
        lft__lte=OuterRef("lft"),
        rght__gte=OuterRef("rght"),
    )
    categories = Parameter("categories", ArrayField(IntegerField()))
    return Category.objects.filter(IsAnyOf(F("pk"), categories)).values(
        "pk", above=ArrayOf(above.order_by("lft").values("pk"), of=IntegerField())
    )


_ANCESTORS = KeptQuery(_with_ancestors)


def read_line(
    info: LineInfo,
    *,
    ancestors: Ancestors,
    unit_price: Decimal,
    quantity: int | None = None,
    **more: Any,
) -> engine.Line:
    """Return a line of a checkout or an order as the engine takes it.

    :param info: the line with its goods, as Saleor has fetched it.
    :param ancestors: what ``read_ancestors`` gave for the lines of this cart.
    :param unit_price: the listing price, or what is charged where it is locked.
    :param quantity: how many of its units count, None for all.
    :param more: further fields of ``engine.Line``.
    """
    listing = getattr(info, "channel_listing", None)
    product = info.product
    return engine.Line(
        variant=str(info.variant.pk) if info.variant else "",
        product=str(product.pk) if product else "",
        product_type=str(product.product_type_id) if product else "",
        categories=ancestors.get(product.category_id if product else 0, frozenset()),
        collections=frozenset(str(each.pk) for each in info.collections if each),
        quantity=info.line.quantity if quantity is None else quantity,
        unit_price=unit_price,
        cost=listing.cost_price_amount if listing else None,
        gift_card=is_gift_card(info.product_type),
        **more,
    )


def is_gift_card(product_type: ProductType | None) -> bool:
    """Tell whether goods of a type are gift cards."""
    return product_type is not None and product_type.kind == ProductTypeKind.GIFT_CARD


def promotion_rule(info: Any) -> PromotionRule | None:
    """Return the rule of the catalogue promotion that Saleor would put on a line.

    :param info: a line of a checkout or an order, fetched with its listing and rules.
    """
    listing = info.channel_listing
    if (
        listing is None
        or not info.rules_info
        or info.line.is_gift
        or listing.discounted_price_amount is None
        or listing.price_amount in (None, listing.discounted_price_amount)
    ):
        return None
    return info.rules_info[0].rule


def raises_beside_promotion(info: Any, quote: LineQuote) -> bool:
    """Tell whether a group raises a price, and Saleor can put its promotion on that."""
    rule = promotion_rule(info)
    if rule is None or not quote.keeps_promotion:
        return False
    raised = Money(quote.group_amount, info.line.currency)
    return (
        quote.group_amount > quote.base_amount
        and rule.get_discount(raised.currency)(raised).amount == quote.unit_amount
    )


def read_promotion(rule: PromotionRule | None) -> engine.LinePromotion | None:
    """Return a rule of a catalogue promotion as the engine takes it."""
    if rule is None or rule.reward_value is None:
        return None
    if rule.reward_value_type == RewardValueType.PERCENTAGE:
        return engine.LinePercentOff(percent=min(rule.reward_value, Decimal(100)))
    return engine.LineAmountOff(amount=rule.reward_value)
