"""Whom to look at: lists of customers, and groups that overlap."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from io import StringIO
from typing import Any

import graphene
from django.core.exceptions import ValidationError
from django.utils import timezone
from graphene.utils.str_converters import to_camel_case

from ....engine.base.messages import Joined
from ....models import CustomerGroup as GroupRow
from ....models import LevelProgramme
from ....port.graphql import saleor
from ....services.reports.reviews import (
    at_risk,
    in_grace,
    near_level,
    overlap,
    waiting,
)
from ....services.reports.reviews.review_files import export_review
from ....services.reports.reviews.reviews import (
    ReviewKind,
    ReviewRequest,
    open_review,
)
from ...base.enums import CustomerGroupReviewEnum
from ...base.ids import filter_ids
from ...base.languages.asked_language import whole_error
from ...base.loading.connections import PAGE_ARGUMENTS, Listing, Page, read_page
from ...base.rights import MANAGE_ORDERS, MANAGE_USERS, Restricted, may
from ..group_reports import BOM, WITH_BOM
from .review_types import (
    CustomerGroupInactiveMemberCountableConnection,
    CustomerGroupLapsingMemberCountableConnection,
    CustomerGroupMemberInGraceCountableConnection,
    CustomerGroupNearLevelCountableConnection,
    CustomerGroupOverlapCountableConnection,
    CustomerGroupWaitingCustomerCountableConnection,
)

_GROUP = graphene.ID(required=True, description="The id of the group.")
_ANY_GROUP = graphene.ID(description="The id of a group; left out: all groups.")
_CURRENCY = graphene.String(
    description="The currency of revenue; left out: that of most orders."
)
_DAYS = "For how many days they have ordered nothing, 365 if left out."
_DAYS_AHEAD = "In how many days, 366 at the most; 365 if left out."
_PROGRAMME = graphene.ID(
    description="The id of a level programme; left out: all of them."
)
_PERCENT = graphene.Argument(
    lambda: saleor().Decimal,
    description="How many percent of the level are missing at most, 20 if left out.",
)
_AMOUNT = graphene.Argument(
    lambda: saleor().Decimal,
    description=(
        "What is missing at most, in what the programme measures, instead of the"
        " percent."
    ),
)


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.utcoffset() is None:
        raise ValueError
    return moment


def _number(value: Any) -> Decimal:
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError
    return number


# By what each list is sorted, and how these are read out of a cursor.
_KEYS: Mapping[ReviewKind, tuple[tuple[str, ...], bool, tuple[Any, ...]]] = {
    ReviewKind.INACTIVE: (at_risk.KEYS, True, (_number, int)),
    ReviewKind.LAPSING: (at_risk.KEYS, True, (_number, int)),
    ReviewKind.NEAR_LEVEL: (near_level.KEYS, True, (_moment, int, int)),
    ReviewKind.IN_GRACE: (in_grace.KEYS, False, (_moment, int, int)),
    ReviewKind.OVERLAP: (overlap.KEYS, True, (_number, int, int, int)),
    ReviewKind.WAITING: (waiting.KEYS, False, (_moment, int, int)),
}


class ReviewQueries(graphene.ObjectType):
    """What can be asked about whom to look at."""

    customer_group_review_inactive = Restricted(
        CustomerGroupInactiveMemberCountableConnection,
        permission=MANAGE_ORDERS,
        description=(
            "Members of a group without an order for some days, or ever, the largest"
            " revenue first: see docs/reports.md."
        ),
        group_id=_GROUP,
        days=graphene.Int(description=_DAYS),
        currency=_CURRENCY,
        **PAGE_ARGUMENTS,
    )
    customer_group_review_lapsing = Restricted(
        CustomerGroupLapsingMemberCountableConnection,
        permission=MANAGE_ORDERS,
        description=(
            "Members by rule for whom the conditions of the group will no longer hold"
            " in some days if they buy nothing, the largest revenue first."
        ),
        group_id=_GROUP,
        days=graphene.Int(description=_DAYS_AHEAD),
        currency=_CURRENCY,
        **PAGE_ARGUMENTS,
    )
    customer_group_review_near_level = Restricted(
        CustomerGroupNearLevelCountableConnection,
        permission=MANAGE_ORDERS,
        description=(
            "Customers who miss little to the next level, whoever bought last comes"
            " first."
        ),
        programme_id=_PROGRAMME,
        percent=_PERCENT,
        amount=_AMOUNT,
        **PAGE_ARGUMENTS,
    )
    customer_group_review_in_grace = Restricted(
        CustomerGroupMemberInGraceCountableConnection,
        permission=MANAGE_ORDERS,
        description=(
            "Members who would have left but for the grace days, whoever leaves first"
            " before all others."
        ),
        group_id=_ANY_GROUP,
        **PAGE_ARGUMENTS,
    )
    customer_group_review_overlap = Restricted(
        CustomerGroupOverlapCountableConnection,
        permission=MANAGE_ORDERS,
        description="Each two groups that share customers, the largest share first.",
        **PAGE_ARGUMENTS,
    )
    customer_group_review_waiting = Restricted(
        CustomerGroupWaitingCustomerCountableConnection,
        permission=MANAGE_ORDERS,
        description=(
            "Customers who qualify for a group that has no place for them, the"
            " longest-registered first."
        ),
        group_id=_ANY_GROUP,
        **PAGE_ARGUMENTS,
    )
    customer_group_review_export = Restricted(
        graphene.String,
        permission=MANAGE_ORDERS,
        description=(
            "A whole list as CSV; addresses of customers are left out for callers who"
            " may not manage users. Null if there is no such group or programme."
        ),
        review=graphene.Argument(
            CustomerGroupReviewEnum, required=True, description="Which list it is."
        ),
        group_id=graphene.ID(
            description="The id of a group; INACTIVE and LAPSING need one."
        ),
        programme_id=_PROGRAMME,
        days=graphene.Int(description="For how many days, or in how many."),
        percent=_PERCENT,
        amount=_AMOUNT,
        currency=_CURRENCY,
        with_bom=WITH_BOM,
    )

    @staticmethod
    def resolve_customer_group_review_inactive(
        _root: Any, _info: Any, **arguments: Any
    ) -> Listing | None:
        """List the inactive."""
        return _listing(ReviewKind.INACTIVE, arguments)

    @staticmethod
    def resolve_customer_group_review_lapsing(
        _root: Any, _info: Any, **arguments: Any
    ) -> Listing | None:
        """List those who will leave."""
        return _listing(ReviewKind.LAPSING, arguments)

    @staticmethod
    def resolve_customer_group_review_near_level(
        _root: Any, _info: Any, **arguments: Any
    ) -> Listing | None:
        """List those who miss little."""
        return _listing(ReviewKind.NEAR_LEVEL, arguments)

    @staticmethod
    def resolve_customer_group_review_in_grace(
        _root: Any, _info: Any, **arguments: Any
    ) -> Listing | None:
        """List those in grace."""
        return _listing(ReviewKind.IN_GRACE, arguments)

    @staticmethod
    def resolve_customer_group_review_overlap(
        _root: Any, _info: Any, **arguments: Any
    ) -> Listing | None:
        """List the groups."""
        return _listing(ReviewKind.OVERLAP, arguments)

    @staticmethod
    def resolve_customer_group_review_waiting(
        _root: Any, _info: Any, **arguments: Any
    ) -> Listing | None:
        """List those who wait."""
        return _listing(ReviewKind.WAITING, arguments)

    @staticmethod
    def resolve_customer_group_review_export(
        _root: Any,
        info: Any,
        *,
        review: str,
        with_bom: bool | None = False,
        **arguments: Any,
    ) -> str | None:
        """Write the list."""
        request = _request(arguments)
        if request is None:
            return None
        file = StringIO()
        try:
            export_review(
                ReviewKind(review),
                request,
                file=file,
                with_emails=may(info, MANAGE_USERS),
                now=timezone.now(),
            )
        except ValidationError as error:
            raise _whole(error) from None
        return f"{BOM if with_bom else ''}{file.getvalue()}"


def _listing(kind: ReviewKind, arguments: Mapping[str, Any]) -> Listing | None:
    """Return a list, None if it is about something that there is not.

    :raises graphql.GraphQLError: it is asked with something invalid.
    """
    keys, is_down, kinds = _KEYS[kind]
    page: Page = read_page(arguments, keys, descending=is_down)
    request = _request(arguments)
    if request is None:
        return None
    try:
        review = open_review(kind, request, now=timezone.now())
    except ValidationError as error:
        raise _whole(error) from None
    return Listing(
        page,
        read=lambda: review.page(
            size=page.size + 1,
            beyond=page.begins_after(*kinds),
            reads_down=page.reads_down,
        ),
        count=review.count,
    )


def _request(arguments: Mapping[str, Any]) -> ReviewRequest | None:
    names = {each.name for each in fields(ReviewRequest)}
    given = {name: value for name, value in arguments.items() if name in names}
    for name, type_name, model in (
        ("group", "CustomerGroup", GroupRow),
        ("programme", "CustomerGroupLevelProgramme", LevelProgramme),
    ):
        id_ = arguments.get(f"{name}_id")
        if id_ is not None:
            pks = filter_ids([id_], type_name)
            given[name] = model.objects.filter(pk__in=pks).first()
            if given[name] is None:
                return None
    return ReviewRequest(**given)


# What the service calls the arguments.
_NAMES = {"group": "group_id"}


def _whole(error: ValidationError) -> Exception:
    field, (first, *_) = next(iter(error.error_dict.items()))
    name = to_camel_case(_NAMES.get(field, field))
    return whole_error(Joined(": ", [name, first.message]))
