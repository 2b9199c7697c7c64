"""Before the package is removed."""

from decimal import Decimal
from io import StringIO

from django.core.management import call_command

from tests.owner import Shop
from tests.port import promises
from tests.port.plugin import configure

D = Decimal


def test_detaching_takes_everything_of_ours_off_open_checkouts(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15", category=shop.tea)
    shop.rule(vip, "percent_increase", "8", category=shop.coffee)
    ann = shop.member(vip, "ann@example.com")
    checkout = ann.open_checkout({shop.espresso: 1, shop.green_tea: 1})
    output = StringIO()

    call_command("customer_groups_detach", stdout=output)
    call_command("customer_groups_detach", stdout=output)
    configure(active=False)

    assert checkout.units == {"espresso": D("21.60"), "green-tea": D("25.50")}
    assert output.getvalue().splitlines() == [
        f"Customer groups are off {promises.MARKED_CHECKOUTS} open checkouts.",
        "Customer groups are off 0 open checkouts.",
    ]
    assert ann.look(checkout).units == {"espresso": D("20.00"), "green-tea": D("30.00")}
