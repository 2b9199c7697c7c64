"""A list of ten costs as many queries as a list of one."""

from collections.abc import Callable
from typing import Any

import pytest

from saleor_customer_groups.models import (
    CustomerGroup,
    LevelProgramme,
    PriceRule,
    Promotion,
)
from tests.api import Caller, make_customer
from tests.graphql.ids import id_of
from tests.port import Catalogue
from tests.port.plugin import configure
from tests.queries import counted
from tests.storefront import Storefront, dialect

GROUP = """
  name kind colour tags parent { name parent { name } } children { name }
  membersCount priceRules { name adjustment { description } groups { name } problem }
  promotions { name benefit { description } groups { name } problem }
  exclusions(first: 2) { totalCount edges { node { customer { email } } } }
  members(first: 2) {
    totalCount pageInfo { hasNextPage }
    edges { node { customer { email customerGroups { name } } group { name } } }
  }
"""
DOCUMENTS = {
    "groups": f"""{{
      customerGroups(first: 50) {{ totalCount edges {{ node {{ {GROUP} }} }} }}
    }}""",
    "groups by members": """{
      customerGroups(first: 50, sortBy: {field: MEMBERS_COUNT, direction: DESC}) {
        edges { node { name membersCount } }
      }
    }""",
    "price rules": """{
      customerGroupPriceRules(first: 50) {
        totalCount
        edges { node {
          name problem groups { name membersCount }
          adjustment { kind description } scope { include { products } }
        } }
      }
    }""",
    "promotions": """{
      customerGroupPromotions(first: 50) {
        totalCount
        edges { node {
          name problem groups { name membersCount }
          benefit { kind description } conditions { description }
        } }
      }
    }""",
    "customers": """{
      customers(first: 50) {
        edges { node {
          email customerGroups { name colour } priceProfile
          levelProgress { programme { name } group { name } next { name } value }
        } }
      }
    }""",
    "level programmes": """{
      customerGroupLevelProgrammes(first: 50) {
        totalCount
        edges { node {
          name group { name }
          levels { minimum group { name conditions latestRun { joined } } }
        } }
      }
    }""",
    "ledger": """{
      customerGroupLedger(first: 50) {
        edges { node { groupCode customer { email } byUser { email } } }
      }
    }""",
}


@pytest.fixture
def more(
    staff: Caller,
    make_group: Callable[..., CustomerGroup],
    make_rule: Callable[..., PriceRule],
    make_promotion: Callable[..., Promotion],
    make_programme: Callable[..., LevelProgramme],
) -> Callable[[int], None]:
    """Add groups, each with a parent, a rule, a promotion and a member; programmes."""
    top = make_group("Top")
    add = """mutation($id: ID!, $customers: [ID!]!) {
      customerGroupMembersAdd(id: $id, customers: $customers) { changed }
    }"""

    def make(count: int) -> None:
        start = LevelProgramme.objects.count()
        for number in range(start, start + count):
            group = make_group(f"Group {number}", parent=top)
            make_rule(group, top, name=f"Rule {number}")
            make_promotion(group, top, name=f"Promotion {number}")
            make_programme(f"Programme {number}", **{f"Level {number}": "0"})
            member = make_customer(f"member{number}")
            answer = staff.ask(add, id=id_of(group), customers=[member.id])
            assert answer == {"changed": 1}

    return make


def test_ten_cost_as_much_as_one(staff: Caller, more: Callable[[int], None]) -> None:
    def costs() -> dict[str, int]:
        return {name: cost(document) for name, document in DOCUMENTS.items()}

    def cost(document: str) -> int:
        with counted() as queries:
            answer = staff.ask(document)
        assert len(answer["edges"]) >= made
        return queries.count

    made = 1
    more(1)
    costs()
    one = costs()
    made = 10
    more(9)
    staff.ask(DOCUMENTS["customers"])  # which reads again the rules that are kept

    assert costs() == one


def test_adding_twenty_members_costs_as_much_as_adding_one(
    staff: Caller, make_group: Callable[..., CustomerGroup]
) -> None:
    document = """mutation($id: ID!, $customers: [ID!]!) {
      customerGroupMembersAdd(id: $id, customers: $customers) { changed }
    }"""
    people = [make_customer(f"c{number}").id for number in range(22)]
    id_ = id_of(make_group("Gold"))

    def add(customers: list[str]) -> Any:
        with counted() as queries:
            answer = staff.ask(document, id=id_, customers=customers)
        assert answer == {"changed": len(customers)}
        return queries.count

    add(people[:1])
    assert add(people[1:2]) == add(people[2:])


@pytest.mark.parametrize("lines", [1, 8])
def test_the_group_of_a_price_costs_no_query_for_each_line(
    lines: int,
    db: None,
    make_group: Callable[..., CustomerGroup],
    make_rule: Callable[..., PriceRule],
    add_members: Callable[..., None],
) -> None:
    configure(active=True)
    catalogue = Catalogue()
    coffee = catalogue.category("Coffee")
    gold = make_group("Gold")
    make_rule(gold)
    ann = make_customer("ann")
    add_members(gold, ann)
    basket = {
        catalogue.variant(f"coffee-{number}", "20.00", category=coffee): 1
        for number in range(lines)
    }
    made = Storefront().log_in(ann.email).open_checkout(basket)
    with_group = dialect.LOOK
    without = with_group.replace(
        "customerGroupPrice { groupName listPrice { amount } }", ""
    )
    assert without != with_group
    variables = dialect.look_variables(made)
    ann.ask(with_group, **variables)

    with counted() as plain:
        ann.ask(without, **variables)
    with counted() as more:
        answer = ann.ask(with_group, **variables)

    assert {line["customerGroupPrice"]["groupName"] for line in answer["lines"]} == {
        "Gold"
    }
    assert more.count - plain.count <= 1
