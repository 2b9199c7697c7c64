"""The command that records the payments of a file."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from saleor_customer_groups.models import TermsPayment
from tests.commands.test_prices import run
from tests.journeys.terms.paying import World, buy_on_terms, row_of, today
from tests.owner import Shop

# Saleor 3 tells of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)


def test_payments_are_recorded_all_or_none_and_once(shop: Shop, tmp_path: Path) -> None:
    world = World(shop)
    first, second = (
        row_of(buy_on_terms(world.member, {shop.espresso: 1})) for _ in range(2)
    )
    file = tmp_path / "payments.csv"
    head = "order,amount,received_on,reference\n"
    good = f"{first.number},10.00,{today()},BANK-1\n"
    file.write_text(f"{head}{good}{second.number},9999.00,{today()},BANK-2\n")
    command = ("customer_groups_import_payments", file)

    said = StringIO()
    with pytest.raises(CommandError, match=r"^1 row is wrong, see above; nothing was"):
        call_command(*map(str, command), stderr=said)
    assert said.getvalue().startswith("line 3: Only ")
    assert not TermsPayment.objects.exists()

    file.write_text(f"{head}{good}{second.number},5.00,{today()},BANK-2\n")
    dry = run(*command, "--dry-run")
    assert not TermsPayment.objects.exists()
    done = run(*command)
    again = run(*command)

    said = "2 payments recorded, 0 recorded already."
    assert dry == f"{said} This was a dry run: nothing was changed.\n"
    assert done == f"{said}\n"
    assert again == "0 payments recorded, 2 recorded already.\n"
    assert [str(each.amount) for each in TermsPayment.objects.order_by("pk")] == [
        "10.000",
        "5.000",
    ]


def test_what_cannot_be_read_says_so(shop: Shop, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"cannot be read: No such file"):
        run("customer_groups_import_payments", tmp_path / "gone.csv")
    other = tmp_path / "other.csv"
    other.write_text("order,sum\n")
    with pytest.raises(CommandError):
        run("customer_groups_import_payments", other)
