"""A rule, list or promotion that somebody has changed meanwhile stays as it is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from graphql_relay import to_global_id

from saleor_customer_groups.models import CustomerGroup, PriceRule, Promotion
from saleor_customer_groups.services.rules.price_lists import price_lists
from tests.api import Caller
from tests.graphql.ids import id_of
from tests.graphql.stored import everything
from tests.owner import Shop

ERRORS = "errors { field code message }"


def update(kind: str) -> str:
    return f"""mutation(
      $id: ID!, $input: CustomerGroup{kind}Input!, $ifUpdatedAt: DateTime
    ) {{
      customerGroup{kind}Update(id: $id, input: $input, ifUpdatedAt: $ifUpdatedAt) {{
        changed: {kind[0].lower()}{kind[1:]} {{ updatedAt priority }} {ERRORS}
      }}
    }}"""


PUT = f"""mutation(
  $id: ID!, $entry: CustomerGroupPriceListEntryInput!, $at: DateTime
) {{
  customerGroupPriceListEntriesPut(id: $id, entries: [$entry], ifUpdatedAt: $at) {{
    added {ERRORS}
  }}
}}"""
REMOVE = f"""mutation($id: ID!, $entry: ID!, $at: DateTime) {{
  customerGroupPriceListEntriesRemove(id: $id, entries: [$entry], ifUpdatedAt: $at) {{
    removed {ERRORS}
  }}
}}"""


@pytest.fixture
def made(
    gold: CustomerGroup,
    make_rule: Callable[..., PriceRule],
    make_promotion: Callable[..., Promotion],
) -> dict[str, Any]:
    return {
        "PriceRule": make_rule(gold),
        "PriceList": price_lists.create_price_list(
            values={"name": "Contract"}, groups=[gold], now=timezone.now()
        ),
        "Promotion": make_promotion(gold),
    }


def refused(answer: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["field"], each["code"]) for each in answer["errors"]]


@pytest.mark.parametrize("kind", ["PriceRule", "PriceList", "Promotion"])
def test_a_change_of_what_was_changed_since(
    kind: str, made: dict[str, Any], staff: Caller
) -> None:
    row = made[kind]
    read = row.updated_at.isoformat()
    first = staff.ask(
        update(kind), id=id_of(row), input={"priority": 1}, ifUpdatedAt=read
    )
    before = everything()

    second = staff.ask(
        update(kind), id=id_of(row), input={"priority": 2}, ifUpdatedAt=read
    )

    assert (first["errors"], first["changed"]["priority"]) == ([], 1)
    assert refused(second) == [("ifUpdatedAt", "CHANGED_MEANWHILE")]
    assert second["changed"] is None
    assert everything() == before
    again = staff.ask(
        update(kind),
        id=id_of(row),
        input={"priority": 2},
        ifUpdatedAt=first["changed"]["updatedAt"],
    )
    assert (again["errors"], again["changed"]["priority"]) == ([], 2)
    however = staff.ask(update(kind), id=id_of(row), input={"priority": 3})
    assert however["errors"] == []


def test_entries_of_a_list_that_was_changed_since(
    made: dict[str, Any], staff: Caller, shop: Shop
) -> None:
    price_list = made["PriceList"]
    read = price_list.updated_at.isoformat()
    entry = {"variant": id_of(shop.latte), "currency": "USD", "unitPrice": 8}

    assert staff.ask(PUT, id=id_of(price_list), entry=entry, at=read) == {
        "added": 1,
        "errors": [],
    }
    before = everything()
    other = {**entry, "minQuantity": 10}
    answer = staff.ask(PUT, id=id_of(price_list), entry=other, at=read)
    stored = price_list.entries.get().pk
    stored_id = to_global_id("CustomerGroupPriceListEntry", stored)
    removal = staff.ask(REMOVE, id=id_of(price_list), entry=stored_id, at=read)

    assert refused(answer) == [("ifUpdatedAt", "CHANGED_MEANWHILE")]
    assert refused(removal) == [("ifUpdatedAt", "CHANGED_MEANWHILE")]
    assert everything() == before


def test_an_entry_that_was_changed_since_and_one_that_is_there_already(
    made: dict[str, Any], staff: Caller, shop: Shop
) -> None:
    price_list = made["PriceList"]
    entry = {"variant": id_of(shop.latte), "currency": "USD"}

    def put(**values: Any) -> list[dict[str, Any]]:
        given = {**entry, **values}
        answer = staff.ask(PUT, id=id_of(price_list), entry=given)
        found: list[dict[str, Any]] = answer["errors"]
        return found

    assert put(unitPrice=8, isNew=True) == []
    assert put(unitPrice=7, ifUnitPrice=8) == []
    # Another entry of the list is no change of this one.
    assert put(unitPrice=6, minQuantity=10, isNew=True) == []
    before = everything()
    refusals = [
        put(unitPrice=9, isNew=True),
        put(unitPrice=9, ifUnitPrice=8),
        put(unitPrice=9, ifUnitPrice=8, minQuantity=5),
    ]

    nothing = " Nothing was saved."
    assert [each["message"] for (each,) in refusals] == [
        f"There is a price for it already: 7.00 USD.{nothing}",
        f"Somebody else has changed this price to 7.00 USD meanwhile.{nothing}",
        f"Somebody else has taken this price out meanwhile.{nothing}",
    ]
    assert [(each["field"], each["code"]) for (each,) in refusals] == [
        ("entries.0.unitPrice", "UNIQUE"),
        ("entries.0.unitPrice", "CHANGED_MEANWHILE"),
        ("entries.0.unitPrice", "CHANGED_MEANWHILE"),
    ]
    assert everything() == before
