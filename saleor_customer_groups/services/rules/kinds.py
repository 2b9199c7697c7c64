"""The kinds of adjustment, benefit and condition, for who offers or shows them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

# What a docstring says for programmers alone.
_SOURCE = re.compile(r" ?pricing\.md, section \d[^.]*\.")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its name, what it does, and the JSON schema of its parameters."""

    kind: str
    title: str
    description: str
    parameters: Mapping[str, Any]


def kinds_of(models: Mapping[str, type[BaseModel]]) -> Iterator[Kind]:
    """Yield every kind of a list of the engine, such as ``engine.BENEFITS``."""
    for kind, model in models.items():
        schema = model.model_json_schema()
        description = " ".join(schema.pop("description", "").split())
        schema.pop("title", None)
        schema["properties"].pop("kind", None)
        yield Kind(
            kind=kind,
            title=kind.replace("_", " ").capitalize(),
            description=_SOURCE.sub("", description),
            parameters=schema,
        )


def describe(stored: Any, models: Mapping[str, Any]) -> str:
    """Return a phrase such as "15 % off", or an empty text where it is broken.

    :param stored: the parameters of one of the kinds, with the kind itself.
    :param models: the list of the engine that has it.
    """
    kind = stored.get("kind") if isinstance(stored, dict) else None
    model = models.get(str(kind))
    try:
        return model.model_validate(stored).describe() if model else ""
    except ValidationError:
        return ""
