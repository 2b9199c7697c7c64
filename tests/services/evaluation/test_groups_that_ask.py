"""Groups whose conditions ask for other groups: waking, new codes, deletion."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from saleor_customer_groups.models import (
    CustomerGroup,
    Membership,
    RunCause,
)
from saleor_customer_groups.services import nightly
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.evaluation.evaluations import evaluate_customers
from saleor_customer_groups.services.groups.group_deletion import delete_groups
from saleor_customer_groups.services.groups.groups import update_group
from saleor_customer_groups.services.membership import expiry, joining, leaving
from tests.port.plugin import configure

from ..conftest import NOW
from ..membership.test_exclusions import exclude
from ..membership.test_member_files import import_text
from .asking import MakeCustomer, MakeGroup, add, leaf, members
from .running import run

# Long after the tests are run: what an event begins looks at the clock.
END = datetime(2126, 1, 1, tzinfo=UTC)


# Waking ---------------------------------------------------------------------------


@pytest.fixture
def friends(make_group: MakeGroup) -> CustomerGroup:
    """Friends of those in VIP, who are asked for by another group in turn."""
    configure(active=True)
    make_group("VIP", kind="hybrid")
    made = make_group(
        "Friends", kind="automatic", conditions={"all": [leaf("eq", "vip")]}
    )
    make_group("Theirs", kind="automatic", conditions={"all": [leaf("in", "friends")]})
    make_group("Others", kind="automatic", conditions={"all": [leaf("ne", "friends")]})
    return made


@pytest.mark.parametrize(
    "how",
    ["add", "remove", "move", "import", "exclude", "expire", "delete", "run", "night"],
)
def test_the_change_of_a_group_is_an_event_for_those_that_ask_for_it(
    how: str,
    friends: CustomerGroup,
    make_customer: MakeCustomer,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    vip = CustomerGroup.objects.get(code="vip")
    leaves = how in ("remove", "move", "exclude", "expire", "delete")

    def of_ann() -> set[str]:
        rows = Membership.objects.filter(customer=ann)
        return set(rows.values_list("group__code", flat=True))

    with django_capture_on_commit_callbacks(execute=True):
        ann = make_customer("ann")
    with django_capture_on_commit_callbacks(execute=True):
        if leaves:
            add(vip, ann, until=END)
    assert of_ann() == ({"vip", "friends", "theirs"} if leaves else {"others"})
    with django_capture_on_commit_callbacks(execute=True):
        call = {
            "group": vip,
            "customer_ids": [ann],
            "occasion": Occasion.manual(now=NOW),
        }
        match how:
            case "add":
                add(vip, ann)
            case "import":
                import_text(vip, "email\nann@example.com\n")
            case "remove":
                leaving.remove_members(**call)
            case "move":
                standard = CustomerGroup.objects.get(is_default=True)
                add(standard, ann, joining=joining.Joining.MOVE, move_from=vip)
            case "exclude":
                exclude(vip, ann)
            case "expire":
                expiry.end_expired(now=END)
            case "delete":
                delete_groups(groups={"id": vip}, occasion=Occasion.manual(now=NOW))
            case _:
                own = {
                    "field": "email_domain",
                    "operator": "eq",
                    "value": "example.com",
                }
                CustomerGroup.objects.filter(code="vip").update(
                    conditions={"all": [own]}, conditions_version=1
                )
                if how == "run":
                    run(CustomerGroup.objects.get(code="vip"))
                else:
                    nightly.run_all(
                        cause=RunCause.NIGHTLY, clock=lambda: NOW, leave_default=True
                    )
    if how == "delete":
        # What asks for a group that is gone moves nobody, and says so.
        assert of_ann() == {"friends", "theirs"}
        friends.refresh_from_db()
        assert friends.conditions_problem == "all[0].value: there is no such group: vip"
    elif leaves:
        assert of_ann() == ({"others", "standard"} if how == "move" else {"others"})
    else:
        assert of_ann() == {"vip", "friends", "theirs"}


def test_another_default_group_is_an_event_for_who_is_in_no_group(
    make_group: MakeGroup,
    make_customer: MakeCustomer,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    configure(active=False)
    with django_capture_on_commit_callbacks(execute=True):
        ann = make_customer("ann")
    configure(active=True)
    retail = make_group("Retail")
    wanted = make_group(
        "Wanted", kind="automatic", conditions={"all": [leaf("ne", "standard")]}
    )
    evaluate_customers([ann], now=NOW, leave_default=True)
    assert members(wanted) == set()

    with django_capture_on_commit_callbacks(execute=True):
        update_group(
            group=retail, values={"is_default": True}, occasion=Occasion.manual(now=NOW)
        )

    assert members(wanted) == {ann}


# New codes and deletion -----------------------------------------------------------


def test_conditions_follow_a_new_code(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, bob = make_customer("ann"), make_customer("bob")
    gold, _ = make_group("Gold"), make_group("Trade")
    asks = {
        "any": [
            leaf("eq", "gold"),
            {"none": [leaf("not_in", "gold", "trade", "gold")]},
            {"all": [leaf("ne", "gold"), leaf("ne", "standard")]},
            {"field": "city", "operator": "eq", "value": "gold"},
        ]
    }
    fans = make_group("Fans", kind="automatic", conditions=asks)
    add(gold, ann)
    evaluate_customers([ann, bob], now=NOW, leave_default=True)
    before = members(fans)

    update_group(group=gold, values={"code": "au"}, occasion=Occasion.manual(now=NOW))
    evaluate_customers([ann, bob], now=NOW, leave_default=True)
    found = run(fans)

    fans.refresh_from_db()
    assert fans.conditions == {
        "any": [
            leaf("eq", "au"),
            {"none": [leaf("not_in", "au", "trade")]},
            {"all": [leaf("ne", "au"), leaf("ne", "standard")]},
            {"field": "city", "operator": "eq", "value": "gold"},
        ]
    }
    assert (fans.conditions_problem, fans.conditions_version) == ("", 1)
    assert (found.state, found.joined, found.left) == ("done", 0, 0)
    assert members(fans) == before


def test_deleting_a_group_lists_the_groups_that_ask_for_it(
    make_group: MakeGroup,
) -> None:
    gold = make_group("Gold")
    fans = make_group(
        "Fans", kind="automatic", conditions={"all": [leaf("in", "gold")]}
    )
    both = {"groups": {"a": gold, "b": fans}, "occasion": Occasion.manual(now=NOW)}
    one = {"groups": {"a": gold}, "occasion": Occasion.manual(now=NOW)}

    assert delete_groups(**both, dry_run=True).asking == []
    assert delete_groups(**one, dry_run=True).asking == [fans]
    assert delete_groups(**one, force=True).asking == [fans]

    fans.refresh_from_db()
    assert fans.conditions_problem == "all[0].value[0]: there is no such group: gold"
    make_group("Gold")
    fans.refresh_from_db()
    assert fans.conditions_problem == ""
