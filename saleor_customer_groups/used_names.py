"""Which names of Saleor the port uses, read from its source, without importing any."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

# Names below such a condition exist in some versions of Saleor only, or are for the
# type checker.
_CONDITIONS = ("TYPE_CHECKING", "GENERATION", "hasattr")

_PORT = Path(__file__).parent / "port"

Name = tuple[str, str]


@cache
def used_names(generation: int) -> frozenset[Name]:
    """Return module and name of everything in Saleor that the port uses.

    That includes late imports in functions, and names that are looked up in imported
    modules: ``types.Checkout.resolve_lines`` after ``from saleor.graphql.checkout
    import types`` is ``("saleor.graphql.checkout", "types.Checkout.resolve_lines")``.

    :param generation: its number; names that only the other one uses are left out.
    """
    others = {each.name for each in _PORT.glob("saleor*")} - {f"saleor{generation}"}
    files = [file for file in _PORT.rglob("*.py") if others.isdisjoint(file.parts)]
    return frozenset(name for file in files for name in names_in(file.read_text()))


def names_in(source: str) -> Iterator[Name]:
    """Yield module and name of everything in Saleor that a module uses."""
    yield from _used(ast.parse(source), {})


def _used(scope: ast.AST, known: Mapping[str, Name]) -> Iterator[Name]:
    """Yield what a module or function uses, and the functions in it.

    :param known: what the enclosing scope imports, by its name there.
    """
    nodes = list(_nodes(scope))
    imported = dict(_imported(nodes))
    hidden = {
        each.arg if isinstance(each, ast.arg) else each.id
        for each in nodes
        if isinstance(each, ast.arg)
        or (isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store))
    }
    known = {alias: name for alias, name in known.items() if alias not in hidden}
    known |= imported
    yield from imported.values()
    for each in nodes:
        if isinstance(each, ast.FunctionDef | ast.Lambda):
            yield from _used(each, known)
        elif isinstance(each, ast.Attribute) and (found := _looked_up(each, known)):
            yield found


def _nodes(scope: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a module or function, without those of functions in it."""
    for child in ast.iter_child_nodes(scope):
        if not _is_conditional(child):
            yield child
            if not isinstance(child, ast.FunctionDef | ast.Lambda):
                yield from _nodes(child)


def _is_conditional(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and any(
        word in ast.unparse(node.test) for word in _CONDITIONS
    )


def _imported(nodes: list[ast.AST]) -> Iterator[tuple[str, Name]]:
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            module = node.module or ""
            if module.partition(".")[0] == "saleor":
                for alias in node.names:
                    yield alias.asname or alias.name, (module, alias.name)


def _looked_up(node: ast.Attribute, known: Mapping[str, Name]) -> Name | None:
    """Return the name that is looked up in an imported module, however deep."""
    path = [node.attr]
    value = node.value
    while isinstance(value, ast.Attribute):
        path.insert(0, value.attr)
        value = value.value
    is_read = isinstance(node.ctx, ast.Load)
    if not (is_read and isinstance(value, ast.Name) and value.id in known):
        return None
    module, name = known[value.id]
    return module, ".".join((name, *path))
