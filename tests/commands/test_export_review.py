"""The command that exports reviews, as somebody at a terminal uses it."""

import pytest
from django.core.management import CommandError

from tests.commands.test_prices import run
from tests.owner import Shop

COMMAND = "customer_groups_export_review"


def test_a_list_is_written(shop: Shop) -> None:
    shop.member(shop.group("Trade"), "ann@example.com")
    shop.member(shop.group("Fair"), "bob@example.com")

    head, first = run(COMMAND, "inactive", "--group", "trade").splitlines()
    assert head == "email,name,revenue,currency,last_order_at,member_since"
    assert first.startswith("ann@example.com,,0.00,USD,,")
    for name in ("near_level", "in_grace", "overlap", "waiting"):
        assert len(run(COMMAND, name).splitlines()) == 1


def test_what_cannot_be_exported_says_so(shop: Shop) -> None:
    shop.group("Fair")

    for arguments, message in (
        (["lapsing"], "Name the group to look at."),
        (["inactive", "--group", "fair", "--days", "0"], "Give a number of days from"),
        (["near_level", "--percent", "101"], "Give a number of percent above 0"),
        (
            ["near_level", "--programme", "fair"],
            'The customer group "fair" is no level',
        ),
        (["waiting", "--group", ""], 'There is no customer group with the code "".'),
    ):
        with pytest.raises(CommandError) as refused:
            run(COMMAND, *arguments)
        assert str(refused.value).startswith(message)
