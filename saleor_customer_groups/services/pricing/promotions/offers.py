"""What a shopper has from promotions, and what is missing to the next one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from .... import engine, port
from ....engine.facts.wording import Names
from ....port.contract.carts import OpenCart, OpenCheckout
from ..current_groups import CurrentGroups
from ..hidden_goods import HiddenGoods
from ..names_in_sentences import names_in_promotions
from ..price_changes import refuses_vouchers, with_voucher
from ..pricing import PricingInput
from .gifts import GiftChoice

# More than shipping costs in any currency.
_ANY_SHIPPING = Decimal(1_000_000_000)


@dataclass(frozen=True, slots=True)
class Offer:
    """A promotion for a shopper, and its outcome in their cart.

    ``saved_amount`` is what it saves, in the cart's currency: what it takes off, or
    what its gift would cost.
    """

    code: str
    name: str
    kind: str
    reason: engine.Reason
    message: str
    saved_amount: Decimal

    @property
    def is_applied(self) -> bool:
        """Tell whether it gives anything."""
        return self.reason in (engine.Reason.APPLIED, engine.Reason.PARTLY_APPLIED)


@dataclass(frozen=True, slots=True)
class Offers:
    """All offers in a cart, their gifts, and what shipping then costs.

    ``shipping_amount`` is on the footing on which the channel enters its prices, None
    if no promotion lowers it. ``lost_with_voucher`` is by how much the goods are dearer
    with a voucher, before what it takes off.
    """

    currency: str
    offers: tuple[Offer, ...] = ()
    gifts: tuple[engine.GiftResult, ...] = ()
    shipping_amount: Decimal | None = None
    lost_with_voucher: Decimal = Decimal(0)


def find_offers(
    cart: OpenCart,
    checkout: OpenCheckout | None,
    current_groups: CurrentGroups,
    pricing_input: PricingInput | None,
    *,
    sees_groups_of: Callable[[int], bool],
    names: Names | None = None,
    hidden_goods: HiddenGoods | None = None,
) -> Offers:
    """Return the promotions for the customer of a cart, those that count first.

    :param sees_groups_of: tells, given the primary key of a customer, whether the
        caller may read their groups.
    :param checkout: the same cart as a checkout; None for a draft order, to which
        promotions are not applied, and for which neither stock nor limits are checked.
    :param names: the names for sentences, if they were read already.
    :param hidden_goods: the same for all carts of a request.
    """
    if pricing_input is None:
        return Offers(cart.currency)
    facts = pricing_input.facts
    view = pricing_input.rule_snapshot.visibility.view(facts.customer, now=facts.now)
    hidden_goods = hidden_goods or HiddenGoods()
    # Of a draft order what its customer may not see is not offered either.
    book = hidden_goods.without_gifts(pricing_input.book, view, pricing_input.effective)
    pricing_input = replace(pricing_input, book=book)
    for_them = pricing_input.book.in_force(
        channel=cart.channel, currency=cart.currency, now=pricing_input.facts.now
    ).promotions.all_of(pricing_input.effective)
    promotions = {each.code: each for each in for_them}
    gifts = pricing_input.gifts
    is_shipping_open = checkout is not None and _is_shipping_open(checkout)
    if is_shipping_open:
        # Whichever way of shipping is chosen later, promotions will lower its price.
        priced = facts.cart.model_copy(update={"shipping_price": _ANY_SHIPPING})
        facts = facts.model_copy(update={"cart": priced})
    names = names or names_in_promotions(for_them, pricing_input.rule_snapshot)
    names = hidden_goods.without_names(names, view)
    customer_id = current_groups.customer_id
    tells_groups = customer_id is None or sees_groups_of(customer_id)
    if gifts is None:
        result = engine.explain(
            facts,
            pricing_input.book,
            about="promotions",
            names=names,
            tells_groups=tells_groups,
            max_amount=port.max_goods_amount(),
        )
    else:
        result = gifts.explain(
            facts,
            pricing_input.book,
            about="promotions",
            names={**names, **gifts.problems()},
            tells_groups=tells_groups,
        )
    if is_shipping_open:
        result = replace(result, shipping_promotions=())
    lost = Decimal(0)
    if refuses_vouchers(pricing_input.book):
        with_one, without = (
            engine.price(
                with_voucher(pricing_input.facts, has_voucher=has_voucher),
                pricing_input.book,
                max_amount=port.max_goods_amount(),
            ).subtotal
            for has_voucher in (True, False)
        )
        lost = max(with_one - without, Decimal(0))
    saved = _saved(result, gifts)
    offers = [
        Offer(
            code=verdict.code,
            name=promotions[verdict.code].name,
            kind=promotions[verdict.code].benefit.kind,
            reason=verdict.reason,
            message=verdict.message,
            saved_amount=saved.get(verdict.code, Decimal(0)),
        )
        for verdict in result.verdicts
        if verdict.code in promotions
    ]
    return Offers(
        currency=cart.currency,
        offers=tuple(sorted(offers, key=lambda each: (-each.reason.rank, each.code))),
        gifts=result.gifts,
        shipping_amount=(result.shipping_price if result.shipping_promotions else None),
        lost_with_voucher=lost,
    )


def _is_shipping_open(checkout: OpenCheckout) -> bool:
    return checkout.needs_shipping and not checkout.has_shipping_method


def _saved(result: engine.Result, gifts: GiftChoice | None) -> dict[str, Decimal]:
    saved = {gift.promotion: gifts.worth(gift) for gift in result.gifts if gifts}
    lines = (line.applied_promotions for line in result.lines)
    for applied in (result.shipping_promotions, *lines):
        for each in applied:
            saved[each.code] = saved.get(each.code, Decimal(0)) + each.amount
    return saved
