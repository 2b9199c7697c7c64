"""Groups whose conditions ask for other groups: circles, waking, new codes."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from saleor_customer_groups.models import (
    CustomerGroup,
    LedgerEntry,
    Membership,
    RunCause,
)
from saleor_customer_groups.services import nightly
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.base.refusals import Code
from saleor_customer_groups.services.evaluation.condition_previews import (
    preview_conditions,
)
from saleor_customer_groups.services.evaluation.evaluations import evaluate_customers
from saleor_customer_groups.services.groups.group_deletion import delete_groups
from saleor_customer_groups.services.groups.groups import update_group
from saleor_customer_groups.services.membership import expiry, membership
from tests.port.plugin import configure

from ..conftest import NOW
from ..groups.test_groups import refusals
from ..membership.test_exclusions import exclude
from ..membership.test_member_files import import_text
from ..occasions import with_occasion
from .running import run

MakeGroup = Callable[..., CustomerGroup]
MakeCustomer = Callable[..., int]
CIRCLE = (
    "The conditions go round in a circle with a negation in it ({}): who joins would"
    " no longer meet them, and who leaves would meet them again."
)
# Long after the tests are run: what an event begins looks at the clock.
END = datetime(2126, 1, 1, tzinfo=UTC)
HERS = {"field": "email_domain", "operator": "eq", "value": "example.com"}


def leaf(operator: str, *codes: str) -> dict[str, Any]:
    value = list(codes) if operator.endswith("in") else codes[0]
    return {"field": "in_group", "operator": operator, "value": value}


def asking(name: str, *parts: dict[str, Any], junction: str = "all") -> CustomerGroup:
    """Make a group whose conditions were stored before anybody looked at circles."""
    return CustomerGroup.objects.create(
        name=name,
        name_lower=name.lower(),
        code=name.lower(),
        kind="hybrid",
        conditions={junction: list(parts)},
        conditions_version=1,
        created_at=NOW,
        updated_at=NOW,
    )


def save(group: CustomerGroup, *parts: dict[str, Any], **more: Any) -> None:
    update_group(
        group=group,
        values={"conditions": {"all": list(parts)}, **more},
        occasion=Occasion.manual(now=NOW),
    )


def refused(change: Callable[[], object]) -> dict[str, tuple[str, str]]:
    before = list(CustomerGroup.objects.order_by("pk").values())
    with pytest.raises(ValidationError) as error:
        change()
    assert list(CustomerGroup.objects.order_by("pk").values()) == before
    return refusals(error.value)


def members(group: CustomerGroup) -> set[int]:
    rows = Membership.objects.filter(group=group)
    return set(rows.values_list("customer_id", flat=True))


def add(group: CustomerGroup, *customers: int, **how: Any) -> None:
    membership.add_members(group=group, customer_ids=customers, **with_occasion(**how))


# Circles --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("conditions", "way"),
    [
        ({"c1": leaf("ne", "c1")}, "c1 → c1"),
        ({"c1": {"none": [leaf("in", "c2", "c1")]}}, "c1 → c1"),
        ({"c1": leaf("not_in", "c2"), "c2": leaf("eq", "c1")}, "c1 → c2 → c1"),
        (
            {
                "c1": leaf("eq", "c2"),
                "c2": {"any": [{"none": [leaf("in", "c3")]}, leaf("eq", "c4")]},
                "c3": leaf("in", "c4", "c1"),
            },
            "c2 → c3 → c1 → c2",
        ),
        # Two negations in a circle are no double negation.
        ({"c1": leaf("ne", "c2"), "c2": leaf("ne", "c1")}, "c1 → c2 → c1"),
    ],
)
def test_a_circle_with_a_negation_is_refused_whoever_closes_it(
    make_group: MakeGroup, conditions: dict[str, Any], way: str
) -> None:
    groups = {
        code: make_group(code, kind="automatic") for code in ("c1", "c2", "c3", "c4")
    }
    expected = {"conditions": (Code.CYCLE, CIRCLE.format(way))}
    names = list(conditions)
    for last in names:
        for code in names:
            if code != last:
                save(groups[code], conditions[code])
        assert refused(partial(save, groups[last], conditions[last])) == expected
        for code in names:
            update_group(
                group=groups[code],
                values={"conditions": None},
                occasion=Occasion.manual(now=NOW),
            )
    first, *others = names
    for code in others:
        save(groups[code], conditions[code])
    asked = {"all": [conditions[first]]}
    preview = partial(preview_conditions, asked, group=groups[first], now=NOW)
    assert refused(preview) == expected


@pytest.mark.parametrize(
    "conditions",
    [
        {"c1": {"none": [leaf("ne", "c1")]}},
        {"c1": {"none": [{"none": [leaf("eq", "c2")]}]}, "c2": leaf("in", "c1")},
        {"c1": leaf("ne", "c2"), "c2": leaf("ne", "c3")},
        {"c1": leaf("ne", "standard")},
    ],
)
def test_what_settles_is_saved(
    make_group: MakeGroup, conditions: dict[str, Any]
) -> None:
    groups = {code: make_group(code, kind="automatic") for code in ("c1", "c2", "c3")}

    for code, each in conditions.items():
        save(groups[code], each)

    assert CustomerGroup.objects.filter(conditions__isnull=False).count() == len(
        conditions
    )


def test_a_kind_and_a_new_default_group_close_circles_too(
    make_group: MakeGroup,
) -> None:
    c1 = make_group("c1", kind="automatic")
    save(c1, leaf("eq", "c1"))
    update_group(group=c1, values={"kind": "manual"}, occasion=Occasion.manual(now=NOW))
    CustomerGroup.objects.filter(pk=c1.pk).update(
        conditions={"all": [leaf("ne", "c1")]}
    )
    retail, fans = make_group("Retail"), make_group("Fans", kind="automatic")
    save(fans, leaf("eq", "retail"))
    about_default = (
        "Fans asks for members of the default group, whose membership there ends when"
        " they join: ask for something else, or switch the setting off by which joining"
        " another group ends it."
    )

    def closes(**values: Any) -> dict[str, tuple[str, str]]:
        group = c1 if "kind" in values else retail if "is_default" in values else fans
        return refused(
            lambda: update_group(
                group=group, values=values, occasion=Occasion.manual(now=NOW)
            )
        )

    assert closes(kind="hybrid") == {"kind": (Code.CYCLE, CIRCLE.format("c1 → c1"))}
    assert closes(is_default=True) == {"is_default": (Code.CYCLE, about_default)}
    standard = {"all": [leaf("in", "standard", "retail")]}
    assert closes(conditions=standard) == {"conditions": (Code.CYCLE, about_default)}
    # Where the default membership stays it is no contradiction.
    update_group(
        group=fans,
        values={"conditions": standard},
        occasion=Occasion.manual(now=NOW),
        leave_default=False,
    )


def test_what_was_stored_before_is_reported_and_moves_nobody(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    ann, bob = make_customer("ann"), make_customer("bob")
    c1, c2 = asking("C1", leaf("ne", "c2")), asking("C2", leaf("eq", "c1"))
    add(c1, ann)
    before = list(LedgerEntry.objects.values())

    found = run(c1)
    evaluate_customers([ann, bob], now=NOW, leave_default=True)

    problem = CIRCLE.format("c1 → c2 → c1")[:-1]
    assert (found.state, found.problem) == ("failed", problem)
    rows = CustomerGroup.objects.filter(conditions__isnull=False)
    assert set(rows.values_list("conditions_problem", flat=True)) == {problem}
    assert (members(c1), members(c2)) == ({ann}, set())
    assert list(LedgerEntry.objects.values()) == before

    # The one that is mended mends the other.
    update_group(
        group=c2, values={"conditions": None}, occasion=Occasion.manual(now=NOW)
    )
    assert set(rows.values_list("conditions_problem", flat=True)) == {""}


@pytest.mark.parametrize("order", ["abc", "cab", "bca"])
def test_a_circle_without_a_negation_settles_whatever_the_order(
    make_customer: MakeCustomer, order: str
) -> None:
    ann, bob = make_customer("ann"), make_customer("bob")
    asks = {"a": "b", "b": "c", "c": "a"}
    groups = {code: asking(code.upper(), leaf("eq", asks[code])) for code in order}
    Membership.objects.create(
        customer_id=ann, group=groups["a"], by_rule=True, since=NOW
    )

    first = evaluate_customers([ann, bob], now=NOW, leave_default=True)
    again = evaluate_customers([ann, bob], now=NOW, leave_default=True)

    assert [members(groups[code]) for code in "abc"] == [{ann}] * 3
    assert (first, again) == (2, 0)


def test_nobody_joins_on_the_way_who_does_not_belong_there(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    """Whoever asks for a group is asked after it, so that nobody comes and goes."""
    ann = make_customer("ann")
    make_group("Zz", kind="automatic", conditions={"all": [HERS]})
    make_group("Aa", kind="automatic", conditions={"all": [leaf("ne", "zz")]})
    for number in range(5):
        asked = f"m{number - 1}" if number else "zz"
        make_group(
            f"m{number}", kind="automatic", conditions={"all": [leaf("eq", asked)]}
        )

    evaluate_customers([ann], now=NOW, leave_default=True)

    rows = LedgerEntry.objects.filter(customer=ann).order_by("pk")
    assert list(rows.values_list("group_code", "change")) == [
        ("zz", "joined"),
        *[(f"m{number}", "joined") for number in range(5)],
    ]


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
    leaving = how in ("remove", "move", "exclude", "expire", "delete")

    def of_ann() -> set[str]:
        rows = Membership.objects.filter(customer=ann)
        return set(rows.values_list("group__code", flat=True))

    with django_capture_on_commit_callbacks(execute=True):
        ann = make_customer("ann")
    with django_capture_on_commit_callbacks(execute=True):
        if leaving:
            add(vip, ann, until=END)
    assert of_ann() == ({"vip", "friends", "theirs"} if leaving else {"others"})
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
                membership.remove_members(**call)
            case "move":
                standard = CustomerGroup.objects.get(is_default=True)
                add(standard, ann, joining=membership.Joining.MOVE, move_from=vip)
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
    elif leaving:
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
