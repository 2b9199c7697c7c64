"""One cart of one customer at one moment, with what rules ask about it."""

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal

from ..base.messages import Message, Moment
from ..benefits.benefit_results import Explanation
from ..facts.facts import Facts, Line
from ..facts.groups import Lineages
from ..facts.wording import Wording, count_times, count_units, write_money
from ..money import ZERO, round_amount
from ..results import Reason
from .rules import PriceList, PriceRule, Promotion, RuleBase


def unrounded_public_price(line: Line) -> Decimal:
    """Return what anybody else pays for one unit of a line that is not locked.

    docs/pricing.md, section 1, public price.

    :param line: of the cart.
    """
    if line.public_price is not None:
        return line.public_price
    if line.promotion is not None:
        return line.promotion.reduce(line.unit_price)
    return line.unit_price


class PricingContext:
    """The facts of one price calculation, with the sums that rules need."""

    def __init__(
        self, facts: Facts, wording: Wording, lineages: Lineages | None = None
    ) -> None:
        self.facts = facts
        self.wording = wording
        self.currency = facts.currency
        # Carts of one customer share them: a shop may have a thousand groups.
        self.lineages = lineages or Lineages(facts.groups, facts.customer)
        self.effective = self.lineages.effective
        self.primary_lineage = self.lineages.primary_lineage()
        self.total_quantity = 0
        self.public_subtotal = ZERO
        self.public_prices: list[Decimal] = []
        self._units_of_variant: dict[str, int] = defaultdict(int)
        self._units_of_product: dict[str, int] = defaultdict(int)
        self._units_in_scope: dict[str, int] = {}
        for line in facts.cart.lines:
            self.total_quantity += line.quantity
            if line.locked:
                self.public_subtotal += line.unit_price * line.quantity
                public_price = round_amount(line.unit_price, facts.currency)
            else:
                public_price = round_amount(
                    unrounded_public_price(line), facts.currency
                )
                self.public_subtotal += public_price * line.quantity
                self._units_of_variant[line.variant] += line.quantity
                self._units_of_product[line.product] += line.quantity
            self.public_prices.append(public_price)

    def tier_quantity(self, line: Line, source: PriceList | PriceRule) -> int:
        """Return the units that count together where a list or rule has tiers.

        docs/pricing.md, section 1, Tier quantity.

        :param line: of the cart, not locked.
        :param source: the list or rule, which says which units are counted.
        :returns: units on all lines that are not locked.
        """
        if source.tiers_count == "variant":
            return self._units_of_variant[line.variant]
        if source.tiers_count == "product":
            return self._units_of_product[line.product]
        # Codes are unique over lists and rules.
        found = self._units_in_scope.get(source.code)
        if found is None:
            concerns = self._is_concerned_by(source)
            found = sum(
                line.quantity
                for line in self.facts.cart.lines
                if not line.locked and concerns(line)
            )
            self._units_in_scope[source.code] = found
        return found

    def _is_concerned_by(self, source: PriceList | PriceRule) -> Callable[[Line], bool]:
        if isinstance(source, PriceRule):
            return source.scope.covers
        listed = {
            entry.variant for entry in source.entries if entry.currency == self.currency
        }
        return lambda line: line.variant in listed

    def groups_of(self, terms: RuleBase) -> str:
        """Return a phrase for those groups of a rule that count for this customer.

        :param terms: of a list, rule or promotion.
        """
        codes = sorted(self.effective.intersection(terms.groups))
        return self.wording.listed("groups", codes)

    def reason_against(self, terms: RuleBase) -> Reason | None:
        """Return why a list, rule or promotion cannot count here, None if it can.

        Only checks that do not depend on a single line are made, in the order of the
        reasons. docs/pricing.md, sections 2 and 4.

        :param terms: of a list, rule or promotion.
        """
        facts = self.facts
        reason = terms.reason_out_of_force(channel=facts.channel, now=facts.now)
        if reason is not None:
            return reason
        if self.effective.isdisjoint(terms.groups):
            return Reason.NOT_IN_GROUP
        return self.reason_in_cart(terms)

    def reason_in_cart(self, terms: RuleBase) -> Reason | None:
        """Return why something in force for the customer cannot count in the cart.

        docs/pricing.md, sections 2 and 4.

        :param terms: of a list, rule or promotion that is in force and for one of the
            customer's groups.
        :returns: None if it can count.
        """
        if terms.with_vouchers == "refuse" and self.facts.cart.has_voucher:
            return Reason.VOUCHER_PRESENT
        if isinstance(terms, PriceRule):
            return self._reason_against_rule(terms)
        if isinstance(terms, Promotion) and self._limit_is_reached(terms):
            return Reason.LIMIT_REACHED
        return None

    def obstacle(self, terms: RuleBase) -> Explanation | None:
        """Return what ``reason_against`` finds, with a sentence.

        :param terms: of a list, rule or promotion.
        """
        reason = self.reason_against(terms)
        return (
            None
            if reason is None
            else Explanation(reason, self._explain(terms, reason))
        )

    def _reason_against_rule(self, rule: PriceRule) -> Reason | None:
        if (
            rule.min_subtotal is not None
            and rule.min_subtotal_currency in (None, self.currency)
            and self.public_subtotal < rule.min_subtotal
        ):
            return Reason.BELOW_MIN_SUBTOTAL
        if rule.min_quantity is not None and self.total_quantity < rule.min_quantity:
            return Reason.BELOW_MIN_QUANTITY
        return None

    def _limit_is_reached(self, promotion: Promotion) -> bool:
        usage = self.facts.cart.usage.get(promotion.code)
        return usage is not None and usage.uses_up(promotion)

    def _explain(self, terms: RuleBase, reason: Reason) -> str:
        match reason:
            case Reason.INACTIVE:
                return Message("is switched off")
            case Reason.NOT_YET_VALID if terms.valid_from is not None:
                return Message("starts on {moment}", moment=Moment(terms.valid_from))
            case Reason.EXPIRED if terms.valid_until is not None:
                return Message("ended on {moment}", moment=Moment(terms.valid_until))
            case Reason.WRONG_CHANNEL:
                channels = self.wording.listed("channels", sorted(set(terms.channels)))
                channel = self.wording.name("channels", self.facts.channel)
                return Message(
                    "counts in {channels}, the cart is in {channel}",
                    channels=channels,
                    channel=channel,
                )
            case Reason.NOT_IN_GROUP:
                return self._explain_groups(terms)
            case Reason.VOUCHER_PRESENT:
                return Message("does not count beside a voucher, and the cart has one")
            case Reason.LIMIT_REACHED if isinstance(terms, Promotion):
                return self._explain_limit(terms)
            case Reason.BELOW_MIN_SUBTOTAL if isinstance(terms, PriceRule):
                short = (terms.min_subtotal or ZERO) - self.public_subtotal
                return Message(
                    "needs {money} more at public prices", money=self.write(short)
                )
            case Reason.BELOW_MIN_QUANTITY if isinstance(terms, PriceRule):
                units = (terms.min_quantity or 0) - self.total_quantity
                return Message("needs {missing}", missing=count_units(units))
            case _:
                return Message("does not count")

    def _explain_groups(self, terms: RuleBase) -> str:
        if not terms.groups:
            return Message("is for no group yet")
        groups = self.wording.listed("groups", sorted(set(terms.groups)))
        whom = (
            Message("the customer")
            if self.facts.customer is not None
            else Message("a guest")
        )
        if not self.effective:
            return Message(
                "is for {groups}, {whom} is in no active group",
                groups=groups,
                whom=whom,
            )
        theirs = self.wording.listed("groups", sorted(self.effective))
        return Message(
            "is for {groups}, {whom} is in {theirs}",
            groups=groups,
            whom=whom,
            theirs=theirs,
        )

    def _explain_limit(self, promotion: Promotion) -> str:
        usage = self.facts.cart.usage[promotion.code]
        if usage.uses_up_total(promotion):
            return Message(
                "was used {times}, the limit is {limit}",
                times=count_times(usage.total),
                limit=promotion.limit_total,
            )
        return Message(
            "this customer used it {times}, the limit is {limit}",
            times=count_times(usage.customer),
            limit=promotion.limit_per_customer,
        )

    def write(self, amount: Decimal) -> str:
        """Write an amount, rounded, with the cart's currency.

        :param amount: in the cart's currency.
        """
        return write_money(amount, self.currency)
