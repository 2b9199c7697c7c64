"""The engine is a calculator: what it may import and call. architecture.md."""

import ast
import sys
from pathlib import Path

import pytest

import saleor_customer_groups.engine

ENGINE = Path(saleor_customer_groups.engine.__file__).parent
MODULES = sorted(ENGINE.rglob("*.py"))
ALLOWED = {*sys.stdlib_module_names, "pydantic", "pydantic_core"}
CLOCKS = {"now", "today", "utcnow", "time", "perf_counter", "monotonic"}
ROUNDING = {"quantize", "round", "to_integral_value", "to_integral_exact"}


def tree_of(path):
    return ast.parse(path.read_text())


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_imports_nothing_of_a_shop(path):
    allowed = ALLOWED | ({"babel"} if path.name == "money.py" else set())
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            assert {name.name.split(".")[0] for name in node.names} <= allowed
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            assert node.module.split(".")[0] in allowed
        elif isinstance(node, ast.ImportFrom):
            depth = len(path.relative_to(ENGINE).parts)
            assert node.level <= depth, "reaches out of the engine"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_asks_no_clock_and_does_not_round(path):
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            assert name not in CLOCKS
            assert name not in ROUNDING or path.name == "money.py"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_can_be_read_at_once(path):
    assert len(path.read_text().splitlines()) <= 300
