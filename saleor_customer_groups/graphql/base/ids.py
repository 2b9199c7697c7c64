"""Global ids, by which GraphQL clients name things."""

from collections.abc import Iterable
from typing import TypeVar

from django.contrib.auth import get_user_model
from django.db.models import Model
from graphql_relay import from_global_id, to_global_id

from ...engine.base.messages import Message
from ...models import (
    CustomerGroup,
    DryRun,
    LevelProgramme,
    MembershipRun,
    PriceList,
    PriceRule,
    Promotion,
    VisibilitySet,
)
from ...services.base.refusals import Code, refuse
from .languages.asked_language import whole_error

_MAX_KEY = 2**31 - 1
_MAX_DIGITS = 100
_Row = TypeVar("_Row", bound=Model)


class WrongId(Exception):
    """An id that is malformed, or the id of another type."""


def global_id(type_name: str, pk: object) -> str:
    """Return the global id of a row."""
    return to_global_id(type_name, pk)


def primary_key(id_: str, type_name: str) -> int:
    """Return the primary key in a global id.

    :raises WrongId: it is malformed, or of another type.
    """
    key = _key(id_, type_name)
    if not (key.isascii() and key.isdecimal()):
        raise WrongId(Message("{id} is not an id.", id=id_))
    # No row has a larger one, and neither Python nor the database could read it.
    return min(int(key), _MAX_KEY) if len(key) < _MAX_DIGITS else _MAX_KEY


def read_key(id_: str, type_name: str, *, field: str) -> str:
    """Return the primary key in a global id as text, for any type of key.

    :raises django.core.exceptions.ValidationError: it is malformed, or of another type.
    """
    try:
        key = _key(id_, type_name)
        if not key.isprintable():
            # The database could not read it.
            raise WrongId(Message("{id} is not an id.", id=id_))
    except WrongId as error:
        raise refuse(field, Code.GRAPHQL_ERROR, error.args[0]) from None
    return key


def read_id(id_: str, type_name: str, *, field: str) -> int:
    """Return the primary key in a global id in a field of the input.

    :raises django.core.exceptions.ValidationError: it is malformed, or of another type.
    """
    try:
        return primary_key(id_, type_name)
    except WrongId as error:
        raise refuse(field, Code.GRAPHQL_ERROR, error.args[0]) from None


def read_ids(ids: Iterable[str], type_name: str, *, field: str) -> list[int]:
    """Return the primary keys in global ids; an error names the place in the list."""
    return [
        read_id(id_, type_name, field=f"{field}.{place}")
        for place, id_ in enumerate(ids)
    ]


def filter_ids(ids: Iterable[str], type_name: str) -> list[int]:
    """Return the primary keys in the global ids of a filter, which has no typed errors.

    :raises graphql.GraphQLError: one is malformed, or of another type.
    """
    try:
        return [primary_key(id_, type_name) for id_ in ids]
    except WrongId as error:
        raise whole_error(error.args[0]) from None


def require_id_or_code(id_: str | None, code: str | None) -> None:
    """Refuse a query that has neither an id nor a code, or both.

    :raises graphql.GraphQLError: neither or both are given.
    """
    if (id_ is None) == (code is None):
        raise whole_error(Message("Give either `id` or `code`."))


def get_group(id_: str, *, field: str = "id") -> CustomerGroup:
    """Return the group that an id in the input names.

    :raises django.core.exceptions.ValidationError: there is none.
    """
    return _get(
        CustomerGroup,
        id_,
        "CustomerGroup",
        Message("There is no such customer group."),
        field,
    )


def get_price_rule(id_: str, *, field: str = "id") -> PriceRule:
    """Return the price rule that an id in the input names.

    :raises django.core.exceptions.ValidationError: there is none.
    """
    return _get(
        PriceRule,
        id_,
        "CustomerGroupPriceRule",
        Message("There is no such price rule."),
        field,
    )


def get_price_list(id_: str, *, field: str = "id") -> PriceList:
    """Return the price list that an id in the input names.

    :raises django.core.exceptions.ValidationError: there is none.
    """
    return _get(
        PriceList,
        id_,
        "CustomerGroupPriceList",
        Message("There is no such price list."),
        field,
    )


def get_promotion(id_: str, *, field: str = "id") -> Promotion:
    """Return the promotion that an id in the input names.

    :raises django.core.exceptions.ValidationError: there is none.
    """
    return _get(
        Promotion,
        id_,
        "CustomerGroupPromotion",
        Message("There is no such promotion."),
        field,
    )


def get_programme(id_: str, *, field: str = "id") -> LevelProgramme:
    """Return the level programme that an id in the input names.

    :raises django.core.exceptions.ValidationError: there is none.
    """
    return _get(
        LevelProgramme,
        id_,
        "CustomerGroupLevelProgramme",
        Message("There is no such level programme."),
        field,
    )


def get_run(id_: str, *, field: str = "id") -> MembershipRun:
    """Return the run that an id in the input names.

    :raises django.core.exceptions.ValidationError: there is none.
    """
    return _get(
        MembershipRun, id_, "CustomerGroupRun", Message("There is no such run."), field
    )


def get_dry_run(id_: str, *, field: str = "id") -> DryRun:
    """Return the dry run that an id in the input names.

    :raises django.core.exceptions.ValidationError: there is none.
    """
    return _get(
        DryRun,
        id_,
        "CustomerGroupDryRun",
        Message("There is no such dry run."),
        field,
    )


def get_visibility_set(id_: str, *, field: str = "id") -> VisibilitySet:
    """Return the visibility set that an id in the input names.

    :raises django.core.exceptions.ValidationError: there is none.
    """
    return _get(
        VisibilitySet,
        id_,
        "CustomerGroupVisibilitySet",
        Message("There is no such visibility set."),
        field,
    )


def get_visibility_sets(ids: Iterable[str], *, field: str) -> dict[str, VisibilitySet]:
    """Return the visibility sets that ids in the input name, each once, by their place.

    :raises django.core.exceptions.ValidationError: one of them is not there.
    """
    pks = read_ids(ids, "CustomerGroupVisibilitySet", field=field)
    rows = VisibilitySet.objects.in_bulk(pks)
    found: dict[int, str] = {}
    for place, pk in enumerate(pks):
        if pk not in rows:
            raise refuse(
                f"{field}.{place}",
                Code.NOT_FOUND,
                Message("There is no such visibility set."),
            )
        found.setdefault(pk, f"{field}.{place}")
    return {place: rows[pk] for pk, place in found.items()}


def get_groups(ids: Iterable[str], *, field: str) -> list[CustomerGroup]:
    """Return the groups that ids in the input name, in their order, each once.

    :raises django.core.exceptions.ValidationError: one of them is not there.
    """
    pks = read_ids(ids, "CustomerGroup", field=field)
    groups = CustomerGroup.objects.in_bulk(pks)
    for place, pk in enumerate(pks):
        if pk not in groups:
            raise refuse(
                f"{field}.{place}",
                Code.NOT_FOUND,
                Message("There is no such customer group."),
            )
    return [groups[pk] for pk in dict.fromkeys(pks)]


def user_id(pk: int) -> str:
    """Return the global id of a user."""
    return global_id(get_user_model().__name__, pk)


def _key(id_: str, type_name: str) -> str:
    try:
        found_type, key = from_global_id(id_)
    except ValueError:
        raise WrongId(Message("{id} is not an id.", id=id_)) from None
    if found_type != type_name:
        raise WrongId(
            Message(
                "{id} is the id of a {found}, not of a {wanted}.",
                id=id_,
                found=found_type,
                wanted=type_name,
            )
        )
    return key


def _get(model: type[_Row], id_: str, type_name: str, missing: str, field: str) -> _Row:
    row = model._default_manager.filter(pk=read_id(id_, type_name, field=field)).first()
    if row is None:
        raise refuse(field, Code.NOT_FOUND, missing)
    return row
