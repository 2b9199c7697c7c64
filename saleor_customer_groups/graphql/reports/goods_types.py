"""What was bought, and what of it are taxes, as reports on groups answer it."""

from decimal import Decimal
from typing import Any

import graphene
from prices import Money

from ...port.graphql import saleor
from ...services.reports.kept_reports import KeptGroupReport
from ...services.reports.sold_goods import GoodsKind
from ..base.enums import CustomerGroupReportGoodsEnum
from ..base.ids import filter_ids, global_id
from ..pricing.goods_prices import money


class CustomerGroupReportItem(graphene.ObjectType):
    """A product, or all goods in a category or the like."""

    id = graphene.ID(required=True, description="The id of the product or the like.")
    name = graphene.String(required=True, description="Its name as it is now.")
    units = graphene.Int(required=True, description="How many units were sold.")
    revenue = money("What they brought without taxes, after vouchers and refunds.")
    share = graphene.Float(
        description="How many percent of all goods that is; null if these brought 0."
    )
    margin = graphene.Field(
        lambda: saleor().Money,
        description="What was above the cost of these goods; null if none is known.",
    )


class CustomerGroupReportGoods(graphene.ObjectType):
    """What was bought; what is in two collections counts in both."""

    by = CustomerGroupReportGoodsEnum(
        required=True, description="By what it is summed up."
    )
    items = graphene.List(
        graphene.NonNull(CustomerGroupReportItem),
        required=True,
        description="The items, the most money first.",
    )
    others_count = graphene.Int(
        required=True, description="How many further items there are."
    )
    others = money("What these brought together.")
    nowhere = money("What goods brought that are in none, or no longer exist.")
    total = money("What all goods brought.")


class CustomerGroupReportParts(graphene.ObjectType):
    """What of the revenue are taxes, and what gift cards paid beside it."""

    taxes = money("The taxes of the orders as they were placed.")
    gift_cards = graphene.Field(
        lambda: saleor().Money,
        description=(
            "What gift cards paid, which is not in the revenue; null where Saleor does"
            " not keep it."
        ),
    )


# The types that ids name; the values of attributes have one of their own.
_TYPES = {GoodsKind.ATTRIBUTE: "AttributeValue"}


def attribute_pk(id: str | None) -> int | None:
    """Return the primary key of an attribute; None for what is none."""
    found = filter_ids([id], "Attribute") if id else ()
    return next(iter(found), None)


def goods_of(
    report: KeptGroupReport, *, kind: GoodsKind, attribute: str | None, first: int
) -> CustomerGroupReportGoods:
    """Return what was bought, as the API tells it."""
    found = report.goods(kind, first=first, attribute_id=attribute_pk(attribute))

    def amount(value: Decimal) -> Money:
        return Money(value, report.scope.currency)

    items: list[Any] = [
        CustomerGroupReportItem(
            id=global_id(_TYPES.get(kind, kind.value), each.item_id),
            name=each.name,
            units=each.units,
            revenue=amount(each.revenue),
            share=each.share,
            margin=None if each.margin is None else amount(each.margin),
        )
        for each in found.items
    ]
    return CustomerGroupReportGoods(
        by=kind.value,
        items=items,
        others_count=found.others_count,
        others=amount(found.others),
        nowhere=amount(found.nowhere),
        total=amount(found.total),
    )


def parts_of(report: KeptGroupReport) -> CustomerGroupReportParts:
    """Return what of the revenue are taxes, as the API tells it."""
    found = report.taxes
    currency = report.scope.currency
    return CustomerGroupReportParts(
        taxes=Money(found.taxes, currency),
        gift_cards=(
            None if found.gift_cards is None else Money(found.gift_cards, currency)
        ),
    )
