"""The commands about members, as somebody at a terminal uses them."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError

from saleor_customer_groups.models import Membership
from tests.commands.test_prices import run
from tests.owner import Shop


def test_members_are_imported_exported_and_replaced(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trade = shop.group("Trade")
    for name in ("ann", "bob"):
        shop.member(shop.group(name), f"{name}@example.com")
    file = tmp_path / "members.csv"
    file.write_text("email,reason\nann@example.com,Fair\nbob@example.com,\n")
    command = ("customer_groups_import_members", "trade", file)

    first = run(*command, verbosity=0)
    again = run(*command, verbosity=0)
    exported = run("customer_groups_export_members", "trade")
    file.write_text("email\nbob@example.com\n")
    monkeypatch.setattr("builtins.input", lambda question: "n")
    with pytest.raises(CommandError, match=r"^Nothing was changed\.$"):
        run(*command, "--replace", verbosity=0)
    dry = run(*command, "--replace", "--dry-run", verbosity=0)
    untouched = Membership.objects.filter(group=trade).count()
    replaced = run(*command, "--replace", "--yes", verbosity=0)

    assert first == "2 added, 0 changed, 0 unchanged, 0 removed.\n"
    assert again == "0 added, 0 changed, 2 unchanged, 0 removed.\n"
    assert exported == "email,reason,until\nann@example.com,Fair,\nbob@example.com,,\n"
    shown = "1 member is not in the file:\n  ann@example.com\n"
    counts = "0 added, 0 changed, 1 unchanged, 1 removed.\n"
    assert (dry, untouched) == (f"{shown}Would be: {counts}", 2)
    assert replaced == f"{shown}{counts}"


def test_what_cannot_be_imported_says_so_in_one_line(
    shop: Shop, tmp_path: Path
) -> None:
    shop.group("Trade")
    file = tmp_path / "members.csv"
    file.write_text("email\nnobody@example.com\n")
    other = tmp_path / "other.csv"
    other.write_text("mail\n")

    for arguments, message in (
        (("nothing", file), "There is no group nothing."),
        (("trade", tmp_path), f"{tmp_path} cannot be read: "),
        (("trade", other), "The columns have to be email[,reason,until], in the first"),
        (("trade", file), "1 bad rows; nothing was changed."),
    ):
        with pytest.raises(CommandError) as refused:
            run("customer_groups_import_members", *arguments, verbosity=0)
        assert str(refused.value).startswith(message)


def test_a_nightly_job_that_is_asked_says_so_and_takes_nobody_out(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trade = shop.group("Trade")
    for name in ("ann", "bob"):
        shop.member(trade, f"{name}@example.com")
    file = tmp_path / "members.csv"
    file.write_text("email\nbob@example.com\n")
    # Cron closes the input.
    monkeypatch.setattr("sys.stdin", StringIO())

    with pytest.raises(CommandError) as refused:
        run("customer_groups_import_members", "trade", file, "--replace", verbosity=0)

    assert str(refused.value) == (
        "Nothing was changed: nobody answered. Give --yes where nobody can."
    )
    assert Membership.objects.filter(group=trade).count() == 2
