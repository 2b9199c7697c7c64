"""What the customers bought in the last two years, drawn by chance."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import Enum, auto

from saleor.account.models import User
from saleor.discount.models import Voucher
from saleor.product.models import ProductVariant
from saleor.shipping.models import ShippingMethod

from saleor_customer_groups.port.contract.quotes import LineQuote

from . import Seeding
from .discounts import (
    FREE_SHIPPING,
    FREE_SHIPPING_MINIMUM,
    WELCOME,
    WELCOME_PERCENT,
    SaleTerms,
)
from .group_prices import GroupPrices, Wanted

DAYS = 730
DAYS_TO_DELIVER = 4


class Fate(Enum):
    """How an order ended."""

    PAID = auto()
    UNPAID = auto()
    CANCELLED = auto()
    REFUNDED = auto()
    PARTLY_REFUNDED = auto()


# How many of a hundred orders end so.
FATES = {
    Fate.PAID: 85,
    Fate.UNPAID: 2,
    Fate.CANCELLED: 5,
    Fate.REFUNDED: 4,
    Fate.PARTLY_REFUNDED: 4,
}

# (how many of a hundred customers, fewest orders, most orders, most units of a line)
HABITS = ((8, 0, 0, 1), (42, 1, 4, 2), (35, 5, 12, 3), (15, 14, 28, 12))


@dataclass(frozen=True, slots=True)
class Bought:
    """One line of an order."""

    variant: ProductVariant
    quantity: int
    unit_amount: Decimal
    # None at the price that anybody pays.
    quote: LineQuote | None


@dataclass(slots=True)
class Purchase:
    """One order as it is to be."""

    customer: User
    placed_at: datetime
    lines: Sequence[Bought]
    fate: Fate
    shipping: ShippingMethod
    is_delivered: bool
    groups: Sequence[str]
    voucher: Voucher | None = None
    discount_amount: Decimal = field(default=Decimal(0))

    @property
    def subtotal(self) -> Decimal:
        """Return what the lines come to."""
        return sum(
            (line.unit_amount * line.quantity for line in self.lines), Decimal(0)
        )

    @property
    def total(self) -> Decimal:
        """Return what is to be paid."""
        return self.subtotal + self.shipping.price_amount - self.discount_amount


@dataclass(frozen=True, slots=True)
class Shop:
    """What there is to choose from."""

    variants: Sequence[ProductVariant]
    shipping: Sequence[ShippingMethod]
    sales: Sequence[SaleTerms]
    vouchers: dict[str, Voucher]
    group_prices: GroupPrices

    def sell(
        self,
        wanted: Sequence[tuple[ProductVariant, int]],
        *,
        codes: Sequence[str],
        at: datetime,
    ) -> list[Bought]:
        """Return goods at the prices of a time.

        :param codes: of the groups that the customer was in then.
        """
        asked = [self._ask(variant, quantity, at) for variant, quantity in wanted]
        quotes = self.group_prices.quotes(codes, asked, at=at)
        return [
            Bought(
                variant,
                quantity,
                each.public_amount if quote is None else quote.unit_amount,
                quote,
            )
            for (variant, quantity), each, quote in zip(
                wanted, asked, quotes, strict=True
            )
        ]

    def _ask(self, variant: ProductVariant, quantity: int, at: datetime) -> Wanted:
        base: Decimal = variant.base_price.amount
        best = min(
            self.sales, key=lambda sale: sale.price(variant.product_id, base, at)
        )
        public = best.price(variant.product_id, base, at)
        percent = best.percent if public < base else Decimal(0)
        return Wanted(variant.pk, quantity, public, percent)


def draw_histories(
    seeding: Seeding, customers: Sequence[User], shop: Shop
) -> list[Purchase]:
    """Return all orders of all customers, oldest first."""
    purchases = [
        purchase
        for customer in customers
        for purchase in _draw_history(seeding, customer, shop)
    ]
    return sorted(purchases, key=lambda purchase: purchase.placed_at)


def _draw_history(seeding: Seeding, customer: User, shop: Shop) -> Iterator[Purchase]:
    chance = seeding.chance
    [(_, fewest, most, units)] = chance.choices(
        HABITS, weights=[habit[0] for habit in HABITS]
    )
    joined_days_ago = (seeding.days_ago(0) - customer.date_joined).days
    days = sorted(
        (
            chance.randrange(1, min(DAYS, joined_days_ago) + 1)
            for _ in range(chance.randint(fewest, most))
        ),
        reverse=True,
    )
    for place, days_ago in enumerate(days):
        placed_at = seeding.days_ago(
            days_ago, hour=chance.randrange(9, 23), minute=chance.randrange(60)
        )
        [fate] = chance.choices(list(FATES), weights=list(FATES.values()))
        groups = shop.group_prices.codes(customer.pk, placed_at)
        purchase = Purchase(
            customer=customer,
            placed_at=placed_at,
            lines=shop.sell(
                [
                    (variant, chance.randint(1, units))
                    for variant in chance.sample(shop.variants, chance.randint(1, 4))
                ],
                codes=groups,
                at=placed_at,
            ),
            groups=groups,
            fate=fate,
            shipping=chance.choices(shop.shipping, weights=[4, 1])[0],
            is_delivered=days_ago > DAYS_TO_DELIVER
            and fate not in (Fate.UNPAID, Fate.CANCELLED),
        )
        _redeem(purchase, shop, is_first=place == 0, wants_to=chance.random() < 0.25)
        yield purchase


def _redeem(purchase: Purchase, shop: Shop, *, is_first: bool, wants_to: bool) -> None:
    """Take a voucher's discount off, where the customer has one and uses it."""
    if not wants_to:
        return
    if is_first:
        purchase.voucher = shop.vouchers[WELCOME]
        discount = purchase.subtotal * WELCOME_PERCENT / 100
        purchase.discount_amount = discount.quantize(Decimal("0.01"))
    elif purchase.subtotal >= FREE_SHIPPING_MINIMUM:
        purchase.voucher = shop.vouchers[FREE_SHIPPING]
        purchase.discount_amount = purchase.shipping.price_amount
