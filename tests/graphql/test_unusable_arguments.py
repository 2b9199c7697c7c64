"""Texts, numbers, moments and nesting that no field can do anything with."""

from functools import reduce
from typing import Any

import pytest

from saleor_customer_groups.models import CustomerGroup
from tests.api import Caller, make_customer
from tests.graphql.ids import id_of
from tests.graphql.stored import everything
from tests.graphql.test_price_rules import percent_off
from tests.owner import Shop

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
CALENDAR = "This is before the year 1 or after the year 9999 in UTC."
LAST_MOMENT_IN_NEW_YORK = "9999-12-31T23:59:59-05:00"


def nested(levels: int) -> Any:
    """Return conditions in conditions."""
    return reduce(lambda inner, _: {"all": [inner]}, range(levels), {"field": "city"})


def refused(field: str, message: str, code: str = "INVALID") -> list[dict[str, str]]:
    return [{"field": field, "code": code, "message": message}]


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"name": "Go\0ld"}, refused("name", CHARACTER)),
        ({"name": "\ud800"}, refused("name", CHARACTER)),
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
            refused(
                "name", "Ensure this value has at most 250 characters (it has 251)."
            ),
        ),
        # A small letter of two characters.
        (
            {"name": "İ" * 250},
            refused(
                "name", "Ensure this value has at most 250 characters (it has 500)."
            ),
        ),
    ],
)
def test_a_group(
    staff: Caller, given: dict[str, Any], errors: list[dict[str, str]]
) -> None:
    before = everything()

    answer = staff.ask(GROUP, input={"name": "Gold", "kind": "AUTOMATIC", **given})

    assert answer == {"customerGroup": None, "errors": errors}
    assert everything() == before


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        (
            {"name": "x" * 251},
            refused(
                "name", "Ensure this value has at most 250 characters (it has 251)."
            ),
        ),
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
    before = everything()

    assert staff.ask(RULE, input={**values, **given}) == {"errors": errors}
    assert everything() == before


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
    before = everything()

    answer = staff.ask(ADD, id=id_of(gold), customers=[ann.id], **given)

    assert answer == {"errors": errors}
    assert everything() == before


def test_an_entry_of_a_price_list(
    staff: Caller, gold: CustomerGroup, shop: Shop
) -> None:
    created = staff.ask(LIST, input={"name": "Trade", "groups": [id_of(gold)]})
    id_ = created["priceList"]["id"]
    entry = {"variant": id_of(shop.espresso), "currency": "USD", "unitPrice": "NaN"}
    before = everything()

    answer = staff.ask(PUT, id=id_, entries=[entry])

    assert answer == {"added": None, "errors": refused("entries.0.unitPrice", NUMBER)}
    assert everything() == before
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

    answer = staff.ask(BASKET, input=basket)

    assert answer == {"errors": refused("shippingPrice", message)}


def test_conditions(staff: Caller) -> None:
    assert staff.ask(CONDITIONS, conditions=nested(200)) == {
        "count": None,
        "errors": refused(
            "conditions" + ".all.0" * 25, "This is nested too deeply.", "TOO_DEEP"
        ),
    }
