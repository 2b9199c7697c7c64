"""The command that exports the ledger, as somebody at a terminal uses it."""

import pytest
from django.core.management import CommandError

from tests.commands.test_prices import run
from tests.owner import Shop

COMMAND = "customer_groups_export_ledger"


def test_only_the_lines_that_are_asked_for_are_written(shop: Shop) -> None:
    shop.member(shop.group("Trade"), "ann@example.com")
    shop.member(shop.group("Fair"), "bob@example.com")

    everything = run(COMMAND).splitlines()
    of_trade = run(COMMAND, "--group", "trade").splitlines()
    of_bob = run(COMMAND, "--customer", "BOB@example.com").splitlines()

    assert [line for line in everything if "trade" in line] == of_trade[1:]
    assert [line for line in everything if "bob@" in line] == of_bob[1:]
    assert of_trade[1:]
    assert of_bob[1:]


def test_what_cannot_be_exported_says_so(shop: Shop) -> None:
    shop.group("Fair")

    assert len(run(COMMAND, "--group", "fair").splitlines()) == 1
    for arguments, message in (
        (
            ["--group", "trade"],
            'There is no customer group with the code "trade". Known: fair, standard.',
        ),
        (
            ["--customer", "nobody@example.com"],
            "There is no customer with the e-mail address nobody@example.com.",
        ),
    ):
        with pytest.raises(CommandError) as refused:
            run(COMMAND, *arguments)
        assert str(refused.value) == message
