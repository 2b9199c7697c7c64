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

    assert first == "Trade: 2 added, 0 changed, 0 unchanged, 0 removed.\n"
    assert again == "Trade: 0 added, 0 changed, 2 unchanged, 0 removed.\n"
    assert exported == "email,reason,until\nann@example.com,Fair,\nbob@example.com,,\n"
    shown = "Trade has 1 member whom the file does not name:\n  ann@example.com\n"
    counts = "Trade: 0 added, 0 changed, 1 unchanged, 1 removed."
    dry_run = "This was a dry run: nothing was changed."
    assert (dry, untouched) == (f"{shown}{counts} {dry_run}\n", 2)
    assert replaced == f"{shown}{counts}\n"


def test_what_cannot_be_imported_says_so_in_one_line(
    shop: Shop, tmp_path: Path
) -> None:
    shop.group("Trade")
    file = tmp_path / "members.csv"
    file.write_text("email\nnobody@example.com\n")
    two = tmp_path / "two.csv"
    two.write_text("email\nnobody@example.com\nnoone@example.com\n")
    other = tmp_path / "other.csv"
    other.write_text("mail\n")
    gone = tmp_path / "gone.csv"

    for arguments, message in (
        (
            ("nothing", file),
            'There is no customer group with the code "nothing". Known: standard,'
            " trade.",
        ),
        (("trade", tmp_path), f"{tmp_path} cannot be read: Is a directory."),
        (("trade", gone), f"{gone} cannot be read: No such file or directory."),
        (
            ("trade", other),
            "The columns have to be email[,reason,until], in the first line: there is"
            " no column mail; email or customer is missing. Commas, semicolons or tabs"
            " separate them.",
        ),
        (("trade", file), "1 row is wrong, see above; nothing was changed."),
        (("trade", two), "2 rows are wrong, see above; nothing was changed."),
    ):
        with pytest.raises(CommandError) as refused:
            run("customer_groups_import_members", *arguments, verbosity=0)
        assert str(refused.value) == message


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
