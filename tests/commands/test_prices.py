"""The commands about prices, as somebody at a terminal uses them."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from saleor_customer_groups.models import PriceList, PriceListEntry
from saleor_customer_groups.services.rules.price_lists import price_lists
from tests.owner import Shop

HEADER = "sku,currency,min_quantity,unit_price\n"


@pytest.fixture
def contract(shop: Shop) -> PriceList:
    return price_lists.create_price_list(
        values={"name": "Contract"}, groups=[shop.group("Trade")], now=timezone.now()
    )


def run(*arguments: Any, **options: Any) -> str:
    output = StringIO()
    call_command(*map(str, arguments), stdout=output, stderr=StringIO(), **options)
    return output.getvalue()


def test_a_file_is_imported_exported_and_replaced(
    contract: PriceList, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "prices.csv"
    file.write_text(HEADER + "latte,USD,1,8.50\nespresso,USD,1,18.00\n")
    command = ("customer_groups_import_prices", "contract", file)

    first = run(*command, verbosity=0)
    again = run(*command, verbosity=0)
    file.write_text(HEADER + "latte,USD,1,8.00\n")
    monkeypatch.setattr("builtins.input", lambda question: "n")
    with pytest.raises(CommandError, match=r"^Nothing was changed\.$"):
        run(*command, "--replace", verbosity=0)
    untouched = PriceListEntry.objects.count()
    dry = run(*command, "--replace", "--dry-run", verbosity=0)
    replaced = run(*command, "--replace", "--yes", verbosity=0)

    assert first == "Contract: 2 added, 0 changed, 0 unchanged, 0 removed.\n"
    assert again == "Contract: 0 added, 0 changed, 2 unchanged, 0 removed.\n"
    assert untouched == 2
    shown = (
        "Contract has 1 entry that the file does not name:\n  espresso,USD,1,18.00\n"
    )
    counts = "Contract: 0 added, 1 changed, 0 unchanged, 1 removed."
    assert dry == f"{shown}{counts} This was a dry run: nothing was changed.\n"
    assert replaced == f"{shown}{counts}\n"
    assert run("customer_groups_export_prices", "contract") == (
        HEADER + "latte,USD,1,8.00\n"
    )


def test_what_cannot_be_imported_says_so_in_one_line(
    contract: PriceList, tmp_path: Path
) -> None:
    file = tmp_path / "prices.csv"
    file.write_text(HEADER + "moon,USD,1,8.50\n")
    other = tmp_path / "other.csv"
    other.write_bytes(b"\xff")

    for arguments, message in (
        (
            ("nothing", file),
            'There is no price list with the code "nothing". Known: contract.',
        ),
        (("contract", tmp_path), f"{tmp_path} cannot be read: Is a directory."),
        (
            ("contract", other),
            "The file is not UTF-8 text. Save it as CSV UTF-8. It looks like"
            " Windows-1252, as some spreadsheets write it: ÿ in line 1.",
        ),
        (("contract", file), "1 row is wrong, see above; nothing was changed."),
    ):
        with pytest.raises(CommandError) as refused:
            run("customer_groups_import_prices", *arguments, verbosity=0)
        assert str(refused.value) == message
    assert not PriceListEntry.objects.exists()


def test_a_price_is_explained(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    shop.member(vip, "ann@example.com")

    for_ann = run("explain_price", "green-tea", "--customer", "ann@example.com")
    for_guest = run("customer_groups_explain_price", "green-tea")

    assert for_ann.splitlines()[0] == (
        "25.50 USD a unit (group VIP); listed at 30.00 USD, anybody else pays"
        " 30.00 USD."
    )
    assert for_guest.splitlines()[0] == (
        "30.00 USD a unit (no group); listed at 30.00 USD, anybody else pays 30.00 USD."
    )
    assert "vip-percent_off-15" in for_ann.splitlines()[1]
    for at, mistake in (
        ("2026-01-01T00:00", "has no time zone, such as +00:00 at its end."),
        ("9999-12-31T23:59:59-05:00", "is before the year 2 or after the year 9998."),
        ("tomorrow", "is not a time such as 2026-03-15T12:00:00+00:00."),
        ("", "is not a time such as 2026-03-15T12:00:00+00:00."),
    ):
        with pytest.raises(CommandError) as refused:
            run("explain_price", "green-tea", "--at", at)
        assert str(refused.value) == f"--at {at} {mistake}"
    for arguments, message in (
        (["moon"], 'There is no variant with the SKU "moon".'),
        (
            ["latte", "--group", "gold"],
            'There is no customer group with the code "gold". Known: standard, vip.',
        ),
        (
            ["latte", "--customer", "nobody@example.com"],
            "There is no customer with the e-mail address nobody@example.com.",
        ),
        (["latte", "--channel", "moon"], "There is no channel moon."),
        (["latte", "--quantity", "0"], "A quantity is 1 or more."),
        (["latte", "--quantity", "9" * 30], "A quantity is 2147483647 or less."),
    ):
        with pytest.raises(CommandError) as refused:
            run("explain_price", *arguments)
        assert str(refused.value) == message


def test_a_nightly_job_that_is_asked_says_so_and_changes_nothing(
    contract: PriceList, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "prices.csv"
    file.write_text(HEADER + "latte,USD,1,8.50\nespresso,USD,1,18.00\n")
    command = ("customer_groups_import_prices", "contract", file)
    run(*command, verbosity=0)
    file.write_text(HEADER + "latte,USD,1,8.00\n")
    # Cron closes the input.
    monkeypatch.setattr("sys.stdin", StringIO())

    with pytest.raises(CommandError) as refused:
        run(*command, "--replace", verbosity=0)

    assert str(refused.value) == (
        "Nothing was changed: nobody answered. Give --yes where nobody can."
    )
    assert PriceListEntry.objects.count() == 2
