"""What a customer may owe and does owe: for themselves, and for staff."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import graphene
from prices import Money
from promise import Promise

from ...port.graphql import saleor
from ...services.terms.customer_terms import set_customer_terms
from ...services.terms.open_items import MAX_ITEMS, CustomerAccount
from ..base.arguments.arguments import refuse_nulls
from ..base.arguments.moments import if_updated_at, zoned
from ..base.errors import CustomerGroupMutation
from ..base.ids import read_id
from ..base.loading import batches
from ..base.loading.loading import load, none_if_busy
from ..base.reach import rows_in_reach
from ..base.rights import (
    MANAGE_ORDERS,
    MANAGE_USERS,
    Restricted,
    customer_id,
    may,
    needs,
    occasion,
)
from .order_types import CustomerGroupOrderTerms


def _group() -> Any:
    from ..groups.group_types import CustomerGroup

    return CustomerGroup


class CustomerGroupAccount(graphene.ObjectType):
    """What a customer may owe, and what is open of their orders.

    Amounts in several currencies are never added up. Staff whom Saleor limits to some
    channels see the orders of these, and what they may still owe in the whole shop.
    """

    group_code = graphene.String(
        description="The code of the group whose terms count; null without terms."
    )
    credit_limit = graphene.Field(
        lambda: saleor().Money,
        description="The most that may be open; null without a limit.",
    )
    available = graphene.Field(
        lambda: saleor().Money,
        description="How much of it is free; null without a limit.",
    )
    open = graphene.List(
        lambda: graphene.NonNull(saleor().Money),
        required=True,
        description="What is open, in each currency.",
    )
    overdue = graphene.List(
        lambda: graphene.NonNull(saleor().Money),
        required=True,
        description="What of it is overdue, in each currency.",
    )
    is_blocked = graphene.Boolean(
        required=True,
        description="Whether the shop takes no new orders on terms from the customer.",
    )
    items = graphene.List(
        graphene.NonNull(CustomerGroupOrderTerms),
        required=True,
        description=f"The open orders, longest due first, {MAX_ITEMS} at the most.",
    )
    items_count = graphene.Int(
        required=True, description="How many open orders there are."
    )
    group = Restricted(
        _group,
        permission=MANAGE_USERS,
        description="The group whose terms count; null without terms.",
    )
    own_credit_limit = Restricted(
        lambda: saleor().Money,
        permission=MANAGE_USERS,
        description="The customer's own limit; null for that of the group.",
    )
    updated_at = Restricted(
        lambda: saleor().DateTime,
        permission=MANAGE_USERS,
        description="When staff last said something of their credit; null for never.",
    )
    note = Restricted(
        graphene.String,
        permission=MANAGE_USERS,
        description="What staff have noted about the customer's credit.",
    )

    @staticmethod
    def resolve_group_code(root: CustomerAccount, _info: Any) -> str | None:
        """Return the code."""
        terms = root.account.terms
        return None if terms is None else terms.group

    @staticmethod
    def resolve_credit_limit(root: CustomerAccount, _info: Any) -> Money | None:
        """Return the limit that counts."""
        terms = root.account.effective
        if terms is None:
            return None
        return _money(terms.credit_limit, terms.credit_currency)

    @staticmethod
    def resolve_available(root: CustomerAccount, _info: Any) -> Money | None:
        """Return what is free."""
        terms = root.account.effective
        return (
            None if terms is None else _money(root.account.free, terms.credit_currency)
        )

    @staticmethod
    def resolve_open(root: CustomerAccount, info: Any) -> Any:
        """Return what is open."""
        return _seen(root, info).then(lambda seen: _sums(seen.open_amounts()))

    @staticmethod
    def resolve_overdue(root: CustomerAccount, info: Any) -> Any:
        """Return what is overdue."""
        return _seen(root, info).then(lambda seen: _sums(seen.overdue_amounts()))

    @staticmethod
    def resolve_is_blocked(root: CustomerAccount, _info: Any) -> bool:
        """Tell whether staff have blocked them."""
        return root.account.credit.is_blocked

    @staticmethod
    def resolve_items(root: CustomerAccount, info: Any) -> Any:
        """Return the first of them."""
        return _seen(root, info).then(lambda seen: seen.items[:MAX_ITEMS])

    @staticmethod
    def resolve_items_count(root: CustomerAccount, info: Any) -> Any:
        """Count them all."""
        return _seen(root, info).then(lambda seen: len(seen.items))

    @staticmethod
    def resolve_note(root: CustomerAccount, info: Any) -> Any:
        """Load the note."""
        return _said(root, info).then(lambda row: "" if row is None else row.note)

    @staticmethod
    def resolve_group(root: CustomerAccount, info: Any) -> Any:
        """Load the group."""
        terms = root.account.terms
        if terms is None or terms.group is None:
            return None
        return load(info, batches.terms.groups_by_code, terms.group)

    @staticmethod
    def resolve_own_credit_limit(root: CustomerAccount, _info: Any) -> Money | None:
        """Return what staff have said."""
        credit = root.account.credit
        return _money(credit.credit_limit, credit.credit_currency)

    @staticmethod
    def resolve_updated_at(root: CustomerAccount, info: Any) -> Any:
        """Load the moment."""
        return _said(root, info).then(lambda row: row and row.updated_at)


def resolve_account_of_user(root: Any, info: Any) -> Any:
    """Load an account, for the customer and for staff who manage orders or users."""
    if root.pk != customer_id(info) and not (
        may(info, MANAGE_ORDERS) or may(info, MANAGE_USERS)
    ):
        return None
    return none_if_busy(load(info, batches.terms.accounts_of_customers, root.pk))


class CustomerGroupCustomerTermsInput(graphene.InputObjectType):
    """What staff say of one customer; what is left out stays as it is."""

    credit_limit = graphene.InputField(
        lambda: saleor().Decimal,
        description="A credit limit of their own; null for that of their group.",
    )
    credit_currency = graphene.String(
        description="The currency of the limit, such as USD."
    )
    is_blocked = graphene.Boolean(
        description="Whether no new orders on terms are taken from them."
    )
    note = graphene.String(description="Why, for staff; needed for whoever is blocked.")


class CustomerGroupCustomerTermsUpdate(CustomerGroupMutation):
    """Give one customer a credit limit of their own, or block them."""

    permission = MANAGE_USERS
    account = graphene.Field(
        CustomerGroupAccount, description="The account as it is now."
    )

    class Meta:
        description = (
            "Give one customer a credit limit of their own, or block their orders on"
            " terms." + needs(MANAGE_USERS)
        )

    class Arguments:
        customer_id = graphene.ID(required=True, description="The id of the customer.")
        input = CustomerGroupCustomerTermsInput(
            required=True, description="The fields that are to change."
        )
        if_updated_at = if_updated_at()

    @classmethod
    def change(
        cls,
        info: Any,
        *,
        customer_id: str,
        input: Mapping[str, Any],
        if_updated_at: datetime | None = None,
    ) -> Any:
        """Change it."""
        refuse_nulls(input, nullable={"credit_limit", "credit_currency"})
        pk = read_id(customer_id, "User", field="customer_id")
        set_customer_terms(
            customer_id=pk,
            values=input,
            occasion=occasion(info),
            if_updated_at=zoned(if_updated_at, "if_updated_at"),
        )
        (account,) = batches.terms.accounts_of_customers([pk])
        return cls(account=account)


def _seen(root: CustomerAccount, info: Any) -> Promise:
    """Return a promise of an account with the orders that the caller may see."""
    if root.account.customer_id == customer_id(info):
        return Promise.resolve(root)
    return rows_in_reach(info, root.items).then(
        lambda items: replace(root, items=tuple(items))
    )


def _sums(amounts: Mapping[str, Decimal]) -> list[Money]:
    return [Money(amount, currency) for currency, amount in amounts.items()]


def _said(root: CustomerAccount, info: Any) -> Any:
    return load(info, batches.terms.terms_of_customers, root.account.customer_id)


def _money(amount: Decimal | None, currency: str | None) -> Money | None:
    if amount is None or currency is None:
        return None
    return Money(amount, currency)


class AccountMutations(graphene.ObjectType):
    """What can be done with the credit of customers."""

    customer_group_customer_terms_update = CustomerGroupCustomerTermsUpdate.Field()


user_customer_group_account = graphene.Field(
    CustomerGroupAccount,
    description=(
        "What the customer may owe, and what is open of their orders. Customers read"
        " their own; for others one of the permissions MANAGE_ORDERS and MANAGE_USERS"
        " is needed, null without."
    ),
    resolver=resolve_account_of_user,
)
