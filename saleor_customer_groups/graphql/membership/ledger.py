"""The ledger of memberships: as a list and as a file, and who was in a group when."""

from collections.abc import Callable, Mapping
from datetime import datetime
from io import StringIO
from typing import Any

import graphene
from django.db.models import Q, QuerySet

from ...engine.base.messages import Message
from ...models import CustomerGroup as GroupRow
from ...models import LedgerEntry
from ...port.graphql import saleor
from ...services.membership.history import group_codes, ledger_files
from ...services.membership.history.members_at import MembersAt, members_at
from ..base.arguments.moments import read_moment
from ..base.enums import CustomerGroupCauseEnum, CustomerGroupChangeEnum
from ..base.ids import filter_ids, require_id_or_code
from ..base.languages.asked_language import whole_error
from ..base.loading.connections import PAGE_ARGUMENTS, Listing, list_rows, read_page
from ..base.loading.sorting import read_sorting
from ..base.rights import MANAGE_USERS, Restricted
from .membership_types import (
    CustomerGroupLedgerEntryCountableConnection,
    CustomerGroupLedgerSortingInput,
    CustomerGroupMembersAt,
)

MAX_EXPORTED = 100_000


class CustomerGroupLedgerFilterInput(graphene.InputObjectType):
    """Which lines of the ledger are wanted: those that meet everything given."""

    customer = graphene.ID(description="Only those about this customer.")
    group = graphene.ID(
        description="Only those about this group, whatever code it had."
    )
    group_code = graphene.String(
        description="Only those about the group that had this code."
    )
    changes = graphene.List(
        graphene.NonNull(CustomerGroupChangeEnum),
        description="Only those of these kinds.",
    )
    causes = graphene.List(
        graphene.NonNull(CustomerGroupCauseEnum),
        description="Only those that happened for one of these reasons.",
    )
    since = graphene.InputField(
        lambda: saleor().DateTime, description="Only those at this time or after it."
    )
    until = graphene.InputField(
        lambda: saleor().DateTime, description="Only those before this time."
    )


_GROUP_AT: Mapping[str, Any] = {
    "id": graphene.ID(description="The id of the group."),
    "code": graphene.String(description="The code that the group had."),
    "at": graphene.Argument(
        lambda: saleor().DateTime, required=True, description="The time."
    ),
}


class LedgerQueries(graphene.ObjectType):
    """What can be asked about the history of memberships."""

    customer_group_ledger = Restricted(
        CustomerGroupLedgerEntryCountableConnection,
        permission=MANAGE_USERS,
        description="Everything that happened to memberships.",
        filter=CustomerGroupLedgerFilterInput(description="Which lines are wanted."),
        sort_by=CustomerGroupLedgerSortingInput(
            description="How they are sorted; left out: the newest first."
        ),
        **PAGE_ARGUMENTS,
    )
    customer_group_ledger_export = Restricted(
        graphene.String,
        permission=MANAGE_USERS,
        description=(
            "The same as CSV, the oldest first, up to 100,000 lines; the command"
            " customer_groups_export_ledger writes any number."
        ),
        filter=CustomerGroupLedgerFilterInput(description="Which lines are wanted."),
    )
    customer_group_members_at = Restricted(
        CustomerGroupMembersAt,
        permission=MANAGE_USERS,
        description=(
            "Who was a member of a group at a time, according to the ledger,"
            " including those who were in the default group because they were in no"
            " other. Give either `id` or `code`, which may be that of a group that is"
            " gone."
        ),
        **_GROUP_AT,
    )
    customer_group_members_at_export = Restricted(
        graphene.String,
        permission=MANAGE_USERS,
        description=(
            "The same as CSV: the lines of the ledger with which they joined, up to"
            " 100,000. Erased accounts are not in it."
        ),
        **_GROUP_AT,
    )

    @staticmethod
    def resolve_customer_group_ledger(
        _root: Any, _info: Any, **arguments: Any
    ) -> Listing:
        """List the history."""
        field, descending = read_sorting(
            arguments.get("sort_by"), "at", descending=True
        )
        page = read_page(arguments, [field, "pk"], descending=descending)
        return list_rows(_filtered(arguments), page)

    @staticmethod
    def resolve_customer_group_ledger_export(
        _root: Any, _info: Any, **arguments: Any
    ) -> str:
        """Write the history."""
        rows = _filtered(arguments)
        _refuse_many(rows, Message("Ask for fewer with `filter`."))
        file = StringIO()
        ledger_files.export_ledger(rows=rows, file=file)
        return file.getvalue()

    @staticmethod
    def resolve_customer_group_members_at(
        _root: Any, _info: Any, **arguments: Any
    ) -> MembersAt | None:
        """Find who was in it."""
        return _members_at(**arguments)

    @staticmethod
    def resolve_customer_group_members_at_export(
        _root: Any, _info: Any, **arguments: Any
    ) -> str | None:
        """Write who was in it."""
        found = _members_at(**arguments)
        if found is None:
            return None
        _, customers = found.without_line()
        for rows in (found.entries, customers):
            _refuse_many(
                rows, Message("Ask for `customerGroupMembersAt`, page by page.")
            )
        file = StringIO()
        ledger_files.export_members_at(members_at=found, file=file)
        return file.getvalue()


def _is_about(id: str) -> Q:
    group = GroupRow.objects.filter(pk__in=filter_ids([id], "CustomerGroup")).first()
    return group_codes.is_about(group) if group else Q(pk__in=[])


_FILTERS: Mapping[str, Callable[[Any], Q]] = {
    "customer": lambda id_: Q(customer__in=filter_ids([id_], "User")),
    "group": _is_about,
    "group_code": lambda code: Q(group_code=code),
    "changes": lambda names: Q(change__in=names),
    "causes": lambda names: Q(cause__in=names),
    "since": lambda at: Q(at__gte=read_moment(at)),
    "until": lambda at: Q(at__lt=read_moment(at)),
}


def _members_at(
    *, at: datetime, id: str | None = None, code: str | None = None
) -> MembersAt | None:
    require_id_or_code(id, code)
    at = read_moment(at)
    if code is None:
        ids = filter_ids([id or ""], "CustomerGroup")
        group = GroupRow.objects.filter(pk__in=ids).first()
        if group is None:
            return None
        code = group_codes.code_at(group, at)
    return members_at(code=code, at=at)


def _refuse_many(rows: QuerySet, advice: str) -> None:
    if rows[MAX_EXPORTED:].exists():
        raise whole_error(
            Message(
                "There are more than {most} lines. {advice}",
                most=MAX_EXPORTED,
                advice=advice,
            )
        )


def _filtered(arguments: Mapping[str, Any]) -> QuerySet[LedgerEntry]:
    rows = LedgerEntry.objects.all()
    for name, value in (arguments.get("filter") or {}).items():
        if value is not None:
            rows = rows.filter(_FILTERS[name](value))
    return rows
