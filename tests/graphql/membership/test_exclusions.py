"""Exclusions over GraphQL."""

from collections.abc import Callable

from saleor_customer_groups.models import CustomerGroup, Exclusion, LedgerEntry
from tests.api import Caller, make_customer
from tests.graphql.ids import id_of
from tests.graphql.membership.documents import ADD, ERRORS, groups_of
from tests.graphql.stored import everything

ANSWER = f"changed refused {{ customer code message }} {ERRORS}"
EXCLUDE = f"""mutation($id: ID!, $customers: [ID!]!, $reason: String) {{
  customerGroupMembersExclude(id: $id, customers: $customers, reason: $reason) {{
    {ANSWER}
  }}
}}"""
LIFT = f"""mutation($id: ID!, $customers: [ID!]!, $reason: String) {{
  customerGroupExclusionsLift(id: $id, customers: $customers, reason: $reason) {{
    {ANSWER}
  }}
}}"""
EXCLUDED = """query(
  $id: ID!, $search: String, $sortBy: CustomerGroupExclusionSortingInput
) {
  customerGroup(id: $id) {
    exclusions(first: 5, search: $search, sortBy: $sortBy) {
      totalCount edges { node { customer { email } reason at } }
    }
  }
}"""


def test_staff_exclude_and_lift(
    staff: Caller,
    make_group: Callable[..., CustomerGroup],
    add_members: Callable[..., None],
) -> None:
    ann, gold = make_customer(), make_group("Gold")
    add_members(gold, ann)
    ask = {"id": id_of(gold), "customers": [ann.id]}

    excluded = staff.ask(EXCLUDE, **ask, reason="Resells")
    exclusion = Exclusion.objects.get()
    listed = staff.ask(EXCLUDED, id=id_of(gold), search="ANN exam")["exclusions"]
    by_reason = staff.ask(EXCLUDED, id=id_of(gold), search="resell")["exclusions"]
    others = staff.ask(EXCLUDED, id=id_of(gold), search="ann bob")["exclusions"]
    added = staff.ask(ADD, **ask)
    groups = groups_of(ann)
    lifted = staff.ask(LIFT, **ask, reason="Sorted out")

    assert excluded == lifted == {"changed": 1, "refused": [], "errors": []}
    assert listed == {
        "totalCount": 1,
        "edges": [
            {
                "node": {
                    "customer": {"email": ann.email},
                    "reason": "Resells",
                    "at": exclusion.at.isoformat(),
                }
            }
        ],
    }
    assert by_reason == listed
    assert others == {"totalCount": 0, "edges": []}
    assert added["refused"] == [
        {
            "customer": ann.id,
            "code": "EXCLUDED",
            "message": "The customer is excluded from Gold. Lift the exclusion first.",
        }
    ]
    assert groups == ["Standard"]
    assert not Exclusion.objects.exists()
    entry = LedgerEntry.objects.get(change="exclusion_lifted")
    assert (entry.by_user_id, entry.reason) == (staff.pk, "Sorted out")


def test_a_refusal_changes_nothing(
    staff: Caller, make_group: Callable[..., CustomerGroup], standard: CustomerGroup
) -> None:
    ann, gold = make_customer(), make_group("Gold")
    before = everything()

    default = staff.ask(EXCLUDE, id=id_of(standard), customers=[ann.id])
    lifted = staff.ask(LIFT, id=id_of(gold), customers=[ann.id])
    too_long = staff.ask(EXCLUDE, id=id_of(gold), customers=[ann.id], reason="x" * 501)

    assert [
        (each["field"], each["code"])
        for answer in (default, lifted, too_long)
        for each in answer["errors"]
    ] == [("id", "DEFAULT_GROUP"), ("customers", "NOT_EXCLUDED"), ("reason", "INVALID")]
    assert everything() == before


def test_exclusions_are_sorted(
    staff: Caller, make_group: Callable[..., CustomerGroup]
) -> None:
    gold = make_group("Gold")
    for name in ("bob", "ann"):
        customers = [make_customer(name).id]
        staff.ask(EXCLUDE, id=id_of(gold), customers=customers)

    def emails(**sort_by: str) -> list[str]:
        asked = {"sortBy": sort_by} if sort_by else {}
        found = staff.ask(EXCLUDED, id=id_of(gold), **asked)["exclusions"]["edges"]
        return [edge["node"]["customer"]["email"][:3] for edge in found]

    assert emails() == ["bob", "ann"]
    assert emails(field="AT", direction="DESC") == ["ann", "bob"]
    assert emails(field="EMAIL", direction="ASC") == ["ann", "bob"]
