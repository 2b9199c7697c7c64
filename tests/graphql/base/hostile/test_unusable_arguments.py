"""Texts, numbers, moments and nesting that no field can do anything with."""

from functools import reduce
from typing import Any

import pytest

from saleor_customer_groups.models import CustomerGroup
from tests.api import Caller, make_customer
from tests.graphql.ids import id_of
from tests.graphql.rules.test_price_rules import percent_off
from tests.graphql.stored import everything
from tests.owner import Shop
from tests.port.early_refusals import (
    HALF_A_CHARACTER,
    LAST_MOMENT_IN_NEW_YORK,
    REFUSED_BY_SALEOR,
)

ERRORS = "errors { field code message }"
GROUP = f"""mutation($input: CustomerGroupCreateInput!) {{
  customerGroupCreate(input: $input) {{ customerGroup {{ id }} {ERRORS} }}
}}"""
RULE = f"""mutation($input: CustomerGroupPriceRuleCreateInput!) {{
  customerGroupPriceRuleCreate(input: $input) {{ {ERRORS} }}
}}"""
ADD = f"""mutation($id: ID!, $customers: [ID!]!, $reason: String, $until: DateTime) {{
  customerGroupMembersAdd(
    id: $id, customers: $customers, reason: $reason, until: $until
  ) {{ {ERRORS} }}
}}"""
LIST = f"""mutation($input: CustomerGroupPriceListCreateInput!) {{
  customerGroupPriceListCreate(input: $input) {{ priceList {{ id }} {ERRORS} }}
}}"""
PUT = f"""mutation($id: ID!, $entries: [CustomerGroupPriceListEntryInput!]!) {{
  customerGroupPriceListEntriesPut(id: $id, entries: $entries) {{ added {ERRORS} }}
}}"""
CONDITIONS = f"""query($conditions: GenericScalar) {{
  customerGroupConditionPreview(conditions: $conditions) {{ count {ERRORS} }}
}}"""
BASKET = f"""query($input: CustomerGroupPromotionPreviewInput!) {{
  customerGroupPromotionPreview(input: $input) {{ {ERRORS} }}
}}"""

CHARACTER = "This has a character in it that cannot be stored."
NUMBER = "This is not a number."
CALENDAR = "This is before the year 2 or after the year 9998."


def nested(levels: int) -> Any:
    """Return conditions in conditions."""
    return reduce(lambda inner, _: {"all": [inner]}, range(levels), {"field": "city"})


def refused(field: str, message: str, code: str = "INVALID") -> list[dict[str, str]]:
    return [{"field": field, "code": code, "message": message}]


def check_refused(
    staff: Caller, document: str, value: object, expected: Any, **variables: Any
) -> None:
    """Ask for what is refused, and check that nothing is changed.

    :param value: what is unusable in the variables.
    :param expected: our answer, where Saleor itself does not refuse the value.
    """
    before = everything()

    answer = staff.post(document, **variables)

    if value in REFUSED_BY_SALEOR:
        assert answer.data is None
        (error,) = answer.errors
        assert error["message"].endswith(REFUSED_BY_SALEOR[value])
    else:
        assert not answer.errors
        assert answer.data is not None
        assert list(answer.data.values()) == [expected]
    assert everything() == before


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"name": "Go\0ld"}, refused("name", CHARACTER)),
        ({"name": HALF_A_CHARACTER}, refused("name", CHARACTER)),
        ({"tags": ["one", "t\0wo"]}, refused("tags.1", CHARACTER)),
        (
            {"conditions": {"all": [{"field": "city", "value": "\0"}]}},
            refused("conditions.all.0.value", CHARACTER),
        ),
        (
            {"conditions": nested(200)},
            refused(
                "conditions" + ".all.0" * 25, "This is nested too deeply.", "TOO_DEEP"
            ),
        ),
        (
            {"name": "x" * 251},
            refused("name", "251 characters; the maximum is 250."),
        ),
        (
            {
                "conditions": {
                    "field": "payment_history",
                    "operator": "eq",
                    "value": "fine",
                }
            },
            refused(
                "conditions.value",
                "Must be one of 'excellent', 'good', 'poor' or 'none'.",
            ),
        ),
        (
            {"tags": ["b", "x" * 65]},
            refused("tags", "65 characters; the maximum is 64."),
        ),
        ({"capacity": 0}, refused("capacity", "Must be at least 1.")),
        ({"graceDays": 40_000}, refused("graceDays", "Must be at most 3650.")),
        # A small letter of two characters.
        (
            {"name": "İ" * 250},
            refused("name", "500 characters; the maximum is 250."),
        ),
    ],
)
def test_a_group(
    staff: Caller, given: dict[str, Any], errors: list[dict[str, str]]
) -> None:
    (value, *_) = given.values()
    check_refused(
        staff,
        GROUP,
        value if isinstance(value, str) else None,
        {"customerGroup": None, "errors": errors},
        input={"name": "Gold", "kind": "AUTOMATIC", **given},
    )


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        (
            {"name": "x" * 251},
            refused("name", "251 characters; the maximum is 250."),
        ),
        ({"channels": [""]}, refused("channels", "Must not be empty.")),
        ({"code": "x" * 251}, refused("code", "251 characters; the maximum is 250.")),
        ({"code": "a\0b"}, refused("code", CHARACTER)),
        ({"validUntil": LAST_MOMENT_IN_NEW_YORK}, refused("validUntil", CALENDAR)),
        ({"adjustment": percent_off("1\0")}, refused("adjustment.percent", CHARACTER)),
    ],
)
def test_a_price_rule(
    staff: Caller,
    gold: CustomerGroup,
    given: dict[str, Any],
    errors: list[dict[str, str]],
) -> None:
    values = {"name": "Off", "groups": [id_of(gold)], "adjustment": percent_off("10")}
    check_refused(
        staff,
        RULE,
        given.get("validUntil"),
        {"errors": errors},
        input={**values, **given},
    )


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"reason": "\0"}, refused("reason", CHARACTER)),
        ({"until": LAST_MOMENT_IN_NEW_YORK}, refused("until", CALENDAR)),
    ],
)
def test_a_membership(
    staff: Caller,
    gold: CustomerGroup,
    given: dict[str, str],
    errors: list[dict[str, str]],
) -> None:
    ann = make_customer("ann")
    check_refused(
        staff,
        ADD,
        given.get("until"),
        {"errors": errors},
        id=id_of(gold),
        customers=[ann.id],
        **given,
    )


def test_an_entry_of_a_price_list(
    staff: Caller, gold: CustomerGroup, shop: Shop
) -> None:
    created = staff.ask(LIST, input={"name": "Trade", "groups": [id_of(gold)]})
    id_ = created["priceList"]["id"]
    entry = {"variant": id_of(shop.espresso), "currency": "USD", "unitPrice": "NaN"}
    expected = {"added": None, "errors": refused("entries.0.unitPrice", NUMBER)}
    check_refused(staff, PUT, "NaN", expected, id=id_, entries=[entry])

    # Nothing for a quantity means what leaving it out does.
    right = {**entry, "unitPrice": "9.00", "minQuantity": None}
    assert staff.ask(PUT, id=id_, entries=[right]) == {"added": 1, "errors": []}


@pytest.mark.parametrize(
    ("price", "message"),
    [
        ("NaN", NUMBER),
        ("Infinity", NUMBER),
        ("1e30", "This is larger than any amount."),
    ],
)
def test_a_basket(staff: Caller, shop: Shop, price: str, message: str) -> None:
    basket = {
        "lines": [{"variantId": id_of(shop.espresso), "quantity": 1}],
        "channel": "default-channel",
        "shippingPrice": price,
    }

    expected = {"errors": refused("shippingPrice", message)}
    check_refused(staff, BASKET, price, expected, input=basket)


def test_conditions(staff: Caller) -> None:
    assert staff.ask(CONDITIONS, conditions=nested(200)) == {
        "count": None,
        "errors": refused(
            "conditions" + ".all.0" * 25, "This is nested too deeply.", "TOO_DEEP"
        ),
    }
