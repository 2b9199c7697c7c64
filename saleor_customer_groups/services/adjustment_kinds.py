"""The kinds of price adjustment there are, for who offers or shows them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from .. import engine

_ANY: TypeAdapter[engine.Adjustment] = TypeAdapter(engine.AnyAdjustment)


@dataclass(frozen=True, slots=True)
class AdjustmentKind:
    """One kind: its name, what it does, and the JSON schema of its parameters."""

    kind: str
    title: str
    description: str
    parameters: Mapping[str, Any]


def adjustment_kinds() -> Iterator[AdjustmentKind]:
    """Yield every kind, in the order in which the engine lists them."""
    for kind, model in engine.ADJUSTMENTS.items():
        schema = model.model_json_schema()
        description = schema.pop("description", "").split(" pricing.md")[0]
        schema.pop("title", None)
        schema["properties"].pop("kind", None)
        yield AdjustmentKind(
            kind=kind,
            title=kind.replace("_", " ").capitalize(),
            description=" ".join(description.split()),
            parameters=schema,
        )


def describe_adjustment(stored: Any) -> str:
    """Return a phrase such as "15 % off", or an empty text where it is broken."""
    try:
        return _ANY.validate_python(stored).describe()
    except ValidationError:
        return ""
