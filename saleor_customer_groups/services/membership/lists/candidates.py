"""Customers who could be added to a group manually, and why some cannot."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet

from ....models import CustomerGroup, Membership
from ...base.refusals import Code, message_of
from ..admission import (
    RefusedCustomer,
    check_manual_joining,
    free_places,
    over_capacity,
    refused_customers,
    refused_excluded,
)
from ..current_members import current
from ..possible_members import possible_members


def customers_outside(group: CustomerGroup, *, now: datetime) -> QuerySet:
    """Return the customers who are not in a group.

    Customers in no group are in the default one.
    """
    theirs = Membership.objects.filter(current(now), customer=OuterRef("pk"))
    outside = possible_members().filter(~Exists(theirs.filter(group=group)))
    return outside.filter(Exists(theirs)) if group.is_default else outside


def refusals_of(
    group: CustomerGroup, customer_ids: Sequence[int], *, now: datetime
) -> Mapping[int, RefusedCustomer]:
    """Return why some of these customers could not be added, by primary key.

    Each is judged alone: to a group with one free place everybody could be added. It
    takes a few queries, however many customers there are.
    """
    try:
        check_manual_joining(group)
    except ValidationError as error:
        ((refused, *_),) = error.error_dict.values()
        code, message = Code(refused.code), message_of(refused)
        return {pk: RefusedCustomer(pk, code, message) for pk in customer_ids}
    found = {each.customer_id: each for each in refused_customers(customer_ids)}
    found |= {each.customer_id: each for each in refused_excluded(customer_ids, group)}
    if group.capacity is not None and not free_places(group, now=now):
        others = [pk for pk in customer_ids if pk not in found]
        full = over_capacity(group, others, now=now)
        found |= {each.customer_id: each for each in full}
    return found
