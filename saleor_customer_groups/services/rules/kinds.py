"""The kinds of adjustment, benefit and condition, for who offers or shows them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from ... import engine


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its name, what it does, and the JSON schema of its parameters.

    ``examples`` of the schema are parameters as they are stored.
    """

    kind: str
    title: str
    description: str
    parameters: Mapping[str, Any]


def kinds_of(models: Mapping[str, type[engine.Kind]]) -> Iterator[Kind]:
    """Yield every kind of a list of the engine, such as ``engine.BENEFITS``."""
    for kind, model in models.items():
        schema = model.model_json_schema()
        schema.pop("description", None)
        schema.pop("title", None)
        schema["properties"].pop("kind", None)
        schema["examples"] = [dict(model.example)]
        yield Kind(
            kind=kind,
            title=kind.replace("_", " ").capitalize(),
            description=model.description,
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
