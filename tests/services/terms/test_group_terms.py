"""Terms of groups and customers: what is refused, what is stored. terms.md."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from saleor_customer_groups.models import (
    CustomerGroup,
    CustomerTerms,
    TermsLedgerEntry,
)
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.terms import in_force
from saleor_customer_groups.services.terms.accounts import read_account, read_accounts
from saleor_customer_groups.services.terms.customer_terms import set_customer_terms
from saleor_customer_groups.services.terms.group_terms import find_terms, set_terms
from tests.api import make_customer
from tests.owner import Shop
from tests.queries import counted

NET_30 = {"options": ["online", "net_terms"], "net_days": 30}


def occasion() -> Occasion:
    return Occasion.manual(now=timezone.now())


def put(group: CustomerGroup, **values: Any) -> Any:
    return set_terms(group=group, values=values, occasion=occasion())


def refusals(error: ValidationError) -> dict[str, str]:
    return {
        field: str(each.code)
        for field, mistakes in error.error_dict.items()
        for each in mistakes
    }


def stored() -> list[Any]:
    return [
        *CustomerGroup.objects.order_by("pk").values_list("terms", "updated_at"),
        *CustomerTerms.objects.values_list(),
        *TermsLedgerEntry.objects.values_list(),
    ]


def test_terms_are_stored_and_recorded(shop: Shop) -> None:
    vip = shop.group("VIP")

    put(vip, **NET_30, credit_limit="100.50", credit_currency="USD")
    put(vip, net_days=45)
    put(vip, credit_limit=None, credit_currency=None)

    vip.refresh_from_db()
    assert vip.terms == {"options": ["online", "net_terms"], "net_days": 45}
    entries = TermsLedgerEntry.objects.filter(change="group_terms").order_by("pk")
    assert [each.details["after"].get("credit_limit") for each in entries] == [
        "100.50",
        "100.50",
        None,
    ]
    assert entries[0].group_code == "vip"
    put(vip, options=None, net_days=None)
    vip.refresh_from_db()
    assert vip.terms is None


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"options": []}, {"options": "invalid"}),
        ({"options": ["net_terms"]}, {"net_days": "required"}),
        ({"net_days": -1}, {"net_days": "invalid"}),
        ({"credit_limit": "5"}, {"credit_currency": "required"}),
        (
            {"credit_limit": "5", "credit_currency": "XXY"},
            {"credit_currency": "invalid"},
        ),
        ({"early_payment_percent": "2"}, {"early_payment_days": "required"}),
        (
            {
                **NET_30,
                "early_payment_percent": "2",
                "early_payment_days": 31,
            },
            {"early_payment_days": "invalid"},
        ),
        (
            {"instructions": {"online": "Use a card"}},
            {"instructions.online": "invalid"},
        ),
    ],
)
def test_a_refusal_names_its_field_and_changes_nothing(
    shop: Shop, values: dict[str, Any], expected: dict[str, str]
) -> None:
    vip = shop.group("VIP")
    before = stored()

    with pytest.raises(ValidationError) as error:
        put(vip, **values)

    assert refusals(error.value) == expected
    assert stored() == before


def test_a_dry_run_changes_nothing(shop: Shop) -> None:
    vip = shop.group("VIP")
    before = stored()

    found = set_terms(group=vip, values=NET_30, occasion=occasion(), dry_run=True)

    assert found.effective.net_days == 30
    assert stored() == before


def test_who_has_changed_it_meanwhile_is_told(shop: Shop) -> None:
    vip = shop.group("VIP")
    seen = CustomerGroup.objects.get(pk=vip.pk).updated_at
    put(vip, **NET_30)
    before = stored()

    with pytest.raises(ValidationError) as error:
        set_terms(
            group=vip,
            values={"net_days": 10},
            occasion=occasion(),
            if_updated_at=seen,
        )

    assert refusals(error.value) == {"if_updated_at": "changed_meanwhile"}
    assert stored() == before


def test_days_may_be_those_of_the_group_above(shop: Shop) -> None:
    vip = shop.group("VIP")
    put(vip, net_days=30)
    gold = shop.group("Gold", parent=vip)

    found = put(gold, options=["net_terms"])

    assert found.own.net_days is None
    assert found.effective.net_days == 30
    assert find_terms(gold).effective.net_days == 30


def test_broken_terms_say_nothing_and_lend_nothing(shop: Shop) -> None:
    vip = shop.group("VIP")
    put(vip, **NET_30)
    customer = make_customer()
    shop.put_into(vip, customer.email)
    assert customer.pk is not None
    assert read_account(customer.pk, now=timezone.now()).effective is not None

    CustomerGroup.objects.filter(pk=vip.pk).update(terms={"net_days": "soon"})

    assert read_account(customer.pk, now=timezone.now()).effective is None
    assert find_terms(CustomerGroup.objects.get(pk=vip.pk)).problem


def test_customers_have_limits_of_their_own(shop: Shop) -> None:
    vip = shop.group("VIP")
    put(vip, **NET_30, credit_limit="100", credit_currency="USD")
    customer = make_customer()
    shop.put_into(vip, customer.email)
    assert customer.pk is not None

    set_customer_terms(
        customer_id=customer.pk,
        values={"credit_limit": Decimal(7), "credit_currency": "EUR", "note": "New"},
        occasion=occasion(),
    )

    account = read_account(customer.pk, now=timezone.now())
    assert account.effective is not None
    assert account.effective.credit_limit == 7
    assert account.free == 7
    set_customer_terms(
        customer_id=customer.pk, values={"credit_limit": None}, occasion=occasion()
    )
    assert read_account(customer.pk, now=timezone.now()).free == 100
    assert TermsLedgerEntry.objects.filter(change="customer_terms").count() == 2


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"credit_limit": Decimal(5)}, {"credit_currency": "required"}),
        (
            {"credit_limit": Decimal("5.001"), "credit_currency": "USD"},
            {"credit_limit": "invalid"},
        ),
        (
            {"credit_limit": Decimal(-5), "credit_currency": "USD"},
            {"credit_limit": "invalid"},
        ),
        ({"is_blocked": True}, {"note": "required"}),
        ({"note": "a" * 2001}, {"note": "invalid"}),
    ],
)
def test_what_is_said_of_a_customer_is_checked(
    db: None, values: dict[str, Any], expected: dict[str, str]
) -> None:
    customer = make_customer()
    assert customer.pk is not None
    before = stored()

    with pytest.raises(ValidationError) as error:
        set_customer_terms(customer_id=customer.pk, values=values, occasion=occasion())

    assert refusals(error.value) == expected
    assert stored() == before


def test_twenty_accounts_cost_as_much_as_one(shop: Shop) -> None:
    vip = shop.group("VIP")
    put(vip, **NET_30)
    customers = [make_customer(f"c{number}") for number in range(20)]
    for each in customers:
        shop.put_into(vip, each.email)
    keys = [each.pk for each in customers if each.pk is not None]
    read_accounts(keys[:1], now=timezone.now())

    with counted() as one:
        read_accounts(keys[:1], now=timezone.now())
    with counted() as many:
        assert len(read_accounts(keys, now=timezone.now())) == 20

    assert many.count == one.count == 4


def test_whether_there_are_terms_is_known_without_a_query(shop: Shop) -> None:
    assert in_force.are_in_use() is False
    with counted() as queries:
        assert in_force.are_in_use() is False
    assert queries.statements == []
    put(shop.group("VIP"), **NET_30)
    assert in_force.are_in_use() is True
