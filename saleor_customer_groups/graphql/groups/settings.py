"""The settings of the plugin, where Saleor keeps them."""

from collections.abc import Mapping
from typing import Any

import graphene

from ... import port
from ...models import CustomerGroup as Row
from ...port.graphql import saleor
from ...services.base.configuration import (
    Configuration,
    configuration_of,
    mistakes_of,
)
from ...services.base.settings_changes import change_settings
from ..base.arguments.arguments import refuse_nulls
from ..base.enums import CustomerGroupPolicyEnum
from ..base.errors import CustomerGroupMutation
from ..base.languages.words import Words, list_of_texts
from ..base.loading.loading import reads
from ..base.rights import MANAGE_DISCOUNTS, MANAGE_PLUGINS, Restricted, needs
from .group_types import CustomerGroup

_NULLABLE = ("minimum_margin_percent", "dashboard_address")


def _described(name: str) -> str:
    return str(Configuration.model_fields[name].description)


class CustomerGroupSettings(graphene.ObjectType):
    """How the shop wants its customer groups."""

    is_switched_on = graphene.Boolean(
        required=True, description="Whether customer groups are switched on."
    )
    policy = CustomerGroupPolicyEnum(
        required=True, description="Which price counts when several groups have one."
    )
    price_lists_first = graphene.Boolean(
        required=True, description=_described("price_lists_first")
    )
    minimum_margin_percent = graphene.Field(
        lambda: saleor().Decimal, description=_described("minimum_margin_percent")
    )
    leave_default_group = graphene.Boolean(
        required=True, description=_described("leave_default_group")
    )
    dashboard_address = graphene.String(description=_described("dashboard_address"))
    invoice_prefix = graphene.String(
        required=True, description=_described("invoice_prefix")
    )
    invoice_footer = graphene.String(
        required=True, description=_described("invoice_footer")
    )
    default_group = graphene.Field(
        CustomerGroup,
        description=(
            "The group of all who are in no other; `customerGroupUpdate` moves it."
        ),
    )
    guests_group = graphene.Field(
        CustomerGroup,
        description="The group of guests, if any; `customerGroupUpdate` names it.",
    )
    problems = Words(
        list_of_texts,
        description="Stored settings that cannot be read, and count as not set.",
    )

    @staticmethod
    @reads
    def resolve_default_group(_root: Any, _info: Any) -> Row | None:
        """Find the default group."""
        return Row.objects.filter(is_default=True).first()

    @staticmethod
    @reads
    def resolve_guests_group(_root: Any, _info: Any) -> Row | None:
        """Find the group of guests."""
        return Row.objects.filter(for_guests=True).first()


class CustomerGroupSettingsInput(graphene.InputObjectType):
    """Settings that are to change; what is left out stays as it is."""

    is_switched_on = graphene.Boolean(
        description="Whether customer groups are switched on."
    )
    policy = CustomerGroupPolicyEnum(
        description="Which price counts when several groups have one."
    )
    price_lists_first = graphene.Boolean(description=_described("price_lists_first"))
    minimum_margin_percent = graphene.InputField(
        lambda: saleor().Decimal,
        description=_described("minimum_margin_percent") + " Null: no minimum.",
    )
    leave_default_group = graphene.Boolean(
        description=_described("leave_default_group")
    )
    dashboard_address = graphene.String(description=_described("dashboard_address"))
    invoice_prefix = graphene.String(description=_described("invoice_prefix"))
    invoice_footer = graphene.String(description=_described("invoice_footer"))


class CustomerGroupSettingsUpdate(CustomerGroupMutation):
    """Change settings."""

    permission = MANAGE_PLUGINS
    settings = graphene.Field(
        CustomerGroupSettings, description="The settings as they are now."
    )

    class Meta:
        description = (
            "Change settings of the plugin; Saleor's own page of plugins shows the"
            " same." + needs(MANAGE_PLUGINS)
        )

    class Arguments:
        input = CustomerGroupSettingsInput(
            required=True, description="The settings that are to change."
        )

    @classmethod
    def change(cls, info: Any, *, input: Mapping[str, Any]) -> Any:
        """Change the settings."""
        refuse_nulls(input, nullable=_NULLABLE)
        values = dict(input)
        change_settings(values, is_switched_on=values.pop("is_switched_on", None))
        return cls(settings=_settings())


class SettingsQueries(graphene.ObjectType):
    """What can be asked about the settings."""

    customer_group_settings = Restricted(
        CustomerGroupSettings,
        permission=MANAGE_PLUGINS,
        or_permission=MANAGE_DISCOUNTS,
        description="How the shop wants its customer groups.",
    )

    @staticmethod
    def resolve_customer_group_settings(
        _root: Any, _info: Any
    ) -> CustomerGroupSettings:
        """Read the settings."""
        return _settings()


class SettingsMutations(graphene.ObjectType):
    """What can be done with the settings."""

    customer_group_settings_update = CustomerGroupSettingsUpdate.Field()


def _settings() -> CustomerGroupSettings:
    plugin = port.any_plugin()
    return CustomerGroupSettings(
        is_switched_on=plugin is not None and plugin.active,
        problems=mistakes_of(plugin),
        **configuration_of(plugin).model_dump(),
    )
