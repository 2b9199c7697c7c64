"""Which terms a customer has: those of one group, never a mixture of several.

docs/terms.md, section 1.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any

from ..facts.facts import Customer
from ..facts.groups import Lineages
from .facts import CustomerCredit, GroupTerms, PaymentOption, TermsGroup

_FIELDS = tuple(name for name in GroupTerms.model_fields if name != "instructions")
# Each of these means nothing without the other, so that both come from one group.
_TOGETHER = {
    "gateways": "options",
    "credit_currency": "credit_limit",
    "early_payment_days": "early_payment_percent",
}


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one group, with what it inherits.

    ``group`` is its code, None where they are made without one.
    """

    group: str | None
    own: GroupTerms

    def for_customer(self, credit: CustomerCredit) -> GroupTerms:
        """Return the terms with a customer's own credit limit, if they have one.

        :param credit: what staff have said of them.
        """
        if credit.credit_limit is None:
            return self.own
        return self.own.model_copy(
            update={
                "credit_limit": credit.credit_limit,
                "credit_currency": credit.credit_currency,
            }
        )


def terms_of_group(code: str, lineages: Lineages[TermsGroup]) -> GroupTerms:
    """Return a group's terms: field by field its own, else the nearest ancestor's.

    An inactive ancestor says nothing. docs/terms.md, Inheritance.

    :param code: of a group.
    :param lineages: of the shop, by ``inherits_terms``.
    """
    said = [
        group.terms
        for each in lineages.lineage(code)
        if (group := lineages.groups[each]).is_active or each == code
    ]
    found: dict[str, Any] = {}
    for name in _FIELDS:
        leading = _TOGETHER.get(name, name)
        for terms in said:
            if getattr(terms, leading) is not None:
                found[name] = getattr(terms, name)
                break
    instructions: dict[PaymentOption, str] = {}
    for terms in reversed(said):
        instructions.update(terms.instructions)
    # Together they may be what no group could say alone, such as early days after due.
    values: dict[str, Any] = {name: found.get(name) for name in _FIELDS}
    return GroupTerms.model_construct(**values, instructions=instructions)


def lineages_of(
    groups: Iterable[TermsGroup], customer: Customer | None = None
) -> Lineages[TermsGroup]:
    """Return the groups of a shop with what each inherits terms from.

    :param groups: of the shop.
    :param customer: whose groups count, None for a guest.
    """
    return Lineages(groups, customer, inherits=attrgetter("inherits_terms"))


def terms_of_customer(
    groups: Iterable[TermsGroup], customer: Customer | None
) -> Terms | None:
    """Return the terms on which a customer pays, None if no group of theirs has any.

    docs/terms.md, Several groups.

    :param groups: of the shop.
    :param customer: None for a guest, who has no terms.
    """
    if customer is None:
        return None
    lineages = lineages_of(groups, customer)
    found = {
        code: terms
        for code in lineages.members
        if not (terms := terms_of_group(code, lineages)).is_open
    }
    if not found:
        return None

    def comes_first(code: str) -> tuple[bool, int, bool, Decimal, str]:
        limit = found[code].credit_limit
        return (
            code != customer.primary,
            -lineages.groups[code].priority,
            limit is not None,
            -(limit or Decimal(0)),
            code,
        )

    chosen = min(found, key=comes_first)
    return Terms(chosen, found[chosen])
