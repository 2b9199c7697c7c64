"""What a basket would cost with a promotion that is not saved, and without it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from ... import engine, port
from ...engine.money import round_amount
from ...models import Promotion
from ..base.configuration import Configuration
from ..base.refusals import Code, refuse, refuse_all
from ..rules.rule_snapshot import RuleSnapshot, read_rows, read_rule_snapshot
from .explanations import MAX_VARIANTS as MAX_LINES
from .names import names_in_promotions
from .pricing import read_current_groups
from .promotions.promotion_facts import read_gift_choice
from .switched_off import verdicts_while_off


@dataclass(frozen=True, slots=True)
class Basket:
    """What somebody might buy: variants with quantities, and what is around them.

    It is for the customer, for a member of the groups with these codes, or for a guest.
    ``shipping_amount`` is in the channel's currency.
    """

    lines: Sequence[tuple[int, int]]
    channel: str
    customer_id: int | None = None
    group_codes: Sequence[str] | None = None
    has_voucher: bool = False
    shipping_amount: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Draft:
    """A promotion as it might be, and the code under which it is saved, if it is."""

    promotion: engine.Promotion
    saved_code: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """A basket as it costs now, and as it would cost with the draft, if there is one.

    Verdicts are there for every promotion, switched off or not.
    """

    current: engine.Result
    draft: engine.Result | None


def preview(
    basket: Basket,
    *,
    draft: Draft | None,
    configuration: Configuration,
    now: datetime,
    is_switched_on: bool = True,
) -> Preview:
    """Price a basket as it stands, and with a draft; nothing is saved.

    Limits are those of a promotion that nobody has used; gifts are what is in stock for
    the shop's own country and can be shipped there.

    :param is_switched_on: otherwise everybody pays Saleor's own prices.
    :raises django.core.exceptions.ValidationError: the basket cannot be, with the place
        of what is wrong in it.
    """
    refuse_all(_mistakes(basket))
    standing = read_current_groups(basket.customer_id, now=now)
    rule_snapshot = read_rule_snapshot(standing.token)
    customer = standing.customer(rule_snapshot)
    if basket.group_codes is not None:
        customer = engine.Customer(groups=tuple(basket.group_codes))
        refuse_all(_unknown_groups(basket.group_codes, rule_snapshot))
    goods = port.goods_cart(dict(basket.lines), channel=basket.channel)
    entries = rule_snapshot.entries_for(rule_snapshot.effective_groups(customer))
    reading = goods.read_cart(entries)
    refuse_all(_not_sold(basket, reading.cart))
    cart = reading.cart.model_copy(
        update={
            "has_voucher": basket.has_voucher,
            "shipping_price": round_amount(basket.shipping_amount, goods.currency),
        }
    )
    facts = engine.Facts(
        currency=goods.currency,
        channel=basket.channel,
        now=now,
        settings=configuration.pricing(),
        groups=rule_snapshot.groups,
        customer=customer,
        cart=cart,
    )
    book, _ = rule_snapshot.book_with(reading.listed_prices)
    switched_off, _ = read_rows(
        Promotion.objects.filter(is_active=False), rule_snapshot.codes
    )
    saved = [*book.promotions, *switched_off.values()]
    drafted = [
        *([draft.promotion] if draft else []),
        *(each for each in saved if not draft or each.code != draft.saved_code),
    ]
    gifts = read_gift_choice(goods, [*saved, *drafted])
    facts = facts.model_copy(
        update={"cart": facts.cart.model_copy(update=gifts.facts())}
    )
    names = {
        **names_in_promotions([*saved, *drafted], rule_snapshot),
        **gifts.problems(),
    }

    def price_with(promotions: Iterable[engine.Promotion]) -> engine.Result:
        if not is_switched_on:
            own = engine.price(facts, engine.RuleBook())
            return replace(own, verdicts=verdicts_while_off(promotions))
        rules = engine.RuleBook(book.price_lists, book.price_rules, promotions)
        return gifts.explain(facts, rules, names=names)

    return Preview(price_with(saved), price_with(drafted) if draft else None)


def refuse_many_lines(number: int) -> None:
    """Refuse more lines than a basket may have.

    :raises django.core.exceptions.ValidationError: they are too many.
    """
    if number > MAX_LINES:
        raise refuse(
            "lines", Code.TOO_MANY, f"{number} lines, {MAX_LINES} are the most."
        )


def _mistakes(basket: Basket) -> Iterator[ValidationError]:
    if basket.channel not in port.channels():
        yield refuse(
            "channel", Code.NOT_FOUND, f"There is no channel {basket.channel}."
        )
    if not basket.lines:
        yield refuse("lines", Code.REQUIRED, "Put something into the basket.")
    places: dict[int, int] = {}
    for place, (variant_id, quantity) in enumerate(basket.lines):
        if quantity < 1:
            yield refuse(
                f"lines.{place}.quantity", Code.INVALID, "A quantity is 1 or more."
            )
        if places.setdefault(variant_id, place) != place:
            yield refuse(
                f"lines.{place}.variant_id",
                Code.UNIQUE,
                "The same variant is given twice, first as number"
                f" {places[variant_id] + 1}.",
            )
    if basket.shipping_amount < 0:
        yield refuse("shipping_price", Code.INVALID, "A price cannot be negative.")
    if basket.customer_id is not None:
        if basket.group_codes is not None:
            yield refuse(
                "group_codes", Code.INVALID, "Give either a customer or groups."
            )
        customers = get_user_model()._default_manager.filter(pk=basket.customer_id)
        if not customers.exists():
            yield refuse("customer_id", Code.NOT_FOUND, "There is no such customer.")


def _unknown_groups(
    codes: Sequence[str], rule_snapshot: RuleSnapshot
) -> Iterator[ValidationError]:
    for place, code in enumerate(codes):
        if code not in rule_snapshot.names:
            yield refuse(
                f"group_codes.{place}",
                Code.NOT_FOUND,
                f"There is no customer group {code}.",
            )


def _not_sold(basket: Basket, cart: engine.Cart) -> Iterator[ValidationError]:
    sold = {line.variant for line in cart.lines}
    for place, (variant_id, _) in enumerate(basket.lines):
        if str(variant_id) not in sold:
            yield refuse(
                f"lines.{place}.variant_id",
                Code.NOT_FOUND,
                f"Channel {basket.channel} does not sell this variant.",
            )
