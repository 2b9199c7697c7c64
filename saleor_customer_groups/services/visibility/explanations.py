"""Who sees a product, and why, or why not. docs/visibility.md, section 5."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model

from ... import engine
from ...engine.base.messages import Message
from ...engine.visibility.verdicts import Explaining, VisibilityVerdict
from ...engine.visibility.views import View
from ...models import CustomerGroup, VisibilitySet
from ...port.visibility.products import read_products
from ..base.refusals import Code, no_such_customer, refuse
from ..pricing.current_groups import read_current_groups
from ..rules.rule_snapshot import RuleSnapshot, read_rule_snapshot, read_token
from .group_views import view_of_groups


@dataclass(frozen=True, slots=True)
class Explained:
    """Whether somebody sees a product, and the set that decides."""

    verdict: VisibilityVerdict
    visibility_set: VisibilitySet | None


@dataclass(frozen=True, slots=True)
class ExplainedGroup:
    """The same of the members of a group alone."""

    group: CustomerGroup
    explained: Explained


@dataclass(frozen=True, slots=True)
class VisibilityExplanation:
    """Whether somebody sees a product, and what each active group would see."""

    explained: Explained
    groups: tuple[ExplainedGroup, ...]


def explain_product(
    *,
    product_id: int,
    now: datetime,
    customer_id: int | None = None,
    group_codes: Sequence[str] | None = None,
) -> VisibilityExplanation:
    """Return whether somebody sees a product, in a constant number of queries.

    :param customer_id: whose view it is; without customer and groups a guest's.
    :param group_codes: the view of a member of just these groups.
    :raises django.core.exceptions.ValidationError: there is no such product, customer
        or group.
    """
    product = read_products([product_id]).get(product_id)
    if product is None:
        raise refuse("product_id", Code.NOT_FOUND, Message("There is no such Product."))
    rule_snapshot = read_rule_snapshot(read_token())
    visibility = rule_snapshot.visibility
    if group_codes is not None:
        view = view_of_groups(rule_snapshot, group_codes, now=now)
    else:
        customer = _customer(customer_id, rule_snapshot, now)
        view = visibility.view(customer, now=now)
    views = {
        group.code: visibility.view(engine.Customer(groups=(group.code,)), now=now)
        for group in visibility.groups
        if group.is_active
    }
    sets = {each.code: each for each in VisibilitySet.objects.all()}
    groups = CustomerGroup.objects.filter(code__in=views).order_by("name_lower")

    def explained(view: View) -> Explained:
        verdict = Explaining(view, visibility.groups, rule_snapshot.names).verdict(
            product
        )
        return Explained(verdict, sets.get(verdict.visibility_set or ""))

    return VisibilityExplanation(
        explained(view),
        tuple(ExplainedGroup(each, explained(views[each.code])) for each in groups),
    )


def _customer(
    customer_id: int | None, rule_snapshot: RuleSnapshot, now: datetime
) -> engine.Customer | None:
    if customer_id is None:
        return None
    users = get_user_model()._default_manager.filter(pk=customer_id)
    if not users.exists():
        raise no_such_customer()
    return read_current_groups(customer_id, now=now).customer(rule_snapshot)
