"""Price a scenario without a shop: ``python -m saleor_customer_groups.simulate FILE``.

The result is printed as JSON. docs/pricing.md, section 5. For scenarios about who sees
which product: docs/visibility.md, section 6.
"""

import argparse
import json
import math
import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

from .engine.base.validation_issues import Path, ValidationIssue, write_path
from .engine.pricing.pricing import explain
from .engine.scenarios import (
    Scenario,
    ScenarioError,
    VisibilityInput,
    read_scenario,
)
from .engine.visibility.verdicts import explain_visibility

MAX_DEPTH = 40

OK = 0
DIFFERENT = 1
BAD_INPUT = 2


class JsonObject(dict[str, Any]):
    """An object as read from JSON, with the keys that appeared in it more than once."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.repeated: list[str] = []
        if len(self) < len(pairs):
            keys = [key for key, _ in pairs]
            self.repeated = [key for key in self if keys.count(key) > 1]


def main(arguments: Sequence[str] | None = None) -> int:
    """Price the scenarios of a file and print the results.

    docs/pricing.md, section 5.

    :param arguments: of the command line, without the program's name.
    :returns: the exit status: 0, or 1 where ``--check`` finds a difference, or 2 for
        bad input.
    """
    options = _parser().parse_args(arguments)
    try:
        data = read_json(_read_bytes(options.file))
        scenarios = read_scenarios(data)
    except ScenarioError as error:
        for mistake in error.mistakes:
            print(mistake, file=sys.stderr)
        return BAD_INPUT
    results = [simulate(scenario) for scenario in scenarios]
    _print_json(results if isinstance(data, list) else results[0])
    if not options.check:
        return OK
    differences = [
        difference
        for place, (scenario, result) in enumerate(zip(scenarios, results, strict=True))
        for difference in find_differences(
            scenario.expect,
            result,
            ((place, "expect") if isinstance(data, list) else ("expect",)),
        )
    ]
    for difference in differences:
        print(difference, file=sys.stderr)
    return DIFFERENT if differences else OK


def simulate(scenario: Scenario) -> dict[str, Any]:
    """Price one scenario, or tell what is seen in it, with verdicts.

    docs/pricing.md, sections 4 and 5. For visibility: docs/visibility.md, section 6.

    :param scenario: as read.
    """
    if isinstance(scenario.input, VisibilityInput):
        verdicts = explain_visibility(scenario.input)
        return {
            "visible": [each.product for each in verdicts if each.visible],
            "verdicts": [each.to_json() for each in verdicts],
        }
    return explain(scenario.input, scenario.input.rule_book()).to_json()


def read_scenarios(data: object) -> list[Scenario]:
    """Read one scenario, or a list of them, from plain data.

    :param data: as from JSON.
    :raises ScenarioError: some are invalid; lists the mistakes of all of them.
    """
    if not isinstance(data, list):
        return [read_scenario(data)]
    scenarios = []
    mistakes = []
    for place, item in enumerate(data):
        try:
            scenarios.append(read_scenario(item, (place,)))
        except ScenarioError as error:
            mistakes += error.mistakes
    if mistakes:
        raise ScenarioError(mistakes)
    return scenarios


def read_json(content: bytes) -> object:
    """Read JSON strictly.

    :param content: the bytes of a file, in UTF-8.
    :raises ScenarioError: it is not JSON, or not meaningful JSON: a key twice in one
        object, NaN, text that is not valid Unicode, endless nesting.
    """
    try:
        data = json.loads(content.decode("utf-8-sig"), object_pairs_hook=JsonObject)
    except UnicodeDecodeError as error:
        _refuse(f"is not in UTF-8: byte {error.start} cannot be read")
    except json.JSONDecodeError as error:
        _refuse(f"is not JSON: line {error.lineno}, column {error.colno}: {error.msg}")
    except RecursionError:
        _refuse("is nested too deeply")
    except ValueError:
        _refuse("has a number with too many digits")
    mistakes = list(_unreadable(data, ()))
    if mistakes:
        raise ScenarioError(mistakes)
    return data


def find_differences(expected: object, found: object, path: Path) -> Iterator[str]:
    """Iterate over what is expected and not found, one line each.

    Only what is named is compared: of an object its keys, of a list all its items;
    verdicts are found by their code, those of visibility by their product.

    :param expected: what a scenario expects.
    :param found: the same part of the result.
    :param path: to it.
    """
    where = write_path(path)
    if isinstance(expected, dict) and isinstance(found, dict):
        for key, value in expected.items():
            if key not in found:
                yield f"{write_path((*path, key))}: is not in the result"
            elif key == "verdicts":
                yield from _verdict_differences(value, found[key], (*path, key))
            else:
                yield from find_differences(value, found[key], (*path, key))
    elif isinstance(expected, list) and isinstance(found, list):
        if len(expected) != len(found):
            yield f"{where}: expected {len(expected)} items, found {len(found)}"
        for place, (one, other) in enumerate(zip(expected, found, strict=False)):
            yield from find_differences(one, other, (*path, place))
    elif type(expected) is not type(found) or expected != found:
        yield f"{where}: expected {json.dumps(expected)}, found {json.dumps(found)}"


def _verdict_differences(
    expected: list[dict[str, Any]], found: list[dict[str, Any]], path: Path
) -> Iterator[str]:
    # Verdicts of one result are all of one sort.
    name = (
        "product" if any("product" in each for each in (*found, *expected)) else "code"
    )
    by_code = {verdict[name]: verdict for verdict in found}
    for place, verdict in enumerate(expected):
        code = verdict.get(name)
        if isinstance(code, str) and code in by_code:
            yield from find_differences(verdict, by_code[code], (*path, place))
        else:
            where = write_path((*path, place, name))
            yield f"{where}: expected {json.dumps(code)}, found no such verdict"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m saleor_customer_groups.simulate",
        description="Price a scenario without a shop and print the result as JSON.",
    )
    parser.add_argument(
        "file", metavar="FILE", help="a scenario in JSON, or - for standard input"
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="compare with what the scenario expects; exit with 1 where it differs",
    )
    return parser


def _read_bytes(name: str) -> bytes:
    try:
        if name == "-":
            return sys.stdin.buffer.read()
        with open(name, "rb") as file:
            return file.read()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        _refuse(f"cannot be read: {reason}")


def _refuse(message: str) -> NoReturn:
    raise ScenarioError([ValidationIssue((), message)])


def _unreadable(value: object, path: Path) -> Iterator[ValidationIssue]:
    """Iterate over what only Python's JSON reader accepts."""
    if len(path) > MAX_DEPTH:
        yield ValidationIssue(path[:3], "is nested too deeply")
    elif isinstance(value, JsonObject):
        for key in value.repeated:
            yield ValidationIssue((*path, key), "is here more than once")
        for key, item in value.items():
            if not _is_text(key):
                yield ValidationIssue(
                    path, f"has the key {json.dumps(key)}, which is no text"
                )
            yield from _unreadable(item, (*path, key))
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _unreadable(item, (*path, place))
    elif isinstance(value, float) and not math.isfinite(value):
        yield ValidationIssue(path, "is not a number")
    elif isinstance(value, str) and not _is_text(value):
        yield ValidationIssue(path, f"{json.dumps(value)} is no text")


def _is_text(value: str) -> bool:
    """Tell whether a text can be written; half of a surrogate pair cannot."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _print_json(data: object) -> None:
    text = json.dumps(data, indent=2, ensure_ascii=False)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(data, indent=2)
    print(text)


if __name__ == "__main__":
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has closed the pipe, so the rest need not be written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = OK
    sys.exit(status)
