"""Primary groups over GraphQL."""

from collections.abc import Callable

from saleor_customer_groups.models import CustomerGroup, Membership
from tests.api import Caller, make_customer
from tests.graphql.ids import id_of
from tests.graphql.membership.documents import ERRORS

MAKE_PRIMARY = f"""mutation($id: ID!, $customers: [ID!]!, $primary: Boolean) {{
  customerGroupMakePrimary(id: $id, customers: $customers, primary: $primary) {{
    changed refused {{ customer code }} {ERRORS}
  }}
}}"""


def test_staff_make_a_group_primary_and_clear_it(
    staff: Caller,
    make_group: Callable[..., CustomerGroup],
    add_members: Callable[..., None],
) -> None:
    ann, bob, gold = make_customer("ann"), make_customer("bob"), make_group("Gold")
    add_members(gold, ann)

    def ask(*customers: Caller, **given: bool) -> tuple[int, list[str], bool]:
        answer = staff.ask(
            MAKE_PRIMARY,
            id=id_of(gold),
            customers=[each.id for each in customers],
            **given,
        )
        codes = [each["code"] for each in answer["errors"]]
        row = Membership.objects.get(customer=ann.pk, group=gold)
        return answer["changed"], codes, row.is_primary

    assert ask(ann, bob) == (0, ["NOT_A_MEMBER"], False)
    assert ask(ann) == (1, [], True)
    assert ask(ann, primary=False) == (1, [], False)
