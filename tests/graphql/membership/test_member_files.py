"""Members as CSV files over GraphQL."""

from collections.abc import Callable

from saleor_customer_groups.models import CustomerGroup, LedgerEntry
from tests.api import Caller, make_customer
from tests.graphql.ids import id_of
from tests.graphql.stored import everything
from tests.owner import Shop

IMPORT = """mutation(
  $id: ID!, $file: Upload, $csv: String, $mode: CustomerGroupImportMode,
  $reason: String, $dryRun: Boolean, $allowEmpty: Boolean
) {
  customerGroupMembersImport(
    id: $id, file: $file, csv: $csv, mode: $mode, reason: $reason, dryRun: $dryRun,
    allowEmpty: $allowEmpty
  ) {
    added changed unchanged removed badRows { line message }
    customerGroup { membersCount } errors { field code message }
  }
}"""
EXPORT = "query($id: ID!) { customerGroupMembersExport(id: $id) }"


def test_a_file_is_imported_and_exported(shop: Shop, staff: Caller) -> None:
    vip = shop.group("VIP")
    shop.put_into(vip, make_customer("ann").email)
    make_customer("bob")
    text = "email,until\nbob@example.com,2999-12-31\n"
    before = everything()

    dry = staff.ask(IMPORT, id=id_of(vip), csv=text, mode="REPLACE", dryRun=True)
    bad = staff.ask(IMPORT, id=id_of(vip), csv=f"{text}eve@example.com,\n")
    unchanged = everything() == before
    done = shop.owner().upload(
        IMPORT, id=id_of(vip), file=text.encode(), mode="REPLACE", reason="Fair"
    )

    assert unchanged
    assert {name: dry[name] for name in ("added", "removed", "errors")} == {
        "added": 1,
        "removed": 1,
        "errors": [],
    }
    assert (bad["added"], bad["badRows"]) == (
        0,
        [
            {
                "line": 3,
                "message": "There is no customer with the e-mail address"
                " eve@example.com.",
            }
        ],
    )
    assert done == {
        "added": 1,
        "changed": 0,
        "unchanged": 0,
        "removed": 1,
        "badRows": [],
        "customerGroup": {"membersCount": 1},
        "errors": [],
    }
    assert staff.ask(EXPORT, id=id_of(vip)) == (
        "email,reason,until\nbob@example.com,Fair,3000-01-01T00:00:00+00:00\n"
    )
    entry = LedgerEntry.objects.get(cause="import", change="joined", group_code="vip")
    assert (entry.by_user.email, entry.reason) == ("owner@example.com", "Fair")


def test_a_file_that_names_nobody_empties_a_group_only_where_that_is_said(
    shop: Shop, staff: Caller
) -> None:
    vip = shop.group("VIP")
    shop.put_into(vip, make_customer("ann").email)
    given = {"id": id_of(vip), "csv": "email,until\n", "mode": "REPLACE"}
    before = everything()

    refused = staff.ask(IMPORT, **given)
    dry = staff.ask(IMPORT, **given, allowEmpty=True, dryRun=True)
    unchanged = everything() == before
    done = staff.ask(IMPORT, **given, allowEmpty=True)

    assert [(each["field"], each["code"]) for each in refused["errors"]] == [
        ("file", "REQUIRED")
    ]
    assert unchanged
    assert (dry["removed"], done["removed"]) == (1, 1)
    assert done["customerGroup"] == {"membersCount": 0}


def test_what_is_no_such_file_is_refused(
    staff: Caller, make_group: Callable[..., CustomerGroup]
) -> None:
    vip = make_group("VIP")

    for given, field, code in (
        ({}, "file", "REQUIRED"),
        ({"csv": "name\nann\n"}, "csv", "INVALID"),
        ({"csv": "email\n"}, "file", "REQUIRED"),
        ({"csv": "email\nx\n", "reason": "x" * 501}, "reason", "INVALID"),
    ):
        answer = staff.ask(IMPORT, id=id_of(vip), **given)
        assert [(each["field"], each["code"]) for each in answer["errors"]] == [
            (field, code)
        ]
