"""All that a schema has by which a price of a product may be told.

Each field either is covered, so that it tells nothing to those to whom prices are
hidden, or stands here with the reason why it need not be.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from saleor_customer_groups import port
from tests.graphql.rights import PUBLIC

ON_SALEOR_3 = port.GENERATION == 3

MONEY = {
    "Money",
    "MoneyRange",
    "ProductPricingInfo",
    "TaxedMoney",
    "TaxedMoneyRange",
    "VariantPricingInfo",
}
NUMBERS = {"Decimal", "Float", "Int", "PositiveDecimal"}
WORDS = ("amount", "cost", "discount", "margin", "price", "reward", "spent", "total")

# Answered with null, or refused: `test_prices.py` tries them.
COVERED = {
    "Product.minimalVariantPrice",
    "Product.pricing",
    "ProductVariant.pricing",
    "Checkout.discount",
    "Checkout.shippingPrice",
    "Checkout.subtotalPrice",
    "Checkout.totalBalance",
    "Checkout.totalPrice",
    "CheckoutLine.customerGroupUndiscountedTotalPrice",
    "CheckoutLine.priorTotalPrice",
    "CheckoutLine.priorUnitPrice",
    "CheckoutLine.totalPrice",
    "CheckoutLine.undiscountedTotalPrice",
    "CheckoutLine.undiscountedUnitPrice",
    "CheckoutLine.unitPrice",
}
# Of ours: reached through fields that are refused.
COVERED_TYPES = {
    "CustomerGroupGoodsPrice": "Query.customerGroupPrices",
    "CustomerGroupOffer": "User.offers, Checkout.customerGroupOffers",
    "CustomerGroupOffers": "User.offers, Checkout.customerGroupOffers",
    "CustomerGroupPriceChange": "CheckoutLine.customerGroupPriceChange",
    # And of past orders.
    "CustomerGroupPrice": "CheckoutLine.customerGroupPrice",
}
# Why all of a type may be told.
SPARED_TYPES: Mapping[str, str] = {
    **dict.fromkeys(MONEY, "a part of an amount that something else tells"),
    **dict.fromkeys(
        (
            "Fulfillment",
            "Order",
            "OrderDiscount",
            "OrderEvent",
            "OrderEventDiscountObject",
            "OrderGrantedRefund",
            "OrderLine",
            "OrderLineDiscount",
        ),
        "what was paid in past orders",
    ),
    **dict.fromkeys(
        (
            "Payment",
            "PaymentGatewayInitializeSession",
            "Transaction",
            "TransactionAction",
            "TransactionEvent",
            "TransactionItem",
            "TransactionProcessAction",
        ),
        "money that somebody has paid already, or that is refused before",
    ),
    **dict.fromkeys(
        ("CustomerGroupAccount", "CustomerGroupOrderTerms", "CustomerGroupInvoice"),
        "what somebody owes for orders that they have placed",
    ),
    **dict.fromkeys(
        ("CustomerGroupQuote", "CustomerGroupQuoteLine"),
        "what the shop has offered to this customer",
    ),
    **dict.fromkeys(
        ("GiftCard", "GiftCardEventBalance"), "what is left on a card of theirs"
    ),
    **dict.fromkeys(
        (
            "ShippingMethod",
            "ShippingMethodChannelListing",
            "ShippingMethodType",
            "ShippingZone",
        ),
        "what shipping costs, which is no product",
    ),
    **dict.fromkeys(
        (
            "ProductChannelListing",
            "ProductVariantChannelListing",
            "PromotionRule",
            "Sale",
            "SaleChannelListing",
            "Voucher",
            "VoucherChannelListing",
        ),
        "staff and apps alone",
    ),
    **dict.fromkeys(
        (
            "ProductVariantDiscountedPriceUpdated",
            "TaxableObject",
            "TaxableObjectDiscount",
            "TaxableObjectLine",
        ),
        "told to apps alone",
    ),
    "CustomerGroupLevelProgress": "what a customer has bought, and has to buy yet",
    "CustomerGroupLevelProgramme": "what it counts, no amount",
    "TimePeriod": "so many days",
    "Weight": "so many grams",
}
SPARED = {
    "Product.basePrice": "staff and apps alone",
    "Product.purchaseCost": "staff and apps alone",
    "ProductVariant.costPrice": "staff and apps alone",
    "ProductVariant.margin": "staff and apps alone",
    "ProductVariant.priceOverride": "staff and apps alone",
    "ProductVariant.revenue": "staff and apps alone",
    "Query.ordersTotal": "staff and apps alone",
}

# What products are filtered and sorted by: refused.
COVERED_INPUTS = {
    "ProductFilterInput.minimalPrice",
    "ProductFilterInput.price",
    "ProductOrderField.MINIMAL_PRICE",
    "ProductOrderField.PRICE",
    "ProductWhereInput.minimalPrice",
    "ProductWhereInput.price",
}
# Why others need not be.
SPARED_INPUTS: Mapping[str, str] = {
    "OrderFilterInput": "past orders",
    "OrderDraftFilterInput": "staff alone",
    "OrderWhereInput": "past orders",
    "DraftOrderWhereInput": "staff alone",
}


def name_of(type_: Mapping[str, Any]) -> str:
    """Return the name of a type, whatever it is wrapped in."""
    while type_.get("ofType"):
        type_ = type_["ofType"]
    name: str = type_["name"]
    return name


def told(types: Mapping[str, Any]) -> Iterator[str]:
    """Yield all fields that may tell a price, without those that are for staff.

    :param types: of the schema, by name.
    """
    for owner, each in types.items():
        # A type of ours that shoppers do not come to is for staff.
        if owner.startswith("CustomerGroup") and owner not in PUBLIC:
            continue
        for field in each["fields"] or ():
            of = name_of(field["type"])
            name = field["name"]
            is_number = of in NUMBERS and any(word in name.lower() for word in WORDS)
            if name != "totalCount" and (of in MONEY or is_number):
                yield f"{owner}.{name}"


def asked(types: Mapping[str, Any]) -> Iterator[str]:
    """Yield all that lists of a query may be filtered and sorted by, if it says price.

    :param types: of the schema, by name.
    """
    names = [
        name_of(argument["type"])
        for owner in types.values()
        if not owner["name"].endswith("Mutation") and owner["name"] != "Mutation"
        for field in owner["fields"] or ()
        for argument in field["args"]
    ]
    seen: set[str] = set()
    while names:
        name = names.pop()
        if name in seen:
            continue
        seen.add(name)
        for field in types[name]["inputFields"] or ():
            names.append(name_of(field["type"]))
            if "price" in field["name"].lower():
                yield f"{name}.{field['name']}"
        for value in types[name]["enumValues"] or ():
            if name.endswith("OrderField") and "PRICE" in value["name"]:
                yield f"{name}.{value['name']}"


def unknown_fields(types: Mapping[str, Any]) -> list[str]:
    """Return fields that may tell a price and stand nowhere above."""
    known = {*COVERED, *SPARED}
    spared = {*SPARED_TYPES, *COVERED_TYPES}
    return sorted(
        each
        for each in told(types)
        if each not in known and each.partition(".")[0] not in spared
    )


def unknown_inputs(types: Mapping[str, Any]) -> list[str]:
    """Return filters and sortings by a price that stand nowhere above."""
    return sorted(
        each
        for each in asked(types)
        if each not in COVERED_INPUTS
        and each.partition(".")[0] not in SPARED_INPUTS
        and not each.startswith("CustomerGroup")
    )
