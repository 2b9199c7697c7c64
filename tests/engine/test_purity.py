"""The engine is a calculator: what it may import and call. architecture.md."""

import ast
import sys
from pathlib import Path

import saleor_customer_groups.engine

ENGINE = Path(saleor_customer_groups.engine.__file__).parent
MODULES = sorted(ENGINE.rglob("*.py"))
ALLOWED = {*sys.stdlib_module_names, "pydantic", "pydantic_core"}
CLOCKS = {"now", "today", "utcnow", "time", "perf_counter", "monotonic"}
ROUNDING = {"quantize", "round", "to_integral_value", "to_integral_exact"}


def tree_of(path):
    return ast.parse(path.read_text())


def test_modules_import_nothing_of_a_shop():
    for path in MODULES:
        allowed = ALLOWED | ({"babel"} if path.name == "money.py" else set())
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Import):
                assert {name.name.split(".")[0] for name in node.names} <= allowed, path
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                assert node.module.split(".")[0] in allowed, path
            elif isinstance(node, ast.ImportFrom):
                depth = len(path.relative_to(ENGINE).parts)
                assert node.level <= depth, f"{path} reaches out of the engine"


def test_modules_ask_no_clock_and_do_not_round():
    for path in MODULES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                assert name not in CLOCKS, path
                assert name not in ROUNDING or path.name == "money.py", path


def test_modules_can_be_read_at_once():
    assert [path for path in MODULES if len(path.read_text().splitlines()) > 300] == []
