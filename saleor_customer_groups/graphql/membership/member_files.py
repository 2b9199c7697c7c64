"""Members as files: import and export them."""

from io import StringIO
from typing import Any

import graphene
from django.utils import timezone

from ... import port
from ...models import CustomerGroup as Row
from ...port.graphql import saleor
from ...services.base.configuration import configuration_of
from ...services.membership.files import member_files
from ...services.membership.files.member_file_rows import read_members
from ...services.membership.files.member_files import ImportMode
from ..base.arguments.uploads import read_upload
from ..base.enums import CustomerGroupImportMode
from ..base.errors import CustomerGroupMutation
from ..base.ids import filter_ids, get_group
from ..base.languages.words import Words
from ..base.rights import MANAGE_USERS, Restricted, needs, occasion
from ..groups.group_types import CustomerGroup
from .member_changes import read_reason


class CustomerGroupMemberBadRow(graphene.ObjectType):
    """An invalid row of a file of members."""

    line = graphene.Int(required=True, description="Its line in the file.")
    message = Words(description="What is wrong with it.")


class CustomerGroupMembersImport(CustomerGroupMutation):
    """Add the customers whom a CSV file names to a group."""

    permission = MANAGE_USERS
    customer_group = graphene.Field(CustomerGroup, description="The group.")
    added = graphene.Int(description="How many customers join the group.")
    changed = graphene.Int(description="How many have another reason or end.")
    unchanged = graphene.Int(description="How many stay as they are.")
    removed = graphene.Int(description="How many are taken out.")
    bad_rows = graphene.List(
        graphene.NonNull(CustomerGroupMemberBadRow),
        description="The invalid rows. If there are any, nothing is changed.",
    )

    class Meta:
        description = (
            "Add the customers whom a CSV file names to a group manually: all of"
            " them, or none. The column is email, with reason and until (a day, or a"
            " time with its zone) where wanted; customer, the id, may stand for the"
            " address, and members whose by_hand is no stay as they are (it is yes or"
            " no). There are at most 10,000 rows. Give either the file or its text."
            + needs(MANAGE_USERS)
        )

    class Arguments:
        id = graphene.ID(required=True, description="The id of the group.")
        file = graphene.Argument(
            lambda: saleor().Upload,
            description="The file, in a GraphQL multipart request.",
        )
        csv = graphene.String(description="The text of the file.")
        mode = CustomerGroupImportMode(
            default_value=ImportMode.ADD.value,
            description=(
                "ADD keeps the members who are not in the file, REPLACE takes out those"
                " of them who were added manually."
            ),
        )
        reason = graphene.String(
            default_value="",
            description="The reason for rows without one; it is kept in the ledger.",
        )
        allow_empty = graphene.Boolean(
            default_value=False,
            description=(
                "Let REPLACE with a file that names nobody take out everybody who was"
                " added manually."
            ),
        )
        dry_run = graphene.Boolean(
            default_value=False,
            description="Change nothing, and answer what would change.",
        )

    @classmethod
    def change(
        cls,
        info: Any,
        *,
        id: str,
        mode: str | None,
        reason: str | None,
        dry_run: bool | None,
        allow_empty: bool | None = False,
        file: Any = None,
        csv: str | None = None,
    ) -> Any:
        """Import the file."""
        group = get_group(id)
        content, field = read_upload(info, file, csv)
        done = member_files.import_members(
            group=group,
            rows=read_members(content, field=field),
            occasion=occasion(info, reason=read_reason(reason) or ""),
            mode=ImportMode(mode or ImportMode.ADD),
            leave_default=configuration_of(port.any_plugin()).leave_default_group,
            allow_empty=bool(allow_empty),
            dry_run=bool(dry_run),
        )
        return cls(
            customer_group=group,
            added=done.added,
            changed=done.changed,
            unchanged=done.unchanged,
            removed=done.removed,
            bad_rows=done.bad_rows,
        )


class MemberFileQueries(graphene.ObjectType):
    """What can be asked about members as files."""

    customer_group_members_export = Restricted(
        graphene.String,
        permission=MANAGE_USERS,
        description="The members of a group as CSV, which can be imported again.",
        id=graphene.ID(required=True, description="The id of the group."),
    )

    @staticmethod
    def resolve_customer_group_members_export(
        _root: Any, _info: Any, *, id: str
    ) -> str | None:
        """Write the members."""
        pks = filter_ids([id], "CustomerGroup")
        group = Row.objects.filter(pk__in=pks).first()
        if group is None:
            return None
        file = StringIO()
        member_files.export_members(group=group, file=file, now=timezone.now())
        return file.getvalue()


class MemberFileMutations(graphene.ObjectType):
    """What can be done with members as files."""

    customer_group_members_import = CustomerGroupMembersImport.Field()
