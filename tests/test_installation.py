"""What an installation needs, and where a shop owner finds the settings."""

import re
import tomllib
from pathlib import Path

from saleor_customer_groups.services.base.configuration import Configuration

ROOT = Path(__file__).parents[1]


def bounds(text: str) -> list[tuple[int, ...]]:
    """Return the lowest versions of pydantic that are let in."""
    found = re.findall(r"pydantic>=([\d.]+)", text)
    return [tuple(map(int, each.split("."))) for each in found]


def test_no_pydantic_with_a_known_hole_is_let_in() -> None:
    """Before 2.4 a text could keep the check of e-mails busy (CVE-2024-3772)."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert bounds(" ".join(project["dependencies"])) == [(2, 4)]
    assert bounds((ROOT / "requirements/saleor-2.10.in").read_text()) == [(2, 4)]


def test_it_is_said_which_saleor_is_for_shops_and_which_for_trying() -> None:
    readme, operations = (
        " ".join((ROOT / name).read_text().split())
        for name in ("README.md", "docs/operations.md")
    )
    assert "2.10, whose Django 3.2 gets no security fixes any more" in readme
    assert "Django 3.2, which gets no" in operations


def test_the_settings_are_where_the_documentation_says_and_explain_themselves() -> None:
    operations = " ".join((ROOT / "docs/operations.md").read_text().split())
    policy = Configuration.model_fields["policy"]

    assert "*Extensions → Installed → Customer groups: settings*" in operations
    # The Dashboard has a text field for it: each word is said where it is typed.
    for word in policy.annotation.__args__:  # type: ignore[union-attr]
        assert f" {word}: " in str(policy.description)
