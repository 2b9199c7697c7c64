"""Before the package is removed."""

from decimal import Decimal
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.utils import timezone

from saleor_customer_groups.services.membership.metadata import sync
from tests.owner import Shop
from tests.port import promises
from tests.port.plugin import configure

D = Decimal
ORDER = """query($id: ID!) { order(id: $id) { lines {
  productSku unitPrice { gross { amount } }
} } }"""


def test_detaching_takes_everything_of_ours_off_open_checkouts(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15", category=shop.tea)
    shop.rule(vip, "percent_increase", "8", category=shop.coffee)
    ann = shop.member(vip, "ann@example.com")
    checkout = ann.open_checkout({shop.espresso: 1, shop.green_tea: 1})
    output = StringIO()

    warnings = StringIO()

    call_command("customer_groups_detach", stdout=output, stderr=warnings)
    configure(active=False)
    call_command("customer_groups_detach", stdout=output, stderr=warnings)

    assert checkout.units == {"espresso": D("21.60"), "green-tea": D("25.50")}
    # Saleor 2.10 writes no prices down.
    marked = "1 open checkout" if promises.MARKED_CHECKOUTS else "0 open checkouts"
    assert output.getvalue().splitlines() == [
        f"Prices of customer groups were taken off {marked}.",
        "Prices of customer groups were taken off 0 open checkouts.",
    ]
    assert warnings.getvalue() == (
        "Warning: the plugin is still switched on, so they come back when a checkout is"
        " next looked at. Switch it off, and run this again.\n"
    )
    assert ann.look(checkout).units == {"espresso": D("20.00"), "green-tea": D("30.00")}


# Saleor 3 tells of an order after its transaction.
@pytest.mark.django_db(transaction=True)
def test_detaching_leaves_no_notes_on_customers_and_orders(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15", category=shop.tea)
    shop.rule(vip, "percent_increase", "8", category=shop.coffee)
    ann = shop.member(vip, "ann@example.com")
    order = ann.buy(ann.open_checkout({shop.espresso: 1, shop.green_tea: 1}))
    sync.write_metadata(now=timezone.now())
    get_user_model().objects.filter(email="ann@example.com").update(
        private_metadata={"customer_groups": "vip", "erp": "4711"}
    )
    owner = shop.owner()

    call_command("customer_groups_detach", stdout=StringIO())

    user = get_user_model().objects.get(email="ann@example.com")
    assert user.private_metadata == {"erp": "4711"}
    lines = apps.get_model("order", "OrderLine").objects.all()
    orders = apps.get_model("order", "Order").objects.all()
    notes = {
        name
        for row in (*lines, *orders)
        for name in getattr(row, "private_metadata", None) or ()
    }
    # The stamp is the shop's, for its reports.
    assert notes == {"customer_groups"}
    shown = owner.ask(ORDER, id=order.id)["order"]["lines"]
    assert {
        each["productSku"]: each["unitPrice"]["gross"]["amount"] for each in shown
    } == {"espresso": 21.6, "green-tea": 25.5}
