"""The command that exports the ledger, as somebody at a terminal uses it."""

import pytest
from django.core.management import CommandError
from django.utils import timezone

from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.groups import groups
from tests.commands.test_prices import run
from tests.owner import Shop

COMMAND = "customer_groups_export_ledger"


def test_only_the_lines_that_are_asked_for_are_written(shop: Shop) -> None:
    shop.member(shop.group("Trade"), "ann@example.com")
    fair = shop.group("Fair")
    shop.member(fair, "bob@example.com")

    everything = run(COMMAND).splitlines()
    of_trade = run(COMMAND, "--group", "trade").splitlines()
    of_bob = run(COMMAND, "--customer", "BOB@example.com").splitlines()
    groups.update_group(
        group=fair,
        values={"code": "just"},
        occasion=Occasion.manual(now=timezone.now()),
    )
    of_just = run(COMMAND, "--group", "just").splitlines()

    assert [line for line in everything if "trade" in line] == of_trade[1:]
    assert [line.split(",")[2] for line in of_just[1:]] == ["fair", "fair", "just"]
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
        # What a script fills in may be empty: that asks for nobody, and not for all.
        (
            ["--group", ""],
            'There is no customer group with the code "". Known: fair, standard.',
        ),
        (
            ["--customer", ""],
            'There is no customer with the e-mail address "".',
        ),
        (
            ["--customer", "nobody@example.com"],
            "There is no customer with the e-mail address nobody@example.com.",
        ),
    ):
        with pytest.raises(CommandError) as refused:
            run(COMMAND, *arguments)
        assert str(refused.value) == message
