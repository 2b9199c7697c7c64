"""What a fault of ours has kept from being done is done when the fault is gone."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from saleor.order.models import Order
from saleor.payment.models import Payment
from saleor.warehouse.models import Allocation

from saleor_customer_groups import port, tasks
from saleor_customer_groups.models import (
    AppliedBenefit,
    CustomerGroup,
    ImportState,
    OrderPricing,
    PriceListImport,
    PriceRule,
    Promotion,
    PromotionUse,
)
from saleor_customer_groups.port.pricing.retries import RETRY_KEY
from saleor_customer_groups.services.base.actors import SHOP
from saleor_customer_groups.services.rules.price_lists import (
    price_list_imports,
    price_lists,
)
from tests.clock import Clock
from tests.database.killed import killed_at
from tests.database.locks import locked
from tests.journeys.pricing.test_draft_orders import id_of, shipping_method
from tests.owner import Shop
from tests.port.plugin import configure
from tests.storefront import Storefront

# Another connection takes locks here.
pytestmark = pytest.mark.django_db(transaction=True)

D = Decimal
ANN = "ann@example.com"
CANCEL = "mutation($id: ID!) { orderCancel(id: $id) { order { id } } }"


@pytest.fixture
def ann(shop: Shop) -> Storefront:
    """A shopper with 15 % off, a gift, free shipping and a promotion with a limit."""
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    gift = {"variants": [str(shop.latte.pk)], "quantity": 1}
    shop.promotion(vip, "Latte for nothing", kind="gift", **gift)
    shop.promotion(vip, "Free shipping", kind="free_shipping")
    shop.promotion(vip, "Ten", kind="percent_off", percent="10", limit_total=9)
    return shop.member(vip, ANN)


def recorded() -> dict[str, list[Any]]:
    """Return by order what is recorded of it, but for the times and its own keys."""
    found: dict[str, list[Any]] = {}
    for benefit in AppliedBenefit.objects.order_by("kind", "code", "sku"):
        found.setdefault(benefit.order_id, []).append(
            (benefit.code, benefit.sku, benefit.quantity, benefit.amount)
        )
    for use in PromotionUse.objects.order_by("promotion__code"):
        found.setdefault(use.order_id, []).append((use.promotion.code, use.used_by))
    for kept in OrderPricing.objects.all():
        lines = sorted(
            (line["goods"]["variant"], line["total"]) for line in kept.pricing["lines"]
        )
        promotions = [each["code"] for each in kept.pricing["promotions"]]
        found.setdefault(kept.order_id, []).append((lines, promotions))
    return found


def stamps() -> list[str]:
    """Return which groups each order says that its customer was in."""
    orders = Order.objects.order_by("pk")
    return [order.private_metadata.get("customer_groups", "") for order in orders]


def test_what_an_order_keeps_of_its_prices_is_caught_up_with(
    shop: Shop, ann: Storefront
) -> None:
    before = ann.buy(ann.open_checkout({shop.green_tea: 2}))
    (right,) = recorded().values()
    checkout = ann.pay_for(ann.open_checkout({shop.green_tea: 2}))

    with locked():
        order = ann.complete(checkout)
    meanwhile = recorded()
    stamped = stamps()
    tasks.record_orders()
    after = recorded()
    tasks.record_orders()

    assert (order.units, order.total, order.captured) == (
        before.units,
        before.total,
        before.captured,
    )
    assert order.captured == D("45.90")
    # Only what was reserved before the payment may be there.
    assert [len(rows) for rows in meanwhile.values()] == [len(right)]
    assert list(after.values()) == [right, right]
    assert recorded() == after
    assert sorted(stamped) == ["", "vip"]
    assert stamps() == ["vip", "vip"]
    assert Promotion.objects.get(code="ten").uses.count() == 2


def test_what_was_cancelled_meanwhile_counts_no_use(
    shop: Shop, ann: Storefront
) -> None:
    checkout = ann.pay_for(ann.open_checkout({shop.green_tea: 2}))

    with locked():
        order = ann.complete(checkout)
    shop.owner().ask(CANCEL, id=order.id)
    tasks.record_orders()

    ((kept, *_),) = recorded().values()
    assert kept[0] == "vip-percent_off-15"
    assert not PromotionUse.objects.exclude(order_id="").exists()


def test_a_draft_order_is_priced_again_when_it_is_next_looked_at(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    shop.member(vip, ANN)
    owner, clock = shop.owner(), Clock(monkeypatch)
    started = owner.draft_order(id_of(ANN), {shop.green_tea: 1})

    with locked():
        meanwhile = owner.add_to_draft(started, {shop.espresso: 2})
        clock.put_forward(seconds=4)
        still = owner.look_at_order(started)
    clock.put_forward(seconds=4)
    afterwards = owner.look_at_order(started)

    own = {"green-tea": D("30.00"), "espresso": D("20.00")}
    assert (meanwhile.units, meanwhile.total) == (own, D("70.00"))
    assert (still.units, still.total) == (own, D("70.00"))
    ours = {"green-tea": D("25.50"), "espresso": D("17.00")}
    assert (afterwards.units, afterwards.total) == (ours, D("59.50"))
    assert {line.group for line in afterwards.lines} == {"VIP"}
    assert RETRY_KEY not in Order.objects.get().private_metadata
    # What costs less for another reason stays as it is.
    shop.change(PriceRule.objects.get(), is_active=False)
    clock.put_forward(seconds=4)
    assert owner.look_at_order(started).total == D("59.50")


def test_a_draft_order_that_nobody_looks_at_is_priced_before_it_is_placed(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    shop.member(vip, ANN)
    owner, clock = shop.owner(), Clock(monkeypatch)

    with locked():
        meanwhile = owner.draft_order(id_of(ANN), {shop.green_tea: 2})
    clock.put_forward(seconds=4)
    placed = owner.complete_draft(meanwhile, shipping_method())

    assert meanwhile.total == D("60.00")
    assert placed.units == {"green-tea": D("25.50")}
    assert placed.total - placed.shipping == D("51.00")
    (benefit,) = AppliedBenefit.objects.all()
    assert (benefit.quantity, benefit.amount) == (2, D("-9"))


# Where a process ends, and how often the payment was charged without an order by then.
IN_TIME = [
    ("INSERT INTO saleor_customer_groups_promotionuse", 0),
    ('INSERT INTO "order_order"', 1),
    ('INSERT INTO "order_orderline"', 1),
    # Saleor 3 tells of an order when it is there, 2.10 in the order's transaction.
    (
        'INSERT INTO "saleor_customer_groups_appliedbenefit"',
        0 if port.GENERATION == 3 else 1,
    ),
]


@pytest.mark.parametrize(("statement", "charged_before"), IN_TIME)
def test_who_is_killed_while_completing_leaves_one_order_or_none(
    shop: Shop, ann: Storefront, statement: str, charged_before: int
) -> None:
    ann.buy(ann.open_checkout({shop.green_tea: 2}))
    (right,) = recorded().values()
    (before,) = Order.objects.all()
    checkout = ann.pay_for(ann.open_checkout({shop.green_tea: 2}))

    assert killed_at(statement, lambda: ann.complete(checkout))
    placed = Order.objects.exclude(pk=before.pk)
    is_placed = "appliedbenefit" in statement and port.GENERATION == 3
    assert placed.exists() is is_placed
    if not is_placed:
        # What was reserved is this checkout's own.
        ann.complete(checkout)
    tasks.record_orders()

    (order,) = placed
    assert order.total_gross_amount == D("45.90")
    (payment,) = Payment.objects.filter(order=order.pk)
    # Saleor charges again what was charged before it knew of an order, see below.
    assert payment.total == D("45.90")
    assert payment.captured_amount == D("45.90") * (1 + charged_before)
    assert recorded() == {str(before.pk): right, str(order.pk): right}
    assert stamps() == ["vip", "vip"]
    stock = Allocation.objects.filter(order_line__variant=shop.green_tea.pk)
    assert [each.quantity_allocated for each in stock] == [2, 2]


def test_saleor_alone_charges_again_what_was_charged_without_an_order(
    shop: Shop,
) -> None:
    configure(active=False)
    guest = Storefront()
    checkout = guest.pay_for(guest.open_checkout({shop.green_tea: 2}))

    assert killed_at('INSERT INTO "order_order"', lambda: guest.complete(checkout))
    order = guest.complete(checkout)

    assert (order.total, order.captured) == (D("70.00"), D("140.00"))


def test_who_is_killed_while_reading_a_file_changes_nothing_and_is_taken_up(
    shop: Shop,
) -> None:
    prices = price_lists.create_price_list(
        values={"name": "Contract"}, groups=[shop.group("VIP")], now=timezone.now()
    )
    ann = shop.member(CustomerGroup.objects.get(name="VIP"), ANN)

    def read(rows: str) -> PriceListImport:
        return price_list_imports.enqueue_import(
            price_list=prices,
            content=f"sku,currency,min_quantity,unit_price\n{rows}".encode(),
            rows=rows.count("\n"),
            actor=SHOP,
            now=timezone.now(),
            replace_all=True,
            dry_run=False,
        )

    tasks.import_price_list(read("green-tea,USD,1,25\n").pk)
    noted = read("green-tea,USD,1,24\nespresso,USD,1,18\n")

    assert killed_at(
        "saleor_customer_groups_pricelistentry",
        lambda: tasks.import_price_list(noted.pk),
    )
    noted.refresh_from_db()
    meanwhile = ann.open_checkout({shop.green_tea: 1, shop.espresso: 1})
    state = noted.state
    PriceListImport.objects.update(started_at=timezone.now() - timedelta(hours=2))
    tasks.take_up_lost_imports()
    noted.refresh_from_db()

    assert state == ImportState.RUNNING
    assert meanwhile.units == {"green-tea": D("25.00"), "espresso": D("20.00")}
    assert (noted.state, noted.added, noted.changed) == (ImportState.DONE, 1, 1)
    assert ann.look(meanwhile).units == {
        "green-tea": D("24.00"),
        "espresso": D("18.00"),
    }
