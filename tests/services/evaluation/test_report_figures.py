"""What the figures of orders know for reports."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from saleor_customer_groups.models import (
    CustomerGroup,
    CustomerTotals,
    Membership,
    OrderFigures,
)
from saleor_customer_groups.services.evaluation import order_figures
from saleor_customer_groups.services.groups import group_deletion, groups
from saleor_customer_groups.services.membership import joining, leaving
from tests.port import Catalogue
from tests.port.past import give_taxes, pay, place, use_gift_card
from tests.queries import counted
from tests.services.conftest import NOW
from tests.services.occasions import with_occasion

from .test_order_figures import record, totals, versions

D = Decimal
DAY = timedelta(days=1)


def figures(order: Any) -> OrderFigures:
    order_figures.rebuild_figures()
    return OrderFigures.objects.get(order_key=str(order.pk))


def amounts(order: Any, *names: str) -> list[Decimal | None]:
    found = figures(order)
    return [getattr(found, f"{name}_amount") for name in names]


def stamp(order: Any, codes: str) -> Any:
    order.private_metadata = {"customer_groups": codes}
    order.save()
    return order


def test_orders_of_guests_are_in_no_totals(make_customer: Callable[..., int]) -> None:
    Catalogue()
    ann = make_customer("ann")
    joining.register(customer_id=ann, now=NOW)
    place(ann, at=NOW, total="10")
    order_figures.rebuild_figures()
    before = totals()
    guests = [place(None, at=NOW, total=total) for total in ("20", "30")]

    assert order_figures.rebuild_figures() == 2

    found = OrderFigures.objects.filter(customer_id=None)
    assert set(found.values_list("order_key", "net_amount")) == {
        (str(order.pk), order.total_gross_amount) for order in guests
    }
    assert totals() == before
    assert CustomerTotals.objects.count() == Membership.objects.count() == 1
    assert order_figures.rebuild_figures() == 0


@pytest.mark.parametrize("is_refreshed_first", [True, False])
def test_an_order_changes_hands_between_a_guest_and_a_customer(
    make_customer: Callable[..., int], is_refreshed_first: bool
) -> None:
    Catalogue()
    ann = make_customer("ann")
    order = place(None, at=NOW, total="10")
    key = str(order.pk)
    order_figures.refresh_orders([key])
    order.user_id = ann
    order.save()
    order_figures.refresh_figures([ann])
    assert [row.customer_id for row in OrderFigures.objects.all()] == [ann]
    assert CustomerTotals.objects.get().orders == 1

    order.user_id = None
    order.save()
    if is_refreshed_first:
        order_figures.refresh_figures([ann])
    order_figures.refresh_orders([key])

    assert [row.customer_id for row in OrderFigures.objects.all()] == [None]
    assert not CustomerTotals.objects.exists()
    assert order_figures.rebuild_figures() == 0


def test_what_became_of_a_guests_order_is_noted_in_a_constant_number_of_queries(
    db: None,
) -> None:
    Catalogue()
    orders = [place(None, at=NOW, total="10") for _ in range(20)]
    keys = [str(order.pk) for order in orders]
    with counted() as one:
        order_figures.refresh_orders(keys[:1])
    with counted() as many:
        order_figures.refresh_orders(keys)
    assert one.count == many.count == 3
    before = versions()
    order_figures.refresh_orders(keys)
    assert versions() == before
    for order in orders[:2]:
        order.status = "canceled"
        order.save()
    orders[2].delete()

    order_figures.refresh_orders(keys)

    assert OrderFigures.objects.count() == 17


def test_more_guests_than_are_refreshed_at_a_time(
    make_customer: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after an upgrade: rows are there, and lack what is new."""
    Catalogue()
    ann = make_customer("ann")
    for who in (ann, ann, None, None, None, None, None):
        place(who, at=NOW, total="10")
    order_figures.rebuild_figures()
    right = list(OrderFigures.objects.order_by("pk").values())
    OrderFigures.objects.update(channel=None, group_codes=None, tax_amount=None)
    monkeypatch.setattr(order_figures, "_MAX_REFRESHED", 1)

    order_figures.rebuild_figures()

    assert list(OrderFigures.objects.order_by("pk").values()) == right
    assert order_figures.rebuild_figures() == 0


def test_what_was_filled_in_before_a_night_was_killed_is_not_done_again(
    make_customer: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the first night after the upgrade, with a batch for each customer."""
    Catalogue()
    customers = [make_customer(name) for name in ("ann", "bob", "cid")]
    for who in (*customers, None, None):
        place(who, at=NOW, total="10")
    order_figures.rebuild_figures()
    right = list(OrderFigures.objects.order_by("pk").values())
    new = ["channel", "tax_amount", "goods_amount", "costed_amount", "group_codes"]
    new += ["listed_amount", "discount_amount", "increase_amount"]
    OrderFigures.objects.update(**dict.fromkeys(new))
    monkeypatch.setattr(order_figures, "_BATCH", 1)
    done: list[int] = []
    refresh = order_figures.refresh_figures

    def refresh_one(customer_ids: list[int]) -> list[int]:
        if done:
            raise KeyboardInterrupt
        done.extend(customer_ids)
        return refresh(customer_ids)

    with monkeypatch.context() as killed:
        killed.setattr(order_figures, "refresh_figures", refresh_one)
        with pytest.raises(KeyboardInterrupt):
            order_figures.rebuild_figures()
    filled = OrderFigures.objects.exclude(channel=None)
    assert list(filled.values_list("customer_id", flat=True)) == done

    assert order_figures.rebuild_figures() == 2 + 2
    assert list(OrderFigures.objects.order_by("pk").values()) == right


def test_an_erased_account_leaves_its_orders_in_the_totals_of_the_shop(
    make_customer: Callable[..., int],
) -> None:
    Catalogue()
    ann = make_customer("ann")
    order = stamp(place(ann, at=NOW, total="10"), "gold, vip")
    order_figures.rebuild_figures()

    get_user_model().objects.get(pk=ann).delete()

    found = figures(order)
    assert (found.customer_id, found.net_amount) == (None, 10)
    assert found.group_codes == ["gold", "vip"]
    assert order_figures.rebuild_figures() == 0


@pytest.mark.parametrize(
    ("codes", "read"),
    [
        ("gold", ["gold"]),
        ("gold, vip", ["gold", "vip"]),
        ('"a, b", gold, "say \\"hi\\""', ["a, b", "gold", 'say "hi"']),
        ("", []),
    ],
)
def test_the_groups_stored_on_an_order_count(
    make_customer: Callable[..., int], codes: str, read: list[str]
) -> None:
    Catalogue()

    order = stamp(place(make_customer(), at=NOW, total="10"), codes)

    assert figures(order).group_codes == read


def test_otherwise_those_of_the_ledger(
    make_customer: Callable[..., int], make_group: Callable[..., CustomerGroup]
) -> None:
    Catalogue()
    CustomerGroup.objects.update(created_at=NOW - 30 * DAY)
    ann = make_customer("ann")
    gold, vip = make_group("Gold"), make_group("VIP")
    for group, ago in ((gold, 20), (vip, 5)):
        joining.add_members(
            group=group, customer_ids=[ann], **with_occasion(now=NOW - ago * DAY)
        )
    leaving.remove_members(
        group=gold, customer_ids=[ann], **with_occasion(now=NOW - 3 * DAY)
    )
    ago = (40, 20, 19, 4, 2, 0)
    orders = [place(ann, at=NOW - days * DAY, total="10") for days in ago]
    order_figures.rebuild_figures()

    def codes() -> list[list[str]]:
        return [figures(order).group_codes for order in orders]

    was = [[], [], ["gold"], ["gold", "vip"], ["vip"], ["vip"]]
    assert codes() == was

    # A new name and a deletion change nothing of the past.
    groups.update_group(
        group=vip, values={"code": "best"}, **with_occasion(now=NOW + DAY)
    )
    assert codes() == was
    group_deletion.delete_groups(groups={"id": vip}, **with_occasion(now=NOW + DAY))
    assert codes() == was


def test_amounts_of_an_order(make_customer: Callable[..., int]) -> None:
    catalogue = Catalogue()
    drinks = catalogue.category("Drinks")
    coffee = catalogue.variant("coffee", "12.00", category=drinks, cost="4.00")
    tea = catalogue.variant("tea", "5.00", category=drinks)
    order = place(make_customer(), at=NOW, lines=[(coffee, 2, "10.00"), (tea, 3, "5")])
    line = order.lines.get(variant=coffee)
    record(order, line, "-5", code="list")
    record(order, line, "1.50", code="rule")
    names = ("listed", "discount", "increase", "goods", "costed", "margin", "tax")

    # 2 x 12.00 as recorded, 3 x 5.00 as sold.
    known = [D(39), D(5), D("1.5"), D(35), D(20), D(12), D(0)]
    assert amounts(order, *names) == known
    give_taxes(order, "0.25")
    assert amounts(order, "tax", "goods", "costed", "margin", "net") == [
        *(D(7), D(28), D(16), D(8), D(35)),
    ]
    pay(order, "35", refunded="7")
    # A fifth is given back: of what was sold, not of what was listed.
    assert amounts(order, "goods", "costed", "margin", "listed", "discount") == [
        *(D("22.4"), D("12.8"), D("6.4"), D(39), D(5)),
    ]


def test_gift_cards_and_channels_where_saleor_keeps_them(
    make_customer: Callable[..., int],
) -> None:
    Catalogue()
    order = place(make_customer(), at=NOW, total="10")

    card, channel = use_gift_card(order, "2.50")

    assert amounts(order, "gift_card") == [card]
    assert figures(order).channel == channel
