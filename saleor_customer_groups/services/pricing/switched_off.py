"""What staff are told about prices while the plugin is switched off."""

from collections.abc import Iterable

from ... import engine
from ...engine.base.messages import Message
from ...engine.rules.rules import RuleBase

MESSAGE = Message(
    "customer groups are switched off, so that everybody pays Saleor's own price"
)


def verdicts_while_off(sources: Iterable[RuleBase]) -> tuple[engine.Verdict, ...]:
    """Return a verdict on each list, rule and promotion: none of them counts.

    :param sources: lists, rules and promotions of the shop, in any order.
    """
    return tuple(
        engine.Verdict(_kind(source), source.code, engine.Reason.INACTIVE, MESSAGE)
        for source in sources
    )


def _kind(source: RuleBase) -> engine.SourceKind:
    if isinstance(source, engine.PriceList):
        return "price_list"
    return "price_rule" if isinstance(source, engine.PriceRule) else "promotion"
