"""The members of a customer group, looked up over GraphQL."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from saleor_customer_groups.models import CustomerGroup, Membership
from tests.api import Caller, make_customer
from tests.graphql.ids import id_of

MEMBERS = """query($id: ID!, $first: Int, $after: String, $last: Int) {
  customerGroup(id: $id) {
    membersCount
    members(first: $first, after: $after, last: $last) {
      totalCount
      edges { node {
        customer { email } group { name } since until sources reason isPrimary
      } }
      pageInfo { hasNextPage endCursor }
    }
  }
}"""


def test_lists_members_with_what_keeps_them(
    staff: Caller, gold: CustomerGroup, add_members: Callable[..., None]
) -> None:
    ann, bob = make_customer("ann"), make_customer("bob")
    add_members(gold, ann)
    now = timezone.now()
    Membership.objects.create(
        customer_id=bob.pk,
        group=gold,
        by_rule=True,
        by_default=True,
        since=now,
        until=now + timedelta(days=1),
        is_primary=True,
    )

    answer = staff.ask(MEMBERS, id=id_of(gold), first=10)

    assert answer["membersCount"] == answer["members"]["totalCount"] == 2
    nodes = [edge["node"] for edge in answer["members"]["edges"]]
    assert nodes[0].pop("since")
    assert nodes[1].pop("since") == now.isoformat()
    assert nodes == [
        {
            "customer": {"email": "ann@example.com"},
            "group": {"name": "Gold"},
            "until": None,
            "sources": ["BY_HAND"],
            "reason": "",
            "isPrimary": False,
        },
        {
            "customer": {"email": "bob@example.com"},
            "group": {"name": "Gold"},
            "until": (now + timedelta(days=1)).isoformat(),
            "sources": ["BY_RULE", "BY_DEFAULT"],
            "reason": "",
            "isPrimary": True,
        },
    ]


def test_pages_of_members(
    staff: Caller, gold: CustomerGroup, add_members: Callable[..., None]
) -> None:
    people = [make_customer(f"c{number}") for number in range(5)]
    add_members(gold, *people)

    found, after = [], None
    for _ in range(3):
        members = staff.ask(MEMBERS, id=id_of(gold), first=2, after=after)["members"]
        found += [edge["node"]["customer"]["email"] for edge in members["edges"]]
        after = members["pageInfo"]["endCursor"]
    last = staff.ask(MEMBERS, id=id_of(gold), last=2)["members"]["edges"]

    assert found == [person.email for person in people]
    assert [edge["node"]["customer"]["email"] for edge in last] == found[-2:]


def test_two_pages_of_one_group_in_one_document(
    staff: Caller, gold: CustomerGroup, add_members: Callable[..., None]
) -> None:
    people = [make_customer(f"c{number}") for number in range(3)]
    add_members(gold, *people)
    member = "edges { node { customer { email } } }"
    document = f"""query($id: ID!) {{
      customerGroup(id: $id) {{
        oldest: members(first: 1) {{ {member} }} newest: members(last: 1) {{ {member} }}
      }}
    }}"""

    answer = staff.ask(document, id=id_of(gold))

    assert answer["oldest"]["edges"][0]["node"]["customer"]["email"] == people[0].email
    assert answer["newest"]["edges"][0]["node"]["customer"]["email"] == people[2].email


def test_who_left_by_themselves_is_no_member(
    staff: Caller, gold: CustomerGroup, add_members: Callable[..., None]
) -> None:
    ann = make_customer("ann")
    add_members(gold, ann)
    past = timezone.now() - timedelta(seconds=1)
    Membership.objects.filter(customer=ann.pk, group=gold).update(until=past)

    answer = staff.ask(MEMBERS, id=id_of(gold), first=10)

    assert answer["membersCount"] == answer["members"]["totalCount"] == 0
    assert answer["members"]["edges"] == []
