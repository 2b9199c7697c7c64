"""The command that exports reports, as somebody at a terminal uses it."""

import pytest
from django.core.management import CommandError

from tests.commands.test_prices import run
from tests.owner import Shop

COMMAND = "customer_groups_export_report"


def test_tables_and_a_comparison_are_written(shop: Shop) -> None:
    shop.member(shop.group("Trade"), "ann@example.com")
    shop.group("Fair")
    year = ["--start", "2000-01-01", "--end", "2009-01-01"]

    head, customers, *_ = run(COMMAND, "trade").splitlines()
    assert head == "metric,unit,value,of_all,share,difference"
    assert customers.startswith("customers,number,1.00,1.00,100.00,")
    assert len(run(COMMAND, "trade", "--table", "months", *year).splitlines()) == 109
    for table in ("customers", "rules", "goods"):
        assert len(run(COMMAND, "trade", "--table", table, *year).splitlines()) == 1
    compared = run(COMMAND, "trade", "fair", "--basis", "at_order").splitlines()
    assert compared[0] == "metric,unit,Trade,Fair"


def test_what_cannot_be_exported_says_so(shop: Shop) -> None:
    shop.group("Fair")

    for arguments, message in (
        (["nobody"], 'There is no customer group with the code "nobody".'),
        (["fair", "--end", "today"], "end: Is not a day such as 2026-01-01."),
        (["fair", "--channel", "nowhere"], "channel: There is no channel"),
    ):
        with pytest.raises(CommandError) as refused:
            run(COMMAND, *arguments)
        assert str(refused.value).startswith(message)
