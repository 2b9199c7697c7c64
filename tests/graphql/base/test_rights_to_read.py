"""Who reads of which customers what groups they are in.

What they read of these groups is in ``test_rights_of_fields.py``.
"""

from collections.abc import Callable

import pytest

from saleor_customer_groups.models import CustomerGroup, PriceRule
from tests.api import (
    MANAGE_ORDERS,
    MANAGE_USERS,
    STRANGER,
    Caller,
    make_app_caller,
    make_customer,
    make_staff,
)
from tests.graphql.ids import id_of
from tests.port.plugin import configure


def test_a_shopper_reads_their_own_groups(
    make_group: Callable[..., CustomerGroup], add_members: Callable[..., None]
) -> None:
    shopper = make_customer()
    gold = make_group("Gold", colour="#FFD700", is_vip=True)
    add_members(gold, shopper)
    add_members(make_group("Trade"), shopper)

    answer = shopper.ask("{ me { customerGroups { id name code colour isVip } } }")

    assert answer["customerGroups"] == [
        {
            "id": id_of(gold),
            "name": "Gold",
            "code": "gold",
            "colour": "#FFD700",
            "isVip": True,
        },
        {
            "id": id_of(CustomerGroup.objects.get(code="trade")),
            "name": "Trade",
            "code": "trade",
            "colour": "",
            "isVip": False,
        },
    ]


USER = "query($id: ID!) { user(id: $id) { email customerGroups { name } } }"


@pytest.mark.parametrize("make_caller", [make_staff, make_app_caller])
def test_who_manages_users_reads_the_groups_of_others(
    make_caller: Callable[..., Caller],
    make_group: Callable[..., CustomerGroup],
    add_members: Callable[..., None],
) -> None:
    shopper = make_customer()
    add_members(make_group("Gold"), shopper)

    answer = make_caller(MANAGE_USERS).ask(USER, id=shopper.id)

    assert answer == {"email": shopper.email, "customerGroups": [{"name": "Gold"}]}


def test_who_manages_staff_alone_does_not_read_the_groups_of_others(
    make_group: Callable[..., CustomerGroup], add_members: Callable[..., None]
) -> None:
    colleague = make_staff(name="colleague")
    add_members(make_group("Gold"), colleague)

    answer = make_staff("account.manage_staff").post(USER, id=colleague.id)

    assert answer.codes == ["PermissionDenied"]
    assert answer.data == {"user": {"email": colleague.email, "customerGroups": None}}


def test_a_price_profile_is_for_its_owner_and_for_who_manages_users(
    make_group: Callable[..., CustomerGroup],
    make_rule: Callable[..., PriceRule],
    add_members: Callable[..., None],
) -> None:
    configure(active=True)
    shopper, colleague = make_customer(), make_staff(name="colleague")
    gold = make_group("Gold")
    make_rule(gold)
    add_members(gold, shopper)
    of_user = "query($id: ID!) { user(id: $id) { priceProfile } }"
    of_caller = "{ customerGroupPriceProfile }"

    own = shopper.ask("{ me { priceProfile } }")["priceProfile"]
    denied = make_staff("account.manage_staff").post(of_user, id=colleague.id)

    assert own
    assert shopper.ask(of_caller) == own
    assert make_staff(MANAGE_USERS, name="clerk").ask(of_user, id=shopper.id) == {
        "priceProfile": own
    }
    assert make_customer("bob").ask(of_caller) == STRANGER.ask(of_caller) != own
    assert denied.codes == ["PermissionDenied"]
    assert denied.data == {"user": {"priceProfile": None}}


CUSTOMERS = """query($ids: [ID!]) {
  customers(first: 5, filter: {customerGroups: $ids}) {
    totalCount edges { node { email } }
  }
}"""


@pytest.mark.parametrize(
    "make_caller",
    [
        lambda: STRANGER,
        make_customer,
        make_staff,
        make_app_caller,
        # Saleor 3 shows customers to who manages orders, but not who is in a group.
        lambda: make_staff(MANAGE_ORDERS),
        lambda: make_app_caller(MANAGE_ORDERS),
    ],
)
def test_who_does_not_manage_users_cannot_narrow_customers_by_group(
    make_caller: Callable[[], Caller], make_group: Callable[..., CustomerGroup]
) -> None:
    answer = make_caller().post(CUSTOMERS, ids=[id_of(make_group("Gold"))])

    assert answer.is_denied, answer


def test_a_price_rule_that_goes_with_a_group_shows_its_name_alone(
    make_group: Callable[..., CustomerGroup], make_rule: Callable[..., PriceRule]
) -> None:
    group = make_group("Gold")
    make_rule(group, name="Ten off")
    document = """mutation($id: ID!) {
      customerGroupDelete(id: $id, dryRun: true) {
        priceRules { name code adjustment { description } }
      }
    }"""

    answer = make_staff(MANAGE_USERS).post(document, id=id_of(group))

    assert answer.codes == ["PermissionDenied"]
    assert answer.data == {
        "customerGroupDelete": {
            "priceRules": [{"name": "Ten off", "code": "ten-off", "adjustment": None}]
        }
    }
