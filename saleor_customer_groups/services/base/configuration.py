"""The plugin's settings, as the shop owner makes them in the Dashboard."""

import logging
import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from ... import engine
from ...engine.base.invalid import invalid
from ...engine.base.messages import Message, filled, template
from ...engine.base.validation_issues import issues_in as sentences_of
from ...engine.base.values import Percent

logger = logging.getLogger(__name__)

_HOST = re.compile(r"[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)*(:\d+)?")
_NO_ADDRESS = invalid(
    "address", "is not an address such as https://dashboard.example.com"
)


def _origin_of(address: str) -> str:
    """Return the origin of an address, as a policy for browsers may name it."""
    try:
        parts = urlsplit(address.strip())
        port = "" if parts.port is None else f":{parts.port}"
    except ValueError:
        raise _NO_ADDRESS from None
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(parts.netloc):
        raise _NO_ADDRESS
    return f"{parts.scheme}://{parts.hostname}{port}"


def _prefix(text: str) -> str:
    """Return what stands before the number of an invoice."""
    prefix = text.strip()
    # Otherwise 2026 and 1 would be the same as 202 and 61.
    if prefix[-1:].isdigit():
        raise invalid(
            "prefix", "must not end with a digit, which would run into the number"
        )
    return prefix


class Configuration(BaseModel):
    """What can be set: the conflict policy and its companions.

    The titles and descriptions are what the Dashboard shows.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    policy: engine.PolicyName = Field(
        "best_price",
        title=template("Conflict policy"),
        description=(
            "Which price counts when several groups have one. Write one of these words."
            " best_price: the lowest. priority: that of the group with the largest"
            " priority. newest_group: that of the group made last. primary_group: that"
            " of the customer's primary group. stack: one after the other, each on what"
            " the ones before left. add: all percentages together, then all amounts."
        ),
    )
    price_lists_first: bool = Field(
        True,
        title=template("Price lists first"),
        description="A price from a price list beats every price rule.",
    )
    minimum_margin_percent: Percent | None = Field(
        None,
        title=template("Minimum margin in percent"),
        description=(
            "No group price goes below cost plus this percentage. Promotions and"
            " vouchers may still go below it. Empty: no minimum."
        ),
    )
    leave_default_group: bool = Field(
        True,
        title=template("Leave the default group on joining another"),
        description=(
            "A customer who joins another group is no longer in the default group."
        ),
    )

    dashboard_address: Annotated[str, AfterValidator(_origin_of)] | None = Field(
        None,
        title=template("Address of the Dashboard"),
        description=(
            "Such as https://dashboard.example.com: nobody else may then show the pages"
            " of customer groups in a frame. Empty: whom ALLOWED_CLIENT_HOSTS names."
        ),
    )

    invoice_prefix: Annotated[str, AfterValidator(_prefix)] = Field(
        "INV-",
        max_length=20,
        title=template("Invoices: what stands before each number"),
        description=(
            "Up to 20 characters, such as INV-. The numbers themselves go on one after"
            " the other, also after a change of this."
        ),
    )
    invoice_footer: str = Field(
        "",
        max_length=500,
        title=template("Invoices: what stands at the foot"),
        description=(
            "Up to 500 characters on each page, such as your tax number, register and"
            " bank account. A | begins a new line."
        ),
    )

    @field_validator("*", mode="before")
    @classmethod
    def _empty_is_none(cls, value: Any, info: ValidationInfo) -> Any:
        may_be_none = cls.model_fields[str(info.field_name)].default is None
        is_empty = isinstance(value, str) and not value.strip()
        return None if may_be_none and is_empty else value

    def pricing(self) -> engine.Settings:
        """Return the settings that the engine needs."""
        return engine.Settings(
            policy=self.policy,
            price_lists_first=self.price_lists_first,
            minimum_margin_percent=self.minimum_margin_percent,
        )


DEFAULT = Configuration.model_validate({})


def read_configuration(values: Mapping[str, Any]) -> Configuration:
    """Return the stored settings; one that cannot be read counts as not set.

    :param values: name of the setting -> stored value.
    """
    stored = {
        name: value
        for name, value in values.items()
        if value is not None and name in Configuration.model_fields
    }
    try:
        return Configuration.model_validate(stored)
    except ValidationError as error:
        wrong = {mistake["loc"][0] for mistake in error.errors()}
        logger.error("Settings of customer groups left out: %s", sorted(wrong, key=str))
        return Configuration.model_validate(
            {name: value for name, value in stored.items() if name not in wrong}
        )


def issues_in(values: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Yield the name of each setting with a bad value, and what is wrong with it."""
    stored = {name: value for name, value in values.items() if value is not None}
    try:
        Configuration.model_validate(stored)
    except ValidationError as error:
        for mistake in sentences_of(error, stored):
            yield str(mistake.path[0]), mistake.message


def mistakes_of(plugin: Any) -> list[str]:
    """Return the stored settings that cannot be read, as sentences.

    Such a setting counts as not set.

    :param plugin: as ``port.any_plugin()`` gives it.
    """
    stored = {} if plugin is None else plugin.settings
    return [
        Message(
            "{setting}: {value} {what}",
            setting=filled(Configuration.model_fields[name].title or name),
            value=repr(stored[name]),
            what=message,
        )
        for name, message in issues_in(stored)
        if name in Configuration.model_fields
    ]


def configuration_of(plugin: Any) -> Configuration:
    """Return the settings of the plugin, the defaults if there is no plugin.

    :param plugin: as ``port.active_plugin()`` gives it, or ``port.any_plugin()``, which
        gives it while it is switched off, too.
    """
    return DEFAULT if plugin is None else read_configuration(plugin.settings)
