"""The draft and the orders of a dry run, as an input names them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import graphene
from django.core.exceptions import ValidationError

from ...engine.base.messages import Message
from ...models import Basis, RuleBase
from ...port.graphql import saleor
from ...services.base.refusals import Code, refuse
from ...services.reports.dry_runs import dry_run_drafting
from ...services.reports.dry_runs.dry_run_drafts import DryRunDraft
from ...services.reports.dry_runs.dry_runs import DryRunRequest
from ..base.arguments.moments import zoned
from ..base.enums import CustomerGroupReportBasisEnum
from ..base.errors import CustomerGroupError, errors_of
from ..base.ids import get_price_list, get_price_rule, get_promotion
from ..rules.price_lists.price_list_inputs import (
    CustomerGroupPriceListEntryInput,
    CustomerGroupPriceListInput,
    read_entries,
)
from ..rules.price_rules.price_rule_inputs import (
    CustomerGroupPriceRuleInput,
    read_price_rule,
)
from ..rules.promotions.promotion_inputs import (
    CustomerGroupPromotionInput,
    read_promotion,
)
from ..rules.rule_base import NULLABLE_TERMS, read_groups, read_terms

_SAVED = "The saved {} that is changed or deleted; what the draft leaves out is as it"
_SAVED += " is saved."


class CustomerGroupDryRunPriceListInput(CustomerGroupPriceListInput):
    """The fields of a price list and entries; what is left out stays as it is."""

    entries = graphene.List(
        graphene.NonNull(CustomerGroupPriceListEntryInput),
        description=(
            "Prices that are put into the list, 10,000 at most; `ifUnitPrice` and"
            " `isNew` have no effect."
        ),
    )
    replace_entries = graphene.Boolean(
        default_value=False, description="Take out all other prices of the list."
    )


class CustomerGroupDryRunInput(graphene.InputObjectType):
    """One draft or deletion, and the orders that it is tried on."""

    price_rule = CustomerGroupPriceRuleInput(
        description="The draft of a price rule; it needs no name yet."
    )
    price_rule_id = graphene.ID(description=_SAVED.format("price rule"))
    price_list = CustomerGroupDryRunPriceListInput(
        description="The draft of a price list; it needs no name yet."
    )
    price_list_id = graphene.ID(description=_SAVED.format("price list"))
    promotion = CustomerGroupPromotionInput(description="The draft of a promotion.")
    promotion_id = graphene.ID(description=_SAVED.format("promotion"))
    delete = graphene.Boolean(
        default_value=False,
        description="Try what there would be without what the id names.",
    )
    ignore_dates = graphene.Boolean(
        description=(
            "Whether the draft counts in the whole period, whatever its dates. Left"
            " out: a new one does, and a change of a saved one keeps to its dates."
        )
    )
    basis = CustomerGroupReportBasisEnum(
        description=(
            "For which groups the orders are priced; left out: those that the customer"
            " is in now."
        )
    )
    since = graphene.InputField(
        lambda: saleor().DateTime,
        description=(
            "The orders placed then or later; left out: 30 days before `until`. The"
            " period has 365 days at most."
        ),
    )
    until = graphene.InputField(
        lambda: saleor().DateTime,
        description="The orders placed before; left out: now.",
    )
    currency = graphene.String(
        description="The currency of the orders; left out: that of most of them."
    )
    channel = graphene.String(
        description="The slug of the channel of the orders; left out: any."
    )


# Reads the fields of a draft.
_Make = Callable[[Mapping[str, Any], Any, datetime], DryRunDraft]


def read_draft(
    input: Mapping[str, Any], *, now: datetime
) -> tuple[DryRunDraft | None, list[CustomerGroupError]]:
    """Return the draft of an input, or what is wrong with its fields.

    :raises django.core.exceptions.ValidationError: there is not just one.
    """
    kind = _kind(input)
    get, make = _KINDS[kind]
    id_, written = input.get(f"{kind}_id"), input.get(kind)
    saved = None if id_ is None else get(id_, field=f"{kind}_id")
    if input.get("delete"):
        if saved is None or written is not None:
            raise refuse(
                "delete",
                Code.INVALID,
                Message("Name the saved one by its id, and give no draft."),
            )
        return dry_run_drafting.deletion_draft(saved), []
    try:
        return make(written or {}, saved, now), []
    except ValidationError as error:
        return None, errors_of(error, {}, inside=kind)


def read_request(input: Mapping[str, Any]) -> DryRunRequest:
    """Return which orders an input means.

    :raises django.core.exceptions.ValidationError: a moment has no time zone.
    """
    return DryRunRequest(
        basis=Basis(input.get("basis") or Basis.MEMBERS_NOW),
        since=zoned(input.get("since"), "since"),
        until=zoned(input.get("until"), "until"),
        currency=input.get("currency"),
        channel=input.get("channel"),
        ignores_dates=input.get("ignore_dates"),
    )


def _kind(input: Mapping[str, Any]) -> str:
    given = [
        kind
        for kind in _KINDS
        if input.get(kind) is not None or input.get(f"{kind}_id") is not None
    ]
    if not given:
        raise refuse(
            "price_rule",
            Code.REQUIRED,
            Message(
                "Give a price rule, price list or promotion, or the id of a saved one."
            ),
        )
    if len(given) > 1:
        raise refuse(
            given[1], Code.INVALID, Message("Only one draft is tried at a time.")
        )
    return given[0]


def _price_rule(input: Mapping[str, Any], saved: Any, now: datetime) -> DryRunDraft:
    values = read_price_rule(input)
    return dry_run_drafting.price_rule_draft(
        rule=saved,
        groups=read_groups(values),
        values=values,
        now=now,
    )


def _price_list(input: Mapping[str, Any], saved: Any, now: datetime) -> DryRunDraft:
    values = read_terms(input, nullable=NULLABLE_TERMS | {"entries", "replace_entries"})
    entries = read_entries(values.pop("entries", None) or ())
    replaces_entries = bool(values.pop("replace_entries", False))
    return dry_run_drafting.price_list_draft(
        price_list=saved,
        groups=read_groups(values),
        values=values,
        entries=entries,
        replaces_entries=replaces_entries,
        now=now,
    )


def _promotion(input: Mapping[str, Any], saved: Any, now: datetime) -> DryRunDraft:
    values = read_promotion(input)
    return dry_run_drafting.promotion_draft(
        promotion=saved,
        groups=read_groups(values),
        values=values,
        now=now,
    )


_KINDS: Mapping[str, tuple[Callable[..., RuleBase], _Make]] = {
    "price_rule": (get_price_rule, _price_rule),
    "price_list": (get_price_list, _price_list),
    "promotion": (get_promotion, _promotion),
}
