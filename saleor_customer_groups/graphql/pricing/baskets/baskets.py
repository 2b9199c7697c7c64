"""Baskets priced for staff: reading the input, pricing, writing the answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from prices import Money

from .... import engine, port
from ....engine.money import round_amount
from ....engine.results import reason_in_words
from ....services.base.configuration import configuration_of
from ....services.pricing.previews import (
    Basket,
    Draft,
    Preview,
    example_basket,
    preview,
    refuse_many_lines,
)
from ...base.arguments.arguments import refuse_unusable
from ...base.arguments.literals import refuse_lossy_literals
from ...base.arguments.moments import zoned
from ...base.errors import CustomerGroupError, errors_of
from ...base.ids import global_id, read_id
from ..verdicts import CustomerGroupPriceCandidate
from .basket_types import (
    CustomerGroupPreviewedBasket,
    CustomerGroupPreviewGift,
    CustomerGroupPreviewLine,
    CustomerGroupPreviewPromotion,
)

# Takes the input and the moment, returns the draft and the errors in its fields.
ReadDraft = Callable[
    [Mapping[str, Any], datetime], tuple[Draft | None, list[CustomerGroupError]]
]
About = Callable[[engine.Verdict], bool]


@dataclass(frozen=True, slots=True)
class PricedBasket:
    """The outcome of pricing a basket.

    :param is_switched_on: whether customer groups are.
    :param errors: what was refused; everything else is then None.
    :param preview: what it costs.
    :param draft: the draft, if there is one.
    """

    is_switched_on: bool
    errors: list[CustomerGroupError] = field(default_factory=list)
    basket: Basket | None = None
    preview: Preview | None = None
    draft: Draft | None = None

    def answer(self, answer_type: type, **baskets: Any) -> Any:
        """Return an answer that has ``AnswerFields``.

        :param baskets: more fields of it.
        """
        return answer_type(
            is_switched_on=self.is_switched_on, errors=self.errors, **baskets
        )

    def compare(self, answer_type: type, *, about: About) -> Any:
        """Return an answer with what the basket costs now and with the draft.

        :param about: of what verdicts are shown.
        """
        if not self.basket or not self.preview:
            return self.answer(answer_type)
        preview = self.preview
        return self.answer(
            answer_type,
            current=write_basket(
                self.basket, preview.current, preview.names, about=about
            ),
            draft=preview.draft
            and write_basket(self.basket, preview.draft, preview.names, about=about),
        )


def price_basket(
    info: Any,
    input: Mapping[str, Any],
    *,
    read_draft: ReadDraft | None = None,
    about_every_rule: bool = False,
) -> PricedBasket:
    """Price the basket of an input, with a draft where one can be read."""
    plugin = port.any_plugin()
    is_on = plugin is not None and plugin.active
    try:
        refuse_many_lines(len(input.get("lines") or ()))
        refuse_lossy_literals(info)
        refuse_unusable(input)
        basket = _read_basket(input)
        now = zoned(input.get("at"), "at") or timezone.now()
        draft, errors = read_draft(input, now) if read_draft else (None, [])
        if errors:
            return PricedBasket(is_on, errors)
        if draft and isinstance(draft.terms, engine.PriceRule):
            basket = example_basket(basket, draft.terms)
        found = preview(
            basket,
            draft=draft,
            configuration=configuration_of(plugin),
            now=now,
            is_switched_on=is_on,
            about_every_rule=about_every_rule,
        )
    except ValidationError as error:
        return PricedBasket(is_on, errors_of(error, {}))
    return PricedBasket(is_on, [], basket, found, draft)


def draft_of(
    saved: Any,
    make: Callable[[], engine.PriceRule | engine.Promotion],
    *,
    inside: str,
) -> tuple[Draft | None, list[CustomerGroupError]]:
    """Return a draft, or what is wrong with its fields.

    :param saved: the row that it replaces, None for a new one.
    :param make: reads the fields.
    :param inside: the input in which they are.
    """
    # Before the draft gives the row another one.
    saved_code = saved.code if saved else ""
    try:
        return Draft(make(), saved_code), []
    except ValidationError as error:
        return None, errors_of(error, {}, inside=inside)


def write_basket(
    basket: Basket,
    result: engine.Result,
    names: Mapping[str, str],
    *,
    about: About,
) -> CustomerGroupPreviewedBasket:
    """Return a priced basket as an answer.

    :param names: of groups, by their codes.
    :param about: of what verdicts are shown.
    """

    def amount(value: Decimal) -> Money:
        return Money(value, result.currency)

    lines = []
    for (variant_id, _), line, candidates in zip(
        basket.lines, result.lines, result.candidates, strict=True
    ):
        written = CustomerGroupPreviewLine(
            variant_id=global_id("ProductVariant", variant_id),
            quantity=line.quantity,
            list_price=amount(line.base_price),
            public_price=amount(line.public_price),
            unit_price=amount(line.unit_price),
            discount=amount(line.discount),
            total=amount(line.total),
            applied=line.applied,
            reason=reason_in_words(line, candidates),
            candidates=[
                CustomerGroupPriceCandidate(
                    kind=each.kind,
                    code=each.code,
                    name=each.name,
                    group_name=names.get(each.group, each.group),
                    price=amount(round_amount(each.price, result.currency)),
                    reason=each.reason,
                    message=each.message,
                )
                for each in candidates
            ],
            promotions=[
                CustomerGroupPreviewPromotion(
                    code=each.code, name=each.name, amount=amount(each.amount)
                )
                for each in line.applied_promotions
            ],
        )
        written.key = variant_id
        lines.append(written)
    return CustomerGroupPreviewedBasket(
        lines=lines,
        gifts=[
            CustomerGroupPreviewGift(
                variant_id=global_id("ProductVariant", gift.variant),
                quantity=gift.quantity,
                promotion_code=gift.promotion,
            )
            for gift in result.gifts
        ],
        shipping_price=amount(result.shipping_price),
        subtotal=amount(result.subtotal),
        total=amount(result.total),
        verdicts=[each for each in result.verdicts if about(each)],
    )


def _read_basket(input: Mapping[str, Any]) -> Basket:
    customer = input.get("customer_id")
    return Basket(
        lines=[
            (
                read_id(
                    line["variant_id"],
                    "ProductVariant",
                    field=f"lines.{place}.variant_id",
                ),
                line["quantity"],
            )
            for place, line in enumerate(input.get("lines") or ())
        ],
        channel=input["channel"],
        customer_id=(
            None if customer is None else read_id(customer, "User", field="customer_id")
        ),
        group_codes=input.get("group_codes"),
        primary_code=input.get("primary_group_code"),
        has_voucher=bool(input.get("has_voucher")),
        shipping_amount=input.get("shipping_price") or Decimal(0),
    )
