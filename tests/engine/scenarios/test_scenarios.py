"""The examples beside pricing.md and visibility.md come out as they say."""

import json
from pathlib import Path

import pytest

from saleor_customer_groups.simulate import main

SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").rglob("*.json"))


def test_there_are_scenarios():
    assert len(SCENARIOS) >= 29


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_scenario_comes_out_as_it_says(path, capsys):
    assert main(["--check", str(path)]) == 0

    shown = capsys.readouterr()
    result = json.loads(shown.out)
    assert result.get("lines") or result["verdicts"]
    assert shown.err == ""
