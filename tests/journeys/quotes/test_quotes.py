"""A shopper asks for a quote, staff send it, the shopper answers. docs/quotes.md."""

from decimal import Decimal

import pytest
from django.utils import timezone
from saleor.order.models import Order as SaleorOrder

from saleor_customer_groups import port
from saleor_customer_groups.models import AppliedBenefit, CustomerQuote
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.groups import groups
from tests.journeys.quotes import quoting
from tests.journeys.quotes.quoting import World, codes
from tests.owner import Shop
from tests.storefront import Refused, Storefront

# Saleor 3 tells of a change of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)
D = Decimal
PLACED = "UNFULFILLED"


@pytest.fixture
def world(shop: Shop) -> World:
    return World(shop)


def test_what_is_requested_is_a_draft_at_the_groups_prices(world: World) -> None:
    quote = quoting.request(world.ann, world.checkout, "We need it every month.")

    assert quote.status == "REQUESTED"
    assert quote.units == {"green-tea": (3, D("27.00")), "espresso": (1, D("20.00"))}
    assert (quote.shipping, quote.total) == (D("10.00"), D("111.00"))
    assert (quote.note, quote.order_id) == ("We need it every month.", None)
    draft = quoting.draft_of(world.owner, quote)
    assert draft.units == {"green-tea": D("27.00"), "espresso": D("20.00")}
    assert draft.total == D("111.00")
    stored = SaleorOrder.objects.get()
    assert (stored.status, stored.user.email) == ("draft", "ann@example.com")
    assert stored.customer_note == "We need it every month."
    # The checkout stays, and she can still buy it.
    assert world.ann.look(world.checkout).total == D("111.00")
    assert quoting.orders_of(world.ann) == []
    assert world.ann.buy(world.checkout).total == D("111.00")
    assert quoting.mine(world.ann) == [quote]


def test_whoever_may_not_ask_for_quotes_is_refused(world: World) -> None:
    def say(word: str) -> None:
        groups.update_group(
            group=world.vip,
            values={"can_request_quotes": word},
            occasion=Occasion.manual(now=timezone.now()),
        )

    say("no")
    with pytest.raises(Refused) as error:
        quoting.request(world.ann, world.checkout)

    assert codes(error) == [("checkoutId", "INVALID")]
    assert not CustomerQuote.objects.exists()
    assert not SaleorOrder.objects.exists()
    say("open")
    assert quoting.request(world.ann, world.checkout).status == "REQUESTED"


def test_who_may_not_order_accepts_what_the_shop_has_offered(world: World) -> None:
    groups.update_group(
        group=world.vip,
        values={"can_order": "no"},
        occasion=Occasion.manual(now=timezone.now()),
    )
    quote = quoting.request(world.ann, world.checkout)
    quoting.send(world.owner, quoting.draft_of(world.owner, quote))

    quoting.accept(world.ann, quote)

    assert [each[1:] for each in quoting.orders_of(world.ann)] == [
        (PLACED, D("111.00"))
    ]


def test_an_accepted_quote_is_an_order_at_just_its_prices(world: World) -> None:
    quote = quoting.request(world.ann, world.checkout)
    draft = quoting.draft_of(world.owner, quote)
    fewer = world.owner.set_in_draft(draft, "espresso", 2)
    assert fewer.total == D("131.00")

    sent = quoting.send(world.owner, fewer, "As agreed.", prices={"espresso": "14.50"})
    assert (sent.status, sent.total, sent.message) == (
        "SENT",
        D("120.00"),
        "As agreed.",
    )
    (seen,) = quoting.mine(world.ann)
    assert (seen.status, seen.total, seen.order_id) == ("SENT", D("120.00"), None)
    assert quoting.orders_of(world.ann) == []
    accepted = quoting.accept(world.ann, seen)

    assert accepted.status == "ACCEPTED"
    assert accepted.order_id == draft.id
    assert accepted.total == D("120.00")
    assert quoting.orders_of(world.ann) == [(quote.number, PLACED, D("120.00"))]
    order = world.owner.look_at_order(draft)
    assert order.total == D("120.00")
    assert {line.sku: line.quantity for line in order.lines} == {
        "green-tea": 3,
        "espresso": 2,
    }
    benefit = AppliedBenefit.objects.get()
    assert (benefit.order_line_id != "", benefit.amount) == (True, D("-9"))
    (listed,) = quoting.listed(world.owner)
    assert [
        (each["status"], each["byUser"]["email"]) for each in listed["changes"]
    ] == [
        ("REQUESTED", "ann@example.com"),
        ("SENT", "owner@example.com"),
        ("ACCEPTED", "ann@example.com"),
    ]


def test_nothing_changes_the_prices_of_a_sent_quote(world: World) -> None:
    quote = quoting.request(world.ann, world.checkout)
    draft = quoting.draft_of(world.owner, quote)
    quoting.send(world.owner, draft)

    world.shop.change(world.rule, adjustment={"kind": "percent_off", "percent": "50"})
    world.shop.rule(world.vip, "percent_increase", "30", category=world.shop.coffee)
    world.shop.catalogue.set_price(world.shop.green_tea, "99.00")
    quoting.let_drafts_grow_old()
    # Whoever looks at a draft has Saleor 3 find its prices again.
    seen = world.owner.look_at_order(draft)

    assert seen.total == D("111.00")
    assert quoting.mine(world.ann)[0].total == D("111.00")
    accepted = quoting.accept(world.ann, quote)
    assert accepted.total == D("111.00")
    assert world.owner.look_at_order(draft).total == D("111.00")
    assert world.owner.look_at_order(draft).units == {
        "green-tea": D("27.00"),
        "espresso": D("20.00"),
    }
    assert SaleorOrder.objects.get().total.gross.amount == D("111.00")


def test_accepting_again_changes_nothing(world: World) -> None:
    quote = quoting.request(world.ann, world.checkout)
    draft = quoting.draft_of(world.owner, quote)
    quoting.send(world.owner, draft)

    first = quoting.accept(world.ann, quote)
    second = quoting.accept(world.ann, quote)

    assert first == second
    assert SaleorOrder.objects.count() == 1
    assert AppliedBenefit.objects.count() == 1
    assert [each["status"] for each in quoting.listed(world.owner)[0]["changes"]] == [
        "REQUESTED",
        "SENT",
        "ACCEPTED",
    ]


def test_a_declined_quote_is_improved_and_sent_again(world: World) -> None:
    quote = quoting.request(world.ann, world.checkout)
    draft = quoting.draft_of(world.owner, quote)
    quoting.send(world.owner, draft)

    assert quoting.decline(world.ann, quote, "Too dear.").status == "DECLINED"
    with pytest.raises(Refused) as error:
        quoting.accept(world.ann, quote)
    assert codes(error) == [("id", "INVALID")]
    assert quoting.listed(world.owner)[0]["changes"][-1]["text"] == "Too dear."
    again = quoting.send(world.owner, draft, prices={"green-tea": "20.00"})
    assert again.units == {"green-tea": (3, D("20.00")), "espresso": (1, D("20.00"))}
    assert again.total == D("90.00")
    quoting.accept(world.ann, quote)

    assert quoting.orders_of(world.ann) == [(quote.number, PLACED, D("90.00"))]


def test_a_withdrawn_quote_stays_a_draft(world: World) -> None:
    quote = quoting.request(world.ann, world.checkout)
    draft = quoting.draft_of(world.owner, quote)
    quoting.send(world.owner, draft)

    assert quoting.withdraw(world.owner, quote).status == "WITHDRAWN"
    with pytest.raises(Refused) as error:
        quoting.accept(world.ann, quote)
    assert codes(error) == [("id", "INVALID")]
    with pytest.raises(Refused) as error:
        quoting.send(world.owner, draft)

    assert codes(error) == [("orderId", "INVALID")]
    assert SaleorOrder.objects.get().status == "draft"


def test_a_deleted_draft_withdraws_its_quote(world: World) -> None:
    quote = quoting.request(world.ann, world.checkout)
    draft = quoting.draft_of(world.owner, quote)
    quoting.send(world.owner, draft)

    quoting.delete_draft(world.owner, draft)

    assert quoting.mine(world.ann)[0].status == "WITHDRAWN"


def test_staff_place_the_draft_of_a_quote_themselves(world: World) -> None:
    quote = quoting.request(world.ann, world.checkout)
    draft = quoting.draft_of(world.owner, quote)
    quoting.send(world.owner, draft)

    world.owner.change(quoting.PLACE[port.GENERATION], id=draft.id)

    assert quoting.mine(world.ann)[0].status == "ACCEPTED"
    assert quoting.orders_of(world.ann) == [(quote.number, PLACED, D("111.00"))]


def test_staff_send_a_draft_of_their_own(world: World) -> None:
    customer = quoting.customer_id("ann@example.com")
    draft = world.owner.draft_order(customer, {world.shop.green_tea: 2})
    with pytest.raises(Refused) as error:
        quoting.send(world.owner, draft)
    assert codes(error) == [("orderId", "REQUIRED")]
    assert not CustomerQuote.objects.exists()
    world.owner.change_draft(draft, shippingMethod=quoting.shipping_method())

    sent = quoting.send(world.owner, draft, "Our offer.")

    assert (sent.status, sent.units) == ("SENT", {"green-tea": (2, D("27.00"))})
    quoting.accept(world.ann, sent)
    assert quoting.orders_of(world.ann) == [(sent.number, PLACED, sent.total)]


def test_nobody_asks_twice_for_a_checkout(world: World) -> None:
    quote = quoting.request(world.ann, world.checkout)

    with pytest.raises(Refused) as error:
        quoting.request(world.ann, world.checkout)

    assert codes(error) == [("checkoutId", "UNIQUE")]
    assert quote.number in error.value.errors[0]["message"]
    assert SaleorOrder.objects.count() == 1


def test_only_ones_own_checkout_is_quoted(world: World) -> None:
    bob = world.shop.member(world.vip, "bob@example.com")
    guest = Storefront()

    with pytest.raises(Refused) as error:
        quoting.request(bob, world.checkout)
    assert codes(error) == [("checkoutId", "NOT_FOUND")]
    with pytest.raises(Refused) as error:
        quoting.request(guest, world.checkout)
    assert codes(error) == [("checkoutId", "REQUIRED")]
    with pytest.raises(Refused) as error:
        quoting.request(world.owner, world.checkout)
    assert codes(error) == [("checkoutId", "NOT_FOUND")]

    assert not SaleorOrder.objects.exists()
    assert not CustomerQuote.objects.exists()


def test_an_empty_checkout_is_not_quoted(world: World) -> None:
    for sku in ("green-tea", "espresso"):
        world.ann.remove(world.ann.look(world.checkout), sku)

    with pytest.raises(Refused) as error:
        quoting.request(world.ann, world.checkout)

    assert codes(error) == [("checkoutId", "REQUIRED")]
    assert not SaleorOrder.objects.exists()
