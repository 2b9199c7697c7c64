"""Why a price that matches a line counts or not, as sentences.

docs/pricing.md, section 4.
"""

from decimal import Decimal

from ..base.messages import Message, Number
from ..facts.wording import write_number
from ..money import write_amount
from ..results import Reason
from ..rules.pricing_context import PricingContext, unrounded_public_price
from ..rules.rules import PriceList
from ..unit_stage.candidates import Candidate
from ..unit_stage.policies import Choice
from ..unit_stage.unit_stage import UnitPrice


def why_won(
    context: PricingContext, unit: UnitPrice, candidate: Candidate
) -> tuple[Reason, str]:
    """Return the outcome of a candidate that the policy has chosen, with a sentence.

    docs/pricing.md, section 4.

    :param context: the cart and its customer.
    :param unit: the line of the candidate.
    :param candidate: the chosen candidate, which Saleor's own promotion may still beat.
    """
    if unit.beaten is not None:
        # Unrounded, as they were compared: rounded, the other one may look lower.
        public, own = _apart(
            context.currency, unrounded_public_price(unit.line), unit.beaten.price
        )
        return (
            Reason.BEATEN_BY_PROMOTION,
            Message(
                "the shop's own promotion gives {public}, the group's price is {own}",
                public=public,
                own=own,
            ),
        )
    if unit.too_large is not None:
        price = context.write(unit.too_large.price)
        return (
            Reason.LOST,
            Message(
                "makes {price}, which is more than Saleor can charge for"
                " {quantity} of {variant}",
                price=price,
                quantity=unit.line.quantity,
                variant=context.wording.name("variants", unit.line.variant),
            ),
        )
    groups = context.groups_of(candidate.source)
    if isinstance(candidate.source, PriceList):
        amount = context.write(candidate.value)
        message = Message(
            "price {price} from {price_list} for {groups}",
            price=amount,
            price_list=name_of(context, candidate),
            groups=groups,
        )
        return Reason.APPLIED, message
    phrase = candidate.source.adjustment.describe_value(candidate.value)
    message = Message("{what} for {groups}", what=phrase, groups=groups)
    if candidate.added:
        message = Message(
            "{what}, {percent} % of it inherited",
            what=message,
            percent=write_number(candidate.added),
        )
    return Reason.APPLIED, message


def why_lost(context: PricingContext, loser: Candidate, choice: Choice) -> str:
    """Return why a candidate lost, by the policy that chose.

    docs/pricing.md, section 4.

    :param context: the cart and its customer.
    :param loser: a candidate that does not count.
    :param choice: what counts instead.
    """
    winner = choice.steps[0].candidate
    policy = context.facts.settings.policy
    lineage = context.primary_lineage
    ours, theirs = winner.group, loser.group
    wording = context.wording
    our_name = wording.name("groups", ours.code)
    their_name = wording.name("groups", theirs.code)
    if policy == "priority" and ours.priority != theirs.priority:
        why = Message(
            "group {group} has priority {priority}, not {other}",
            group=our_name,
            priority=ours.priority,
            other=theirs.priority,
        )
    elif policy == "priority" and winner.source.priority != loser.source.priority:
        why = Message(
            "its priority is {priority}, not {other}",
            priority=winner.source.priority,
            other=loser.source.priority,
        )
    elif policy == "newest_group" and ours.created_at > theirs.created_at:
        why = Message(
            "group {group} is newer than {other}",
            group=our_name,
            other=their_name,
        )
    elif policy == "newest_group" and ours.code != theirs.code:
        why = Message(
            "groups {group} and {other} are equally new",
            group=our_name,
            other=their_name,
        )
    elif (
        policy == "primary_group"
        and ours.code in lineage
        and theirs.code not in lineage
    ):
        why = Message("it comes through the primary group")
    elif winner.price != loser.price:
        lower, higher = _apart(context.currency, winner.price, loser.price)
        why = Message("{lower} is lower than {higher}", lower=lower, higher=higher)
    else:
        amount = _apart(context.currency, winner.price, winner.price)[0]
        why = Message("both make {amount}, and it comes first", amount=amount)
    return Message("lost to {name}: {why}", name=name_of(context, winner), why=why)


def name_of(context: PricingContext, candidate: Candidate) -> str:
    """Return what sentences call the list or rule of a candidate.

    :param context: which may know another name for a list.
    """
    known = None
    if isinstance(candidate.source, PriceList):
        known = context.wording.known_name("price_lists", candidate.code)
    return known or candidate.source.title


def _apart(currency: str, one: Decimal, other: Decimal) -> tuple[str, str]:
    """Write two prices, unrounded where rounding would make them look the same."""
    written = write_amount(one, currency), write_amount(other, currency)
    if one != other and written[0] == written[1]:
        return write_number(one), write_number(other)
    return Number(written[0]), Number(written[1])
