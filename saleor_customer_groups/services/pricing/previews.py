"""What a basket would cost with a rule that is not saved, and without it, and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from ... import engine, port
from ...engine.base.messages import Message
from ...engine.money import round_amount
from ...models import Promotion
from ...port.base.scopes import variants_in
from ..base.configuration import Configuration
from ..base.refusals import (
    Code,
    no_such_channel,
    no_such_customer,
    refuse,
    refuse_all,
    too_many,
)
from ..rules.amounts import mistake_in_quantity
from ..rules.rule_rows import read_rows
from ..rules.rule_snapshot import RuleSnapshot, read_all_rules, read_rule_snapshot
from .current_groups import read_current_groups
from .explanations import MAX_VARIANTS as MAX_LINES
from .names_in_sentences import names_in_prices, names_in_promotions
from .promotions.promotion_facts import read_gift_choice
from .switched_off import verdicts_while_off

# How many variants an example has.
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Basket:
    """What somebody might buy: variants with quantities, and their circumstances.

    It is for the customer, for a member of the groups with these codes, or for a guest;
    of these groups the one with ``primary_code`` is the member's primary one.
    ``shipping_amount`` is in the channel's currency.
    """

    lines: Sequence[tuple[int, int]]
    channel: str
    customer_id: int | None = None
    group_codes: Sequence[str] | None = None
    primary_code: str | None = None
    has_voucher: bool = False
    shipping_amount: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Draft:
    """A rule or promotion as it might be, and its code if it is saved already.

    The draft then takes the place of the saved one.
    """

    terms: engine.Promotion | engine.PriceRule
    saved_code: str = ""

    def among(self, saved: Iterable[Any], of: type) -> list[Any]:
        """Return the saved rows of a type, with the draft if it is of that type."""
        if not isinstance(self.terms, of):
            return list(saved)
        return [self.terms, *(each for each in saved if each.code != self.saved_code)]


@dataclass(frozen=True, slots=True)
class Preview:
    """A basket as it costs now, and as it would cost with the draft, if there is one.

    There are verdicts on every promotion, switched off or not, on the draft, and on
    active lists and rules; on all lists and rules if these were asked for. ``names``
    are those of the groups by their codes.
    """

    current: engine.Result
    draft: engine.Result | None
    names: Mapping[str, str]


def preview(
    basket: Basket,
    *,
    draft: Draft | None,
    configuration: Configuration,
    now: datetime,
    is_switched_on: bool = True,
    about_every_rule: bool = False,
) -> Preview:
    """Price a basket as it stands, and with a draft; nothing is saved.

    Limits are those of a promotion that nobody has used; gifts are what is in stock for
    the shop's own country and can be shipped there.

    :param about_every_rule: also give verdicts on lists and rules that are switched
        off, or have no price here.
    :param is_switched_on: otherwise everybody pays Saleor's own prices.
    :raises django.core.exceptions.ValidationError: the basket is invalid, with the
        place of each mistake.
    """
    refuse_all(_mistakes(basket))
    current_groups = read_current_groups(basket.customer_id, now=now)
    rule_snapshot = (
        read_all_rules()
        if about_every_rule
        else read_rule_snapshot(current_groups.token)
    )
    customer = current_groups.customer(rule_snapshot)
    if basket.group_codes is not None:
        customer = engine.Customer(
            groups=tuple(basket.group_codes), primary=basket.primary_code
        )
        refuse_all(_unknown_groups(basket.group_codes, rule_snapshot))
    goods = port.goods_cart(dict(basket.lines), channel=basket.channel)
    reading = goods.read_cart(
        rule_snapshot.entries_for(
            rule_snapshot.names
            if about_every_rule
            else rule_snapshot.effective_groups(customer),
            every_tier=about_every_rule,
        )
    )
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
    book, _ = rule_snapshot.book_with(
        reading.listed_prices, every_list=about_every_rule
    )
    if not about_every_rule:
        switched_off, _ = read_rows(
            Promotion.objects.filter(is_active=False), rule_snapshot.codes
        )
        book = engine.RuleBook(
            book.price_lists,
            book.price_rules,
            [*book.promotions, *switched_off.values()],
        )
    drafted = draft and engine.RuleBook(
        book.price_lists,
        draft.among(book.price_rules, engine.PriceRule),
        draft.among(book.promotions, engine.Promotion),
    )
    books = [each for each in (book, drafted) if each]
    promotions = [promotion for each in books for promotion in each.promotions]
    gifts = read_gift_choice(goods, promotions)
    facts = facts.model_copy(
        update={"cart": facts.cart.model_copy(update=gifts.facts())}
    )
    names = {
        **names_in_promotions(promotions, rule_snapshot),
        **names_in_prices(reading.cart, books[-1], rule_snapshot),
        **gifts.problems(),
    }

    def price_with(rules: engine.RuleBook) -> engine.Result:
        if not is_switched_on:
            own = engine.price(facts, engine.RuleBook())
            sources = [*rules.price_lists, *rules.price_rules, *rules.promotions]
            return replace(
                own,
                verdicts=verdicts_while_off(sources),
                candidates=((),) * len(own.lines),
            )
        return gifts.explain(facts, rules, names=names)

    return Preview(
        price_with(book),
        price_with(drafted) if drafted else None,
        names=rule_snapshot.names,
    )


def example_basket(basket: Basket, rule: engine.PriceRule) -> Basket:
    """Return the basket with a few variants that a rule concerns, if it is empty.

    Each has the quantity at which the rule begins to count. Without a customer and
    groups it is for a member of the groups of the rule.

    :raises django.core.exceptions.ValidationError: the channel sells no such variant.
    """
    if basket.customer_id is None and basket.group_codes is None:
        basket = replace(basket, group_codes=rule.groups)
    if basket.lines or basket.channel not in port.channels():
        return basket
    sold = port.choices("ProductVariant", channel=basket.channel, only_sold=True)
    some = variants_in(sold, rule.scope).order_by("product_id", "pk")
    pks = some.distinct("product_id").values_list("pk", flat=True)[:_EXAMPLES]
    if not pks:
        raise refuse(
            "lines",
            Code.NOT_FOUND,
            Message(
                "Channel {channel} sells nothing that the rule concerns.",
                channel=basket.channel,
            ),
        )
    quantity = rule.adjustment.smallest_quantity
    return replace(basket, lines=[(pk, quantity) for pk in pks])


def refuse_many_lines(number: int) -> None:
    """Refuse more lines than a basket may have.

    :raises django.core.exceptions.ValidationError: they are too many.
    """
    if number > MAX_LINES:
        raise too_many("lines", number, Message("lines"), maximum=MAX_LINES)


def _mistakes(basket: Basket) -> Iterator[ValidationError]:
    if basket.channel not in port.channels():
        yield no_such_channel(basket.channel)
    if not basket.lines:
        yield refuse("lines", Code.REQUIRED, Message("Put something into the basket."))
    places: dict[int, int] = {}
    for place, (variant_id, quantity) in enumerate(basket.lines):
        if mistake := mistake_in_quantity(quantity):
            yield refuse(f"lines.{place}.quantity", Code.INVALID, mistake)
        if places.setdefault(variant_id, place) != place:
            yield refuse(
                f"lines.{place}.variant_id",
                Code.UNIQUE,
                Message(
                    "The same variant is given twice, first as number {number}.",
                    number=places[variant_id] + 1,
                ),
            )
    if basket.primary_code not in (None, *(basket.group_codes or ())):
        yield refuse(
            "primary_group_code",
            Code.INVALID,
            Message("{code} is not one of the groups.", code=basket.primary_code),
        )
    if basket.shipping_amount < 0:
        yield refuse(
            "shipping_price", Code.INVALID, Message("A price cannot be negative.")
        )
    if basket.customer_id is not None:
        if basket.group_codes is not None:
            yield refuse(
                "group_codes",
                Code.INVALID,
                Message("Give either a customer or groups."),
            )
        customers = get_user_model()._default_manager.filter(pk=basket.customer_id)
        if not customers.exists():
            yield no_such_customer()


def _unknown_groups(
    codes: Sequence[str], rule_snapshot: RuleSnapshot
) -> Iterator[ValidationError]:
    for place, code in enumerate(codes):
        if code not in rule_snapshot.names:
            yield refuse(
                f"group_codes.{place}",
                Code.NOT_FOUND,
                Message("There is no customer group {code}.", code=code),
            )


def _not_sold(basket: Basket, cart: engine.Cart) -> Iterator[ValidationError]:
    sold = {line.variant for line in cart.lines}
    for place, (variant_id, _) in enumerate(basket.lines):
        if str(variant_id) not in sold:
            yield refuse(
                f"lines.{place}.variant_id",
                Code.NOT_FOUND,
                Message(
                    "Channel {channel} does not sell this variant.",
                    channel=basket.channel,
                ),
            )
