"""How mutations answer with errors, and what else all of them have in common."""

from collections.abc import Mapping
from typing import Any, ClassVar

import graphene
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from graphene.utils.str_converters import to_camel_case

from ...port.graphql import saleor
from ...services.base.refusals import Code, message_of
from .arguments.arguments import refuse_unusable
from .arguments.literals import refuse_lossy_literals
from .enums import CustomerGroupErrorCode
from .languages.words import Words
from .loading.loading import forget_loaded, unless_busy
from .rights import require

# Fields that contain a JSON object.
_JSON = frozenset({"adjustment", "benefit", "conditions"})


class CustomerGroupError(graphene.ObjectType):
    """Something that was refused in the input of a mutation."""

    field = graphene.String(
        description=(
            "The field that was refused, with the place inside it after points, as in"
            " `scope.include.products`; null if it is not about a field."
        )
    )
    code = CustomerGroupErrorCode(
        required=True, description="Why it was refused, for programs."
    )
    message = Words(required=False, description="What is wrong and what to do.")


def errors_of(
    error: ValidationError, names: Mapping[str, str], *, inside: str = ""
) -> list[CustomerGroupError]:
    """Return the typed errors of a refusal.

    :param names: what the arguments of the mutation are called, where services call
        the same thing otherwise.
    :param inside: the field of the input that contains what was refused.
    """
    within = f"{inside}." if inside else ""
    return [
        CustomerGroupError(
            field=_written(f"{within}{field}", names),
            code=_code(each),
            message=message_of(each),
        )
        for field, mistakes in _by_field(error).items()
        for each in mistakes
    ]


class CustomerGroupMutation(graphene.Mutation):
    """A change: checks the permission, calls a service, answers with its refusals."""

    class Meta:
        abstract = True

    # None if everybody who knows the ids may make the change, as with Saleor's own
    # carts.
    permission: ClassVar[str | None]
    # One that is needed, too.
    and_permission: ClassVar[str | None] = None
    # The names of arguments that services call otherwise.
    names: ClassVar[Mapping[str, str]] = {}

    errors = graphene.List(
        graphene.NonNull(CustomerGroupError),
        required=True,
        description="What was refused. If there is anything, nothing was changed.",
    )

    @staticmethod
    def resolve_errors(root: Any, _info: Any) -> list[CustomerGroupError]:
        """Return what was refused, and an empty list for nothing."""
        return root.errors or []

    @classmethod
    def mutate(cls, _root: Any, info: Any, **arguments: Any) -> Any:
        """Check the permission, make the change, and answer."""
        with saleor().changing(info.context):
            for permission in filter(None, (cls.permission, cls.and_permission)):
                require(info, permission)
            try:
                refuse_lossy_literals(info)
                refuse_unusable(arguments)
                with unless_busy():
                    return cls.change(info, **arguments)
            except ValidationError as error:
                return cls(errors=errors_of(error, cls.names))
            finally:
                forget_loaded(info.context)

    @classmethod
    def change(cls, info: Any, *_: Any, **arguments: Any) -> Any:
        """Make the change and return the answer.

        :raises django.core.exceptions.ValidationError: the input is refused.
        """
        raise NotImplementedError


def _by_field(error: ValidationError) -> Mapping[str, list[ValidationError]]:
    if hasattr(error, "error_dict"):
        return error.error_dict
    return {NON_FIELD_ERRORS: error.error_list}


def _written(field: str, names: Mapping[str, str]) -> str | None:
    if field == NON_FIELD_ERRORS:
        return None
    first, *rest = field.split(".")
    parts = [names.get(first, first), *rest]
    # Keys inside a JSON object are named as they are written there.
    ours = next((at for at, part in enumerate(parts) if part in _JSON), len(parts))
    return ".".join([*map(to_camel_case, parts[:ours]), *parts[ours:]])


def _code(error: ValidationError) -> str:
    try:
        return Code(error.code).value
    except ValueError:
        return Code.INVALID.value
