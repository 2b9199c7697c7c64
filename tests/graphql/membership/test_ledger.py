"""The ledger over GraphQL: as a file, and who was in a group when."""

from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone
from graphql_relay import to_global_id

from saleor_customer_groups.models import CustomerGroup, LedgerEntry
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.groups.groups import update_group
from saleor_customer_groups.services.membership import joining
from tests.api import Caller, make_customer
from tests.commands.test_prices import run
from tests.graphql.ids import id_of

MEMBERS_AT = """query($id: ID, $code: String, $at: DateTime!, $search: String) {
  customerGroupMembersAt(id: $id, code: $code, at: $at) {
    count erasedCount
    entries(first: 5, search: $search) {
      totalCount edges { node { customer { email } at } }
    }
  }
}"""
EXPORT_AT = """query($id: ID, $code: String, $at: DateTime!) {
  customerGroupMembersAtExport(id: $id, code: $code, at: $at)
}"""
EXPORT = """query($filter: CustomerGroupLedgerFilterInput) {
  customerGroupLedgerExport(filter: $filter)
}"""


def test_who_was_in_a_group(
    staff: Caller, make_group: Callable[..., CustomerGroup]
) -> None:
    now, gold = timezone.now(), make_group("Gold")
    ann, bob = make_customer("ann"), make_customer("bob")
    joined = now - timedelta(days=3)
    joining.add_members(
        group=gold,
        customer_ids=[ann.pk, bob.pk],
        occasion=Occasion.manual(now=joined),
    )
    get_user_model().objects.get(pk=bob.pk).delete()

    then = staff.ask(MEMBERS_AT, id=id_of(gold), at=joined.isoformat())
    today = staff.ask(MEMBERS_AT, code="gold", at=(now + timedelta(days=1)).isoformat())
    nothing = staff.ask(
        MEMBERS_AT, id=to_global_id("CustomerGroup", 99), at=now.isoformat()
    )
    unclear = staff.post(MEMBERS_AT, at=now.isoformat())
    searched = staff.ask(
        MEMBERS_AT, id=id_of(gold), at=joined.isoformat(), search="bob"
    )
    file = staff.ask(EXPORT_AT, id=id_of(gold), at=now.isoformat())
    empty = staff.ask(EXPORT_AT, id=id_of(gold), at="2000-01-01T00:00:00+00:00")

    entries = {
        "totalCount": 1,
        "edges": [
            {"node": {"customer": {"email": ann.email}, "at": joined.isoformat()}}
        ],
    }
    assert then == {"count": 2, "erasedCount": 1, "entries": entries}
    assert today == {"count": 1, "erasedCount": 0, "entries": entries}
    assert searched == {
        "count": 2,
        "erasedCount": 1,
        "entries": {"totalCount": 0, "edges": []},
    }
    assert nothing is None
    head, *lines = file.splitlines()
    assert empty.splitlines() == [head]
    assert head.startswith("at,customer,group_code,group_name,change,cause,")
    assert lines == [
        f"{joined.isoformat()},{ann.email},gold,Gold,joined,staff,,,,",
    ]
    assert unclear.errors[0]["message"] == "Give either `id` or `code`."


def test_who_was_in_a_group_that_had_another_code(
    staff: Caller,
    make_group: Callable[..., CustomerGroup],
    add_members: Callable[..., None],
) -> None:
    now, vip = timezone.now(), make_group("VIP")
    ann = make_customer("ann")
    joining.add_members(
        group=vip,
        customer_ids=[ann.pk],
        occasion=Occasion.manual(now=now - timedelta(days=3)),
    )
    for code, days in (("gold", 2), ("best", 1)):
        update_group(
            group=vip,
            values={"code": code},
            occasion=Occasion.manual(now=now - timedelta(days=days)),
        )

    def count(days: float, **group: str) -> int:
        at = (now - timedelta(days=days)).isoformat()
        return staff.ask(MEMBERS_AT, at=at, **group)["count"]

    assert [count(days, id=id_of(vip)) for days in (4, 2.5, 1.5, 0)] == [0, 1, 1, 1]
    assert [count(2.5, code=code) for code in ("vip", "gold", "best")] == [1, 0, 0]
    # What happened to it is found under each of its codes; another's is not.
    other = make_group("Other", code="vip")
    add_members(other, ann)
    exported = staff.ask(EXPORT, filter={"group": id_of(vip)}).splitlines()[1:]
    assert [tuple(line.split(",")[2:5:2]) for line in exported] == [
        ("vip", "joined"),
        ("vip", "left"),
        ("gold", "joined"),
        ("gold", "left"),
        ("best", "joined"),
    ]
    gone = to_global_id("CustomerGroup", 99)
    assert len(staff.ask(EXPORT, filter={"group": gone}).splitlines()) == 1


def test_the_ledger_is_exported_with_a_filter_and_by_command(
    staff: Caller,
    make_group: Callable[..., CustomerGroup],
    add_members: Callable[..., None],
) -> None:
    ann = make_customer("ann")
    add_members(make_group("Gold"), ann)
    add_members(make_group("Trade"), ann)

    exported = staff.ask(EXPORT, filter={"groupCode": "gold"})
    written = run("customer_groups_export_ledger", "--group", "gold")
    by_customer = run("customer_groups_export_ledger", "--customer", ann.email)

    entry = LedgerEntry.objects.get(group_code="gold")
    assert exported == written
    assert exported.splitlines()[1:] == [
        f"{entry.at.isoformat()},ann@example.com,gold,Gold,joined,staff,,,,"
    ]
    assert len(by_customer.splitlines()) == 3
