"""The templates of all texts in the source that can be said in other languages."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import saleor_customer_groups

PACKAGE = Path(saleor_customer_groups.__file__).parent
# Makers of texts, and which of their arguments are templates.
_MAKERS = {"Message": (0,), "template": (0,), "counted": (1, 2), "invalid": (1,)}
_HOME = PACKAGE / "engine/base/messages.py"


def templates() -> Iterator[str]:
    """Yield each template in the source which is written where the text is made."""
    for path in PACKAGE.rglob("*.py"):
        if path == _HOME:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield from _in_call(path, node, node.func.id)


def _in_call(path: Path, call: ast.Call, maker: str) -> Iterator[str]:
    for place in _MAKERS.get(maker, ()):
        argument = call.args[place]
        where = f"{path.relative_to(PACKAGE)}:{call.lineno}"
        assert isinstance(argument, ast.Constant), f"{where}: written elsewhere"
        yield str(argument.value)


def parameters(template: str) -> frozenset[str]:
    """Return the names of the parameters of a template."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)
