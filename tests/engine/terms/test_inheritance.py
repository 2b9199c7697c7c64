"""Which terms a customer has: tables, and what is always true. terms.md, section 1."""

from decimal import Decimal

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from pydantic import ValidationError

from saleor_customer_groups.engine.base.validation_issues import issues_in
from saleor_customer_groups.engine.facts.facts import Customer
from saleor_customer_groups.engine.terms.facts import (
    CustomerCredit,
    GroupTerms,
    TermsGroup,
)
from saleor_customer_groups.engine.terms.inheritance import (
    lineages_of,
    terms_of_customer,
    terms_of_group,
)

from ..generated_terms import customers, terms_groups
from ..reference import terms as reference
from ..shop import CREATED


def group(code, terms=None, **more):
    return TermsGroup.model_validate(
        {"code": code, "created_at": CREATED, "terms": terms or {}, **more}
    )


def chosen(groups, *own, primary=None):
    found = terms_of_customer(groups, Customer(groups=own, primary=primary))
    return found and found.group


VIP = group(
    "vip",
    {
        "options": ["online", "net_terms"],
        "net_days": 30,
        "credit_limit": "100000",
        "credit_currency": "USD",
        "instructions": {"net_terms": "Pay to DE89.", "bank_transfer": "Pay before."},
    },
)
PLATINUM = group(
    "platinum",
    {
        "net_days": 45,
        "credit_limit": "250000",
        "credit_currency": "USD",
        "instructions": {"net_terms": "Pay to GB29."},
    },
    parent="vip",
)


def test_the_example_of_the_page():
    terms = terms_of_group("platinum", lineages_of([VIP, PLATINUM]))

    assert terms.net_days == 45
    assert terms.credit_limit == Decimal(250000)
    assert terms.options == ("online", "net_terms")
    assert terms.instructions == {
        "net_terms": "Pay to GB29.",
        "bank_transfer": "Pay before.",
    }
    assert terms.early_payment_percent is None


def test_without_inheriting_only_what_it_says_itself_counts():
    platinum = PLATINUM.model_copy(update={"inherits_terms": False})

    terms = terms_of_group("platinum", lineages_of([VIP, platinum]))

    assert terms == platinum.terms


def test_an_inactive_ancestor_says_nothing_but_passes_on():
    middle = group("middle", {"net_days": 7}, parent="vip", is_active=False)
    low = group("low", parent="middle")

    assert terms_of_group("low", lineages_of([VIP, middle, low])).net_days == 30


def test_options_and_their_gateways_come_from_one_group():
    above = group("above", {"options": ["online"], "gateways": ["adyen"]})
    below = group("below", {"options": ["online"]}, parent="above")

    assert terms_of_group("below", lineages_of([above, below])).gateways is None


LOW = {"net_days": 7, "credit_limit": "10", "credit_currency": "USD"}
HIGH = {"net_days": 9, "credit_limit": "20", "credit_currency": "USD"}
UNLIMITED = {"net_days": 14}


@pytest.mark.parametrize(
    ("groups", "primary", "expected"),
    [
        ([("a", LOW, 0), ("b", HIGH, 0)], "a", "a"),
        ([("a", LOW, 0), ("b", HIGH, 5)], None, "b"),
        ([("a", LOW, 5), ("b", HIGH, 0)], None, "a"),
        ([("a", LOW, 0), ("b", HIGH, 0)], None, "b"),
        ([("a", HIGH, 0), ("b", UNLIMITED, 0)], None, "b"),
        ([("b", LOW, 0), ("a", LOW, 0)], None, "a"),
        # Without any terms a group is passed over, the primary one, too.
        ([("a", {}, 0), ("b", LOW, 0)], "a", "b"),
        ([("a", {}, 9), ("b", LOW, 0)], None, "b"),
        ([("a", {}, 0)], None, None),
    ],
)
def test_those_of_one_group_count(groups, primary, expected):
    made = [group(code, said, priority=priority) for code, said, priority in groups]

    own = [code for code, _, _ in groups]
    assert chosen(made, *own, primary=primary) == expected


def test_a_primary_group_that_inherits_terms_counts():
    gold = group("gold", parent="vip")
    other = group("other", LOW, priority=9)

    assert chosen([VIP, gold, other], "gold", "other", primary="gold") == "gold"


def test_guests_have_none_even_with_a_group_for_them():
    guests = group("guests", LOW, for_guests=True)

    assert terms_of_customer([guests], None) is None


def test_who_is_in_no_group_has_those_of_the_default_group():
    assert chosen([group("retail", LOW, is_default=True)]) == "retail"


def test_a_customers_own_limit_counts_instead():
    found = terms_of_customer([VIP], Customer(groups=("vip",)))
    own = CustomerCredit(credit_limit=Decimal(500), credit_currency="EUR")

    assert found.for_customer(own).credit_limit == 500
    assert found.for_customer(own).credit_currency == "EUR"
    assert found.for_customer(own).net_days == 30
    assert found.for_customer(CustomerCredit()) == found.own


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        (
            {"options": []},
            ["options: must name at least one way to pay; leave it open"],
        ),
        ({"options": ["barter"]}, ["options[0]: must be one of"]),
        ({"gateways": ["dummy"]}, ["gateways: count only where paying online"]),
        (
            {"options": ["net_terms"], "gateways": ["dummy"]},
            ["gateways: count only where paying online"],
        ),
        ({"net_days": -1}, ["net_days: must be at least 0"]),
        ({"net_days": 3651}, ["net_days: must be at most 3650"]),
        ({"credit_limit": "5"}, ["credit_currency: is missing"]),
        ({"credit_currency": "USD"}, ["credit_limit: is missing"]),
        ({"credit_limit": "-5", "credit_currency": "USD"}, ["credit_limit: cannot be"]),
        (
            {"credit_limit": "5.001", "credit_currency": "USD"},
            ["credit_limit: has more decimals than USD has"],
        ),
        (
            {
                "credit_limit": "5",
                "credit_currency": "JPY",
                "auto_approve_below": "1.5",
            },
            ["auto_approve_below: has more decimals than JPY has"],
        ),
        ({"early_payment_percent": "2"}, ["early_payment_days: is missing"]),
        ({"early_payment_days": 10}, ["early_payment_percent: is missing"]),
        (
            {"early_payment_percent": "0", "early_payment_days": 1},
            ["early_payment_percent: must be more than 0 and less than 100 percent"],
        ),
        (
            {"early_payment_percent": "2.001", "early_payment_days": 1},
            ["early_payment_percent: has at most 2 decimals"],
        ),
        (
            {"early_payment_percent": "100", "early_payment_days": 1},
            ["early_payment_percent: must be more than 0 and less than 100 percent"],
        ),
        (
            {"early_payment_percent": "2", "early_payment_days": 31, "net_days": 30},
            ["early_payment_days: cannot be more than the days until an order is due"],
        ),
        (
            {"instructions": {"online": "Use a card."}},
            ["instructions.online: are for the ways to pay that are not online"],
        ),
        (
            {"instructions": {"net_terms": "a" * 4001}},
            ["instructions.net_terms: has 4001 characters; the maximum is 4000"],
        ),
    ],
)
def test_what_is_refused_names_its_field(terms, expected):
    with pytest.raises(ValidationError) as error:
        GroupTerms.model_validate(terms)

    found = [str(each) for each in issues_in(error.value, terms)]
    assert len(found) == len(expected)
    for line, beginning in zip(found, expected, strict=True):
        assert line.startswith(beginning)


def test_options_are_kept_in_one_order_each_once():
    terms = GroupTerms.model_validate({"options": ["net_terms", "online", "online"]})

    assert terms.options == ("online", "net_terms")


@for_all(terms_groups(), customers(), st.randoms())
def test_the_plain_reading_agrees(groups, customer, random):
    made = [TermsGroup.model_validate(each) for each in groups]
    expected = reference.terms_of_customer(groups, customer)
    shuffled = list(made)
    random.shuffle(shuffled)

    found = terms_of_customer(shuffled, Customer(**customer))

    assert (found and found.group) == expected
    if found is not None:
        plain = reference.terms_of(groups, expected)
        assert found.own == GroupTerms.model_construct(
            **GroupTerms.model_validate(
                {**plain, "early_payment_days": plain.get("early_payment_days")}
            ).__dict__
        )
