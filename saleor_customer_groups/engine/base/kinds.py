"""What every kind of adjustment, benefit and condition says about itself."""

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from pydantic import ConfigDict

from .values import Fact


class Kind(Fact):
    """One kind, whose parameters are its fields beside ``kind``.

    ``description`` says in the API what it does, and ``example`` holds parameters of
    it, with an amount, a percentage or the code of a variant as a shop may have them.
    """

    description: ClassVar[str]
    example: ClassVar[Mapping[str, Any]]


AnyKind = TypeVar("AnyKind", bound=Kind)


def by_name(*models: type[AnyKind]) -> dict[str, type[AnyKind]]:
    """Return kinds by their names, in the same order.

    :param models: each with the default of its field ``kind`` as its name.
    """
    return {model.model_fields["kind"].default: model for model in models}


def exactly_one(*names: str) -> ConfigDict:
    """Return the setting of a kind whose JSON schema says that one of some is given.

    The kind itself checks it; the schema says it to who draws a form.

    :param names: of parameters that may be None.
    """
    ways = [
        {"required": [name], "properties": {name: {"not": {"type": "null"}}}}
        for name in names
    ]
    return ConfigDict(json_schema_extra={"oneOf": ways})  # type: ignore[dict-item]
