"""Deleting several groups at once over GraphQL."""

from collections.abc import Callable

from saleor_customer_groups.models import CustomerGroup
from tests.api import Caller
from tests.graphql.ids import id_of
from tests.graphql.membership.documents import ERRORS
from tests.graphql.stored import everything

BULK_DELETE = f"""mutation($ids: [ID!]!, $force: Boolean, $dryRun: Boolean) {{
  customerGroupBulkDelete(ids: $ids, force: $force, dryRun: $dryRun) {{
    customerGroups {{ name }} children {{ name }} members {ERRORS}
  }}
}}"""


def test_several_groups_go_or_none(
    staff: Caller, standard: CustomerGroup, make_group: Callable[..., CustomerGroup]
) -> None:
    vip, trade = make_group("VIP"), make_group("Trade")
    make_group("Gold", parent=trade)
    ids = [id_of(vip), id_of(trade)]
    before = everything()

    refused = staff.ask(BULK_DELETE, ids=ids)
    with_default = staff.ask(BULK_DELETE, ids=[*ids, id_of(standard)], force=True)
    dry = staff.ask(BULK_DELETE, ids=ids, dryRun=True)
    unchanged = everything() == before
    done = staff.ask(BULK_DELETE, ids=ids, force=True)

    assert unchanged
    assert [(each["field"], each["code"]) for each in refused["errors"]] == [
        ("ids.1", "IN_USE")
    ]
    assert [(each["field"], each["code"]) for each in with_default["errors"]] == [
        ("ids.2", "DEFAULT_GROUP")
    ]
    assert (
        done
        == dry
        == {
            "customerGroups": [{"name": "VIP"}, {"name": "Trade"}],
            "children": [{"name": "Gold"}],
            "members": 0,
            "errors": [],
        }
    )
    assert sorted(CustomerGroup.objects.values_list("name", flat=True)) == [
        "Gold",
        "Standard",
    ]
