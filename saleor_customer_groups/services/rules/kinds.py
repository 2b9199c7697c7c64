"""The kinds of adjustment, benefit and condition, to be offered in forms and lists."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from ... import engine
from ...engine.facts.scopes import Scope
from ..base.catalogue_choices import CatalogueKind
from ..base.catalogue_targets import SCOPE_TYPES

_BOUNDS = ("minimum", "maximum")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its name, what it does, and the JSON schema of its parameters.

    ``examples`` of the schema are parameters as they are stored. A form can be drawn
    from it without knowing the kind: every property has ``title``, ``description``,
    ``order`` and, unless it is required, ``default``; ``unit`` says that it is
    ``money``, a ``percent``, a ``count``, a ``currency``, a ``scope``, or ids of the
    ``catalogue``, of the kind in ``catalogueKind``.
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
        for each in (schema, *schema.get("$defs", {}).values()):
            each["properties"] = _for_forms(each["properties"], schema)
        yield Kind(
            kind=kind,
            title=kind.replace("_", " ").capitalize(),
            description=model.description,
            parameters=schema,
        )


def _for_forms(
    properties: Mapping[str, Any], schema: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the properties of an object with what a form needs to know of each."""
    found = {}
    for order, (name, field) in enumerate(properties.items()):
        forms = [field, *field.get("anyOf", ())]
        named = [
            schema["$defs"][form["$ref"].rpartition("/")[2]]
            for form in forms
            if "$ref" in form
        ]
        found[name] = {**field, "order": order}
        if any(each["title"] == Scope.__name__ for each in named):
            found[name]["unit"] = "scope"
        if name in SCOPE_TYPES:
            kind = CatalogueKind(SCOPE_TYPES[name])
            found[name].update(unit="catalogue", catalogueKind=kind.name)
        for key in ("unit", "description", *_BOUNDS):
            said = [each[key] for each in (*forms, *named) if key in each]
            if said:
                found[name].setdefault(key, said[0])
    return found


def describe(stored: Any, models: Mapping[str, Any]) -> str:
    """Return a phrase such as "15 % off", or an empty text if it cannot be read.

    :param stored: the parameters of one of the kinds, with the kind itself.
    :param models: the list of the engine that has it.
    """
    kind = stored.get("kind") if isinstance(stored, dict) else None
    model = models.get(str(kind))
    try:
        return model.model_validate(stored).describe() if model else ""
    except ValidationError:
        return ""
