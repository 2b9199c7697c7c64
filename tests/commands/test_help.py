"""What each command says of itself."""

import re
from pathlib import Path

import pytest
from django.core.management import (
    CommandError,
    call_command,
    get_commands,
    load_command_class,
)

from saleor_customer_groups import management

APP = "saleor_customer_groups"
NAMES = sorted(name for name, app in get_commands().items() if app == APP)
# Words that the project does not use, see ``docs/architecture``.
OLD_WORDS = re.compile(r"\b(reckon|anew|by hand|hand has|slug)", re.IGNORECASE)


def test_all_of_them_are_found() -> None:
    folder = Path(management.__file__).parent / "commands"
    assert sorted(file.stem for file in folder.glob("[a-z]*.py")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_it_says_what_it_does_and_what_each_argument_means(name: str) -> None:
    command = load_command_class(APP, name)
    parser = command.create_parser("manage.py", name)

    assert re.fullmatch(r"[A-Z].*\.", command.help)
    assert all(each.help for each in parser._actions)
    said = "\n".join((command.help, *(each.help for each in parser._actions)))
    assert OLD_WORDS.search(said) is None


def test_an_argument_that_is_no_text_is_named() -> None:
    with pytest.raises(CommandError) as refused:
        call_command("customer_groups_export_members", "f\udcfcr")

    assert str(refused.value) == r"f\udcfcr is not written in UTF-8."
