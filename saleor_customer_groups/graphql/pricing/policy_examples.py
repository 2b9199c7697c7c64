"""What settings would make of an example."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import graphene
from django.utils import timezone
from graphene.utils.str_converters import to_camel_case
from prices import Money

from ... import port
from ...engine.base.messages import Joined
from ...port.graphql import saleor
from ...services.base.configuration import (
    Configuration,
    configuration_of,
    issues_in,
)
from ...services.pricing.policy_examples import Example, ExamplePrice, work_examples
from ..base.enums import CustomerGroupPolicyEnum
from ..base.languages.asked_language import whole_error
from ..base.languages.words import Words, list_of_texts
from ..base.rights import MANAGE_DISCOUNTS, MANAGE_PLUGINS, Restricted
from .goods_prices import money


class CustomerGroupExamplePrice(graphene.ObjectType):
    """What one policy makes of an article."""

    policy = CustomerGroupPolicyEnum(required=True, description="The policy.")
    price = money("The price of a unit.")
    reason = Words(description="What made it, in words.")


class CustomerGroupPolicyExample(graphene.ObjectType):
    """An article of an example shop, bought by a customer in two of its groups.

    VIP is the older group; Wholesale is newer, has the larger priority, and is the
    customer's primary group.
    """

    about = Words(description="What the example shows.")
    list_price = money("The listing price.")
    rules = Words(list_of_texts, description="What competes for its price, in words.")
    chosen = graphene.Field(
        CustomerGroupExamplePrice,
        required=True,
        description="What the given settings make of it.",
    )
    by_policy = graphene.List(
        graphene.NonNull(CustomerGroupExamplePrice),
        required=True,
        description="What each policy would, all other settings being the same.",
    )


class PolicyExampleQueries(graphene.ObjectType):
    """What can be asked about what settings mean."""

    customer_group_policy_example = Restricted(
        graphene.List(graphene.NonNull(CustomerGroupPolicyExample)),
        permission=MANAGE_PLUGINS,
        or_permission=MANAGE_DISCOUNTS,
        description=(
            "What a few articles of an example shop would cost with some settings,"
            " calculated like every price; settings that are left out are as they are"
            " now."
        ),
        policy=CustomerGroupPolicyEnum(
            description="Which price counts when several groups have one."
        ),
        price_lists_first=graphene.Boolean(
            description="Whether a price from a price list beats every price rule."
        ),
        minimum_margin_percent=graphene.Argument(
            lambda: saleor().Decimal,
            description="The percentage on top of cost that every group price has.",
        ),
        has_minimum_margin=graphene.Boolean(
            default_value=True, description="False: without a minimum margin."
        ),
    )

    @staticmethod
    def resolve_customer_group_policy_example(
        _root: Any, _info: Any, *, has_minimum_margin: bool, **arguments: Any
    ) -> list[CustomerGroupPolicyExample]:
        """Work the examples."""
        values = {name: value for name, value in arguments.items() if value is not None}
        for name, message in issues_in(values):
            raise whole_error(Joined(": ", [to_camel_case(name), message]))
        saved = configuration_of(port.any_plugin()).model_dump()
        if not has_minimum_margin:
            values["minimum_margin_percent"] = None
        settings = Configuration.model_validate({**saved, **values}).pricing()
        # The first of several channels: an example may be in any currency.
        currency = next(iter(port.channel_currencies().values()), "USD")
        found = work_examples(settings, currency=currency, now=timezone.now())
        return [_written(each) for each in found]


def _written(example: Example) -> CustomerGroupPolicyExample:
    def amount(value: Decimal) -> Money:
        return Money(value, example.currency)

    def price(found: ExamplePrice) -> CustomerGroupExamplePrice:
        return CustomerGroupExamplePrice(
            policy=found.policy,
            price=amount(found.unit_amount),
            reason=found.reason,
        )

    written: Mapping[str, Any] = {
        "about": example.about,
        "list_price": amount(example.base_amount),
        "rules": example.rules,
        "chosen": price(example.chosen),
        "by_policy": [price(each) for each in example.by_policy],
    }
    return CustomerGroupPolicyExample(**written)
