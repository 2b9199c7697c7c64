"""A quote has gifts and promotions of its checkout. docs/quotes.md, For shop owners."""

from decimal import Decimal

import pytest
from saleor.order.models import Order as SaleorOrder

from saleor_customer_groups import port
from saleor_customer_groups.models import CustomerQuote
from tests.database.at_once import at_once
from tests.journeys.quotes import quoting
from tests.journeys.visibility.hiding import hide
from tests.owner import Shop
from tests.port.plugin import configure
from tests.storefront import Refused

# Saleor 3 tells of a change of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)

D = Decimal
PLACED = "UNFULFILLED"


def test_gifts_and_promotions_stay_when_staff_edit_the_draft(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "10", category=shop.tea)
    shop.promotion(
        vip,
        "Tea week",
        kind="percent_off",
        percent="20",
        scope={"include": {"categories": [str(shop.tea.pk)]}},
    )
    shop.promotion(vip, "A latte", kind="gift", variants=[str(shop.latte.pk)])
    shop.promotion(vip, "Carriage paid", kind="free_shipping")
    ann, owner = shop.member(vip, "ann@example.com"), shop.owner()
    checkout = ann.ship(ann.open_checkout({shop.green_tea: 3, shop.espresso: 1}))
    assert checkout.total == D("84.80")

    quote = quoting.request(ann, checkout)
    assert quote.units == {
        "green-tea": (3, D("21.60")),
        "espresso": (1, D("20.00")),
        "latte": (1, D("0.00")),
    }
    assert (quote.shipping, quote.total) == (D("0.00"), D("84.80"))
    draft = quoting.draft_of(owner, quote)
    more = owner.set_in_draft(draft, "espresso", 2)
    quoting.let_drafts_grow_old()
    assert owner.look_at_order(draft).total == D("104.80")
    assert more.units == {
        "green-tea": D("21.60"),
        "espresso": D("20.00"),
        "latte": D("0.00"),
    }
    quoting.send(owner, draft)
    # What was agreed upon does not depend on us.
    configure(active=False)
    accepted = quoting.accept(ann, quote)

    assert accepted.total == D("104.80")
    assert quoting.orders_of(ann) == [(quote.number, PLACED, D("104.80"))]
    assert ann.look(checkout).total > D("84.80")


def test_units_that_staff_add_to_a_gift_are_paid_for(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.promotion(vip, "A latte", kind="gift", variants=[str(shop.latte.pk)])
    ann, owner = shop.member(vip, "ann@example.com"), shop.owner()
    checkout = ann.ship(ann.open_checkout({shop.espresso: 1}))
    quote = quoting.request(ann, checkout)
    draft = quoting.draft_of(owner, quote)
    assert draft.total == D("30.00")

    # Saleor 2.10 has one price for all units of a line.
    added = D("9.99") if port.GENERATION == 3 else D("19.98")
    assert owner.set_in_draft(draft, "latte", 2).total == D("30.00") + added


def test_a_checkout_with_a_voucher_is_not_quoted(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.catalogue.voucher("SAVE", "10")
    ann = shop.member(vip, "ann@example.com")
    checkout = ann.use_voucher(ann.open_checkout({shop.espresso: 1}), "SAVE")

    with pytest.raises(Refused) as error:
        quoting.request(ann, checkout)

    assert error.value.errors[0]["field"] == "checkoutId"
    assert "voucher" in error.value.errors[0]["message"]
    assert not SaleorOrder.objects.exists()


def test_what_is_hidden_now_is_not_quoted(shop: Shop) -> None:
    vip = shop.group("VIP")
    ann = shop.member(vip, "ann@example.com")
    checkout = ann.open_checkout({shop.latte: 1, shop.espresso: 1})
    hide(shop.latte.product, groups=(shop.group("Others"),))

    with pytest.raises(Refused) as error:
        quoting.request(ann, checkout)

    assert [(each["field"], each["code"]) for each in error.value.errors] == [
        ("checkoutId", "INVALID")
    ]
    assert "latte" not in str(error.value).lower()
    assert not SaleorOrder.objects.exists()
    assert not CustomerQuote.objects.exists()


def test_many_who_accept_at_once_make_one_order(shop: Shop) -> None:
    vip = shop.group("VIP")
    ann, owner = shop.member(vip, "ann@example.com"), shop.owner()
    for number in range(3):
        checkout = ann.ship(ann.open_checkout({shop.espresso: 1}))
        quote = quoting.request(ann, checkout)
        quoting.send(owner, quoting.draft_of(owner, quote))
        quoting.set_stock(shop.espresso, 100)

        def press(quote: quoting.SeenQuote = quote) -> str:
            try:
                return quoting.accept(ann, quote).status
            except Refused:
                return "busy"

        pressed = at_once(*[press] * 4)

        assert "ACCEPTED" in pressed
        assert set(pressed) <= {"ACCEPTED", "busy"}
        orders = SaleorOrder.objects.exclude(status="draft")
        assert orders.count() == number + 1
        (line,) = orders.get(pk=quoting.key_of(quote)).lines.all()
        allocated = sum(each.quantity_allocated for each in line.allocations.all())
        assert allocated == 1
        changes = CustomerQuote.objects.get(number=quote.number).changes
        assert [each.state for each in changes.all()] == [
            "requested",
            "sent",
            "accepted",
        ]


def test_many_who_ask_at_once_ask_once(shop: Shop) -> None:
    vip = shop.group("VIP")
    ann = shop.member(vip, "ann@example.com")
    checkout = ann.ship(ann.open_checkout({shop.espresso: 1}))

    def press() -> str:
        try:
            return quoting.request(ann, checkout).status
        except Refused as error:
            return error.errors[0].get("code", "busy")

    pressed = at_once(*[press] * 4)

    assert pressed.count("REQUESTED") == 1
    assert set(pressed) <= {"REQUESTED", "UNIQUE", "busy"}
    assert SaleorOrder.objects.count() == 1
    assert CustomerQuote.objects.count() == 1
