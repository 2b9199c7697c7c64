"""Who may import what, and where amounts are rounded: the table of the architecture."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import saleor_customer_groups

PACKAGE = Path(saleor_customer_groups.__file__).parent
NAME = PACKAGE.name
DOORS = {"graphql", "pages", "tasks", "management", "plugin", "receivers", "checks"}
DOORS |= {"urls", "apps"}

# module -> what it may import of our own modules, and of everything else.
TABLE: dict[str, tuple[set[str], set[str]]] = {
    "engine": (set(), {"pydantic", "pydantic_core"}),
    "models": ({"engine"}, {"django"}),
    "port": (
        {"engine"},
        {
            "django",
            "django_filters",
            "graphene",
            "graphene_federation",
            "graphql",
            "graphql_jwt",
            "prices",
            "promise",
            "saleor",
        },
    ),
    "segments": ({"engine"}, {"django", "pydantic", "pydantic_core"}),
    "services": ({"engine", "models", "port", "segments"}, {"django", "pydantic"}),
    "simulate": ({"engine"}, set()),
    "compatibility": ({"used_names"}, set()),
    "used_names": (set(), set()),
    **dict.fromkeys(
        DOORS,
        (
            {"compatibility", "engine", "models", "port", "services", "tasks"},
            {
                "celery",
                "django",
                "graphene",
                "graphql",
                "graphql_relay",
                "prices",
                "promise",
                "pydantic",
                "tqdm",
            },
        ),
    ),
}
# The app and the URLs tie the doors together.
TABLE["apps"][0].update({"checks", "graphql", "receivers"})
TABLE["urls"] = ({"compatibility", "graphql", "port"}, {"django"})


def files() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        relative = path.relative_to(PACKAGE)
        room = relative.parts[0].removesuffix(".py")
        if room not in {"__init__", "migrations"}:
            yield room, path


def imported(path: Path) -> Iterator[str]:
    """Yield the full names of the modules that a file imports."""
    here = (NAME, *path.relative_to(PACKAGE).with_suffix("").parts)
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            base = here[: len(here) - node.level] if path.stem != "__init__" else None
            if base is None:
                base = here[:-1][: len(here) - node.level]
            start = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{start}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


FILES = list(files())


@pytest.mark.parametrize(
    ("room", "path"), FILES, ids=[str(path.relative_to(PACKAGE)) for _, path in FILES]
)
def test_imports_keep_to_the_table(room: str, path: Path) -> None:
    ours, others = TABLE[room]
    allowed_here = {room} | ours
    if path.name == "money.py" and room == "engine":
        others = others | {"babel"}

    for name in imported(path):
        first, _, rest = name.partition(".")
        if first == NAME:
            assert not rest or rest.partition(".")[0] in allowed_here, name
        elif first not in sys.stdlib_module_names:
            assert first in others, name


@pytest.mark.parametrize(
    "path", [path for _, path in FILES], ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_amounts_are_rounded_in_one_place(path: Path) -> None:
    if path == PACKAGE / "engine" / "money.py":
        return
    nodes = list(ast.walk(ast.parse(path.read_text())))
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    names |= {node.attr for node in nodes if isinstance(node, ast.Attribute)}

    assert not names & {"round", "quantize"}
    assert not {name for name in names if name.startswith("ROUND_")}


def test_the_engine_and_the_simulation_need_neither_django_nor_saleor() -> None:
    code = (
        "import sys, saleor_customer_groups.simulate\n"
        "print(sorted({m.partition('.')[0] for m in sys.modules}"
        " & {'django', 'saleor', 'graphene'}))"
    )

    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert shown.stdout == "[]\n"
