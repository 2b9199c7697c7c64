"""Level programmes: look them up, create, change and delete them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import graphene
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone

from ... import port
from ...models import CustomerGroup as Row
from ...models import LevelProgramme
from ...services.base.configuration import configuration_of
from ...services.groups import levels
from ...services.groups.level_lists import find_programmes
from ...services.groups.level_previews import preview_programme
from ...services.groups.level_values import ProgrammeValues
from ..base.arguments.arguments import refuse_unusable
from ..base.arguments.literals import refuse_lossy_literals
from ..base.arguments.moments import if_updated_at, zoned
from ..base.errors import CustomerGroupError, CustomerGroupMutation, errors_of
from ..base.ids import filter_ids, get_programme
from ..base.languages.words import Words, list_of_texts
from ..base.loading.connections import PAGE_ARGUMENTS, Listing, list_rows, read_page
from ..base.loading.sorting import read_sorting, sorting_input
from ..base.rights import MANAGE_USERS, Restricted, needs, occasion
from ..evaluation.runs import schedule
from .group_deletion import WhatGoes
from .group_types import CustomerGroup
from .level_inputs import (
    CustomerGroupLevelProgrammeCreateInput,
    CustomerGroupLevelProgrammeInput,
    read_programme,
)
from .level_types import (
    CustomerGroupLevelProgramme,
    CustomerGroupLevelProgrammeCountableConnection,
)


class CustomerGroupLevelProgrammeCreate(CustomerGroupMutation):
    """Create a level programme with the groups of its levels."""

    permission = MANAGE_USERS
    level_programme = graphene.Field(
        CustomerGroupLevelProgramme, description="The new programme."
    )
    warnings = Words(
        list_of_texts,
        required=False,
        description="What is probably not meant, such as a level in which all are.",
    )

    class Meta:
        description = (
            "Create a level programme: a group, and below it a group for each level,"
            " filled by its conditions." + needs(MANAGE_USERS)
        )

    class Arguments:
        input = CustomerGroupLevelProgrammeCreateInput(
            required=True, description="The fields of the new programme."
        )

    @classmethod
    def change(cls, info: Any, *, input: Mapping[str, Any]) -> Any:
        """Create the programme."""
        values = ProgrammeValues(**{"currency": "", **read_programme(input)})
        now = timezone.now()
        programme = levels.create_programme(values=values, now=now)
        schedule(*levels.start_level_runs(programme=programme, now=now))
        return cls(level_programme=programme, warnings=_warnings(programme))


class CustomerGroupLevelProgrammeUpdate(CustomerGroupMutation):
    """Change a level programme; its members are calculated again."""

    permission = MANAGE_USERS
    level_programme = graphene.Field(
        CustomerGroupLevelProgramme, description="The changed programme."
    )
    warnings = Words(
        list_of_texts,
        required=False,
        description="What is probably not meant, such as a level in which all are.",
    )

    class Meta:
        description = (
            "Change a level programme; who is in which level is calculated again in the"
            " background." + needs(MANAGE_USERS)
        )

    class Arguments:
        id = graphene.ID(required=True, description="The id of the programme.")
        input = CustomerGroupLevelProgrammeInput(
            required=True, description="The fields that are to change."
        )
        force = graphene.Boolean(
            default_value=False,
            description="Delete levels that are left out even if other things are"
            " deleted with them.",
        )
        if_updated_at = if_updated_at()

    @classmethod
    def change(
        cls,
        info: Any,
        *,
        id: str,
        input: Mapping[str, Any],
        force: bool,
        if_updated_at: datetime | None = None,
    ) -> Any:
        """Change the programme."""
        now = timezone.now()
        programme, asking = levels.update_programme(
            programme=get_programme(id),
            values=read_programme(input),
            occasion=occasion(info, now=now),
            force=bool(force),
            if_updated_at=zoned(if_updated_at, "if_updated_at"),
        )
        schedule(*levels.start_level_runs(programme=programme, now=now))
        return cls(level_programme=programme, warnings=_warnings(programme, asking))


def _warnings(programme: LevelProgramme, asking: Iterable[Row] = ()) -> list[str]:
    configuration = configuration_of(port.any_plugin())
    return levels.warnings_about(
        programme, leave_default=configuration.leave_default_group, asking=asking
    )


class CustomerGroupLevelProgrammeDelete(WhatGoes):
    """Delete a level programme, or find out what would be deleted with it."""

    level_programme = graphene.Field(
        CustomerGroupLevelProgramme, description="The programme as it was."
    )

    class Meta:
        description = (
            "Delete a level programme with its groups and their memberships, never a"
            " customer." + needs(MANAGE_USERS)
        )

    class Arguments:
        id = graphene.ID(required=True, description="The id of the programme.")
        force = graphene.Boolean(
            default_value=False,
            description="Delete it even if groups below stay, or other things are"
            " deleted with it.",
        )
        dry_run = graphene.Boolean(
            default_value=False,
            description="Change nothing, and answer what would be deleted with it.",
        )

    @classmethod
    def change(cls, info: Any, *, id: str, force: bool, dry_run: bool) -> Any:
        """Delete the programme, or look what that would do."""
        programme = get_programme(id)
        deletion = levels.delete_programme(
            programme=programme,
            occasion=occasion(info),
            force=bool(force),
            dry_run=bool(dry_run),
        )
        return cls.answer(deletion, level_programme=programme)


class CustomerGroupLevelPreview(graphene.ObjectType):
    """A level as it would be."""

    name = graphene.String(required=True, description="The name of the level.")
    group = graphene.Field(
        CustomerGroup, description="The group that it has; null for a new level."
    )
    members = graphene.Int(required=True, description="How many members it has now.")
    count = graphene.Int(
        required=True, description="How many customers would qualify for it."
    )
    joining = graphene.Int(required=True, description="How many would join.")
    leaving = graphene.Int(required=True, description="How many would leave.")
    is_dropped = graphene.Boolean(
        required=True, description="Whether the level would be deleted with its group."
    )


class CustomerGroupLevelProgrammePreview(graphene.ObjectType):
    """What a changed level programme would move."""

    levels = graphene.List(
        graphene.NonNull(CustomerGroupLevelPreview),
        required=True,
        description="The levels, from the lowest up; those that would be deleted come"
        " last.",
    )
    errors = graphene.List(
        graphene.NonNull(CustomerGroupError),
        required=True,
        description="What was refused in the input.",
    )


CustomerGroupLevelProgrammeSortingInput = sorting_input(
    "CustomerGroupLevelProgramme", ("name", "active_from", "created_at")
)


class LevelQueries(graphene.ObjectType):
    """What can be asked about level programmes."""

    customer_group_level_programme_preview = Restricted(
        graphene.NonNull(CustomerGroupLevelProgrammePreview),
        permission=MANAGE_USERS,
        has_typed_errors=True,
        description=(
            "What a level programme would move if it were changed. Nothing is written."
        ),
        id=graphene.ID(required=True, description="The id of the programme."),
        input=CustomerGroupLevelProgrammeInput(
            required=True, description="The fields that would change."
        ),
    )

    customer_group_level_programme = Restricted(
        CustomerGroupLevelProgramme,
        permission=MANAGE_USERS,
        description="Look up a level programme.",
        id=graphene.ID(required=True, description="The id of the programme."),
    )
    customer_group_level_programmes = Restricted(
        CustomerGroupLevelProgrammeCountableConnection,
        permission=MANAGE_USERS,
        description="The level programmes of the shop.",
        sort_by=CustomerGroupLevelProgrammeSortingInput(
            description="How they are sorted; left out: by name."
        ),
        search=graphene.String(
            description="Text in the name of the programme or of one of its levels."
        ),
        **PAGE_ARGUMENTS,
    )

    @staticmethod
    def resolve_customer_group_level_programme_preview(
        _root: Any, info: Any, *, id: str, input: Mapping[str, Any]
    ) -> CustomerGroupLevelProgrammePreview:
        """Preview the programme."""
        try:
            refuse_lossy_literals(info)
            refuse_unusable({"id": id, "input": input})
            found = preview_programme(
                programme=get_programme(id),
                values=read_programme(input),
                now=timezone.now(),
            )
        except ValidationError as error:
            return CustomerGroupLevelProgrammePreview(
                levels=[], errors=errors_of(error, {})
            )
        return CustomerGroupLevelProgrammePreview(levels=found, errors=[])

    @staticmethod
    def resolve_customer_group_level_programme(
        _root: Any, _info: Any, *, id: str
    ) -> LevelProgramme | None:
        """Find one programme."""
        rows = LevelProgramme.objects.select_related("group")
        pks = filter_ids([id], "CustomerGroupLevelProgramme")
        return rows.filter(pk__in=pks).first()

    @staticmethod
    def resolve_customer_group_level_programmes(
        _root: Any,
        _info: Any,
        *,
        search: str | None = None,
        sort_by: Any = None,
        **arguments: Any,
    ) -> Listing:
        """List the programmes."""
        field, descending = read_sorting(sort_by, "name")
        first = "name_lower" if field == "name" else field
        page = read_page(arguments, [first, "pk"], descending=descending)
        rows = find_programmes((search or "").strip())
        return list_rows(rows.annotate(name_lower=F("group__name_lower")), page)


class LevelMutations(graphene.ObjectType):
    """What can be done with level programmes."""

    customer_group_level_programme_create = CustomerGroupLevelProgrammeCreate.Field()
    customer_group_level_programme_update = CustomerGroupLevelProgrammeUpdate.Field()
    customer_group_level_programme_delete = CustomerGroupLevelProgrammeDelete.Field()
