"""What every kind of adjustment, benefit and condition says about itself."""

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from pydantic import ConfigDict

from .values import Fact


class Kind(Fact):
    """One kind, whose parameters are its fields beside ``kind``.

    ``description`` says in the API what it does, and ``example`` holds typical
    parameters, with a realistic amount, percentage or variant code.
    """

    description: ClassVar[str]
    example: ClassVar[Mapping[str, Any]]


AnyKind = TypeVar("AnyKind", bound=Kind)


def by_name(*models: type[AnyKind]) -> dict[str, type[AnyKind]]:
    """Return kinds by their names, in the given order.

    :param models: each with the default of its field ``kind`` as its name.
    """
    return {model.model_fields["kind"].default: model for model in models}


def exactly_one(*names: str) -> ConfigDict:
    """Return the setting that makes a JSON schema require exactly one of some fields.

    The kind itself checks it; the schema is for those who draw a form.

    :param names: of the parameters, which may be None.
    """
    ways = [
        {"required": [name], "properties": {name: {"not": {"type": "null"}}}}
        for name in names
    ]
    return ConfigDict(json_schema_extra={"oneOf": ways})  # type: ignore[dict-item]
