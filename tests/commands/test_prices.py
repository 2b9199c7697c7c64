"""The commands about prices, as somebody at a terminal uses them."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from saleor_customer_groups.models import PriceList, PriceListEntry
from saleor_customer_groups.services import price_lists
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

    assert first == "2 added, 0 changed, 0 unchanged, 0 removed.\n"
    assert again == "0 added, 0 changed, 2 unchanged, 0 removed.\n"
    assert untouched == 2
    shown = "1 entry is not in the file:\n  espresso,USD,1,18.000\n"
    counts = "0 added, 1 changed, 0 unchanged, 1 removed.\n"
    assert dry == f"{shown}Would be: {counts}"
    assert replaced == f"{shown}{counts}"
    assert run("customer_groups_export_prices", "contract") == (
        HEADER + "latte,USD,1,8.000\n"
    )


def test_what_cannot_be_imported_says_so_in_one_line(
    contract: PriceList, tmp_path: Path
) -> None:
    file = tmp_path / "prices.csv"
    file.write_text(HEADER + "moon,USD,1,8.50\n")
    other = tmp_path / "other.csv"
    other.write_bytes(b"\xff")

    for arguments, message in (
        (("nothing", file), "There is no price list nothing."),
        (("contract", tmp_path), f"{tmp_path} cannot be read: "),
        (("contract", other), "The file is not UTF-8 text. Save it as CSV UTF-8."),
        (("contract", file), "1 bad rows; nothing was changed."),
    ):
        with pytest.raises(CommandError) as refused:
            run("customer_groups_import_prices", *arguments, verbosity=0)
        assert str(refused.value).startswith(message)
        assert "\n" not in str(refused.value)
    assert not PriceListEntry.objects.exists()


def test_a_price_is_explained(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    shop.member(vip, "ann@example.com")

    for_ann = run("explain_price", "green-tea", "--customer", "ann@example.com")
    for_guest = run("customer_groups_explain_price", "green-tea")

    assert for_ann.splitlines()[0] == (
        "25.50 USD (VIP); listed at 30.00, anybody else pays 30.00"
    )
    assert for_guest.splitlines()[0] == (
        "30.00 USD (no group); listed at 30.00, anybody else pays 30.00"
    )
    assert "vip-percent_off-15" in for_ann.splitlines()[1]
    for at, mistake in (
        ("2026-01-01T00:00", "has no time zone, such as +00:00 at its end."),
        ("9999-12-31T23:59:59-05:00", "is before the year 2 or after the year 9998."),
        ("tomorrow", "is not a time such as 2026-03-15T12:00:00+00:00."),
    ):
        with pytest.raises(CommandError) as refused:
            run("explain_price", "green-tea", "--at", at)
        assert str(refused.value) == f"--at {at} {mistake}"
    with pytest.raises(CommandError, match="There is no variant with the SKU moon"):
        run("explain_price", "moon")


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
