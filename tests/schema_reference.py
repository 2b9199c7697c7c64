"""The GraphQL that the plugin adds, as a page: ``docs/schema.graphql``.

``python -m tests.schema_reference FILE`` writes it, of whichever Saleor is installed.
"""

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HEADER = """\
# What customer groups add to Saleor's schema, made from the code: `make schema` writes
# it. It is the same on Saleor 2.10 and on Saleor 3. Types that are not described here
# are Saleor's own.
"""
FILE = Path(__file__).parent.parent / "docs" / "schema.graphql"
WIDTH = 88


def reference() -> str:
    """Return the page."""
    return HEADER + "".join(f"\n{each}\n" for each in _definitions())


def _definitions() -> Iterator[str]:
    types = schema().get_type_map()
    for name, fields in additions().items():
        word = "input" if name.endswith("Input") else "type"
        yield _block(f"extend {word} {name}", _members(types[name].fields, fields))
    for name in sorted(types):
        if name.startswith("CustomerGroup"):
            yield _definition(types[name])


def schema() -> Any:
    """Return the schema of the installed Saleor with ours in it."""
    from django.urls import resolve

    return resolve("/graphql/").func.view_initkwargs["schema"]  # type: ignore[attr-defined]


def additions() -> dict[str, list[str]]:
    """Return the fields that are ours in Saleor's own types."""
    from graphene.utils.str_converters import to_camel_case

    from saleor_customer_groups.graphql.schema import EXTENSION

    found = {
        "Query": EXTENSION.query._meta.fields,  # type: ignore[attr-defined]
        "Mutation": EXTENSION.mutation._meta.fields,  # type: ignore[attr-defined]
        "User": EXTENSION.user_fields,
        "Checkout": EXTENSION.checkout_fields,
        "CheckoutLine": EXTENSION.checkout_line_fields,
        "Order": EXTENSION.order_fields,
        "OrderLine": EXTENSION.order_line_fields,
    }
    named = {name: sorted(map(to_camel_case, of)) for name, of in found.items()}
    return named | {"CustomerFilterInput": ["customerGroups"]}


def _definition(type_: Any) -> str:
    from graphql import GraphQLEnumType, GraphQLInputObjectType

    described = _description(type_.description)
    if isinstance(type_, GraphQLEnumType):
        values = [
            _description(value.description, "  ") + f"  {value.name}"
            for value in sorted(type_.values, key=lambda value: value.name)
        ]
        return described + _block(f"enum {type_.name}", values)
    is_input = isinstance(type_, GraphQLInputObjectType)
    heading = f"{'input' if is_input else 'type'} {type_.name}"
    interfaces = [each.name for each in getattr(type_, "interfaces", ())]
    if interfaces:
        heading += f" implements {' & '.join(sorted(interfaces))}"
    return described + _block(heading, _members(type_.fields, list(type_.fields)))


def _members(fields: Any, names: list[str]) -> list[str]:
    return [_member(name, fields[name]) for name in names]


def _member(name: str, field: Any) -> str:
    arguments = getattr(field, "args", {})
    text = _description(field.description, "  ") + f"  {name}"
    if arguments:
        lines = [
            _description(each.description, "    ")
            + f"    {key}: {each.type}{_default(each)}"
            for key, each in arguments.items()
        ]
        text += "(\n" + "\n".join(lines) + "\n  )"
    return f"{text}: {field.type}{_default(field)}"


def _default(of: Any) -> str:
    value = getattr(of, "default_value", None)
    if value is None:
        return ""
    from graphql import GraphQLEnumType
    from graphql.language.printer import print_ast
    from graphql.utils.ast_from_value import ast_from_value

    if isinstance(of.type, GraphQLEnumType):
        names = {getattr(e.value, "value", e.value): e.name for e in of.type.values}
        return f" = {names[getattr(value, 'value', value)]}"

    return f" = {print_ast(ast_from_value(value, of.type))}"


def _block(heading: str, members: list[str]) -> str:
    return f"{heading} {{\n" + "\n".join(members) + "\n}"


def _description(text: str | None, indent: str = "") -> str:
    if not text:
        return ""
    paragraphs = [
        textwrap.fill(
            " ".join(each.split()),
            WIDTH,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for each in text.strip().split("\n\n")
    ]
    if len(paragraphs) == 1 and len(paragraphs[0]) + 6 <= WIDTH:
        return f'{indent}"""{paragraphs[0].strip()}"""\n'
    return f'{indent}"""\n' + "\n\n".join(paragraphs) + f'\n{indent}"""\n'


def main() -> None:
    """Write the page."""
    import os
    import sys

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    Path(sys.argv[1]).write_text(reference())


if __name__ == "__main__":
    main()
