"""Customers by their e-mail addresses, whatever the letter case."""

import json
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import Count
from django.db.models.functions import Lower

from ...engine.base.messages import Message
from ..base.refusals import Code, refuse


class FoundCustomer(NamedTuple):
    """A customer whom an address names."""

    pk: int
    email: str
    is_active: bool


class CustomersByEmail:
    """The customers whom some addresses name, found in one query."""

    def __init__(self, emails: Iterable[str]) -> None:
        self._found: dict[str, list[FoundCustomer]] = {}
        users = connection.ops.quote_name(get_user_model()._meta.db_table)
        with connection.cursor() as cursor:
            # One parameter, and the database lowers both sides by the same rules.
            cursor.execute(
                f"SELECT given.email, users.id, users.email, users.is_active"  # noqa: S608
                f" FROM {users} AS users"
                " JOIN jsonb_array_elements_text(%s::jsonb) AS given (email)"
                " ON lower(given.email) = lower(users.email) ORDER BY users.id",
                [json.dumps(sorted(set(emails)))],
            )
            for email, *customer in cursor.fetchall():
                self._found.setdefault(email, []).append(FoundCustomer(*customer))

    def find(self, email: str) -> FoundCustomer | str:
        """Return the customer with an address, or why there is none.

        If two accounts differ in letter case only, neither is returned.
        """
        match self._found.get(email, []):
            case [customer]:
                return customer
            case []:
                shown = email or '""'
                return Message(
                    "There is no customer with the e-mail address {email}.", email=shown
                )
            case several:
                named = " and ".join(each.email for each in several)
                return Message(
                    "{named} are {count} accounts that differ in letter case "
                    "only: {email} can be either.",
                    named=named,
                    count=len(several),
                    email=email,
                )


def find_customer(email: str, *, field: str) -> int:
    """Return the primary key of the customer with an address.

    :raises django.core.exceptions.ValidationError: there is none, or several.
    """
    found = CustomersByEmail([email]).find(email)
    if isinstance(found, str):
        raise refuse(field, Code.NOT_FOUND, found)
    return found.pk


def customers_by_key(pks: Collection[int]) -> dict[int, FoundCustomer]:
    """Return customers by primary key."""
    users = get_user_model()._default_manager.filter(pk__in=pks)
    rows = users.values_list("pk", "email", "is_active")
    return {pk: FoundCustomer(pk, email, active) for pk, email, active in rows}


def without_own_email() -> set[int]:
    """Return the customers whom their address alone does not identify.

    Those without one, and those whose addresses differ in letter case only.
    """
    users = get_user_model()._default_manager.order_by()
    users = users.annotate(lower=Lower("email"))
    several = users.values("lower").annotate(number=Count("pk")).filter(number__gt=1)
    shared = ["", *several.values_list("lower", flat=True)]
    return set(users.filter(lower__in=shared).values_list("pk", flat=True))
