"""Groups whose conditions ask for each other in a circle."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from saleor_customer_groups.models import (
    CustomerGroup,
    LedgerEntry,
    Membership,
)
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.base.refusals import Code
from saleor_customer_groups.services.evaluation.condition_previews import (
    preview_conditions,
)
from saleor_customer_groups.services.evaluation.evaluations import evaluate_customers
from saleor_customer_groups.services.groups.groups import update_group

from ..conftest import NOW
from ..groups.test_groups import refusals
from .asking import MakeCustomer, MakeGroup, add, leaf, members
from .running import run

CIRCLE = (
    "The conditions go round in a circle with a negation in it ({}): who joins would"
    " no longer meet them, and who leaves would meet them again."
)
HERS = {"field": "email_domain", "operator": "eq", "value": "example.com"}


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


def test_the_metadata_that_names_groups_is_not_asked_for(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    def own(operator: str, value: Any = None, **more: Any) -> dict[str, Any]:
        text = {} if value is None else {"value": value}
        key = {"key": "customer_groups", "private": True, **more}
        return {"field": "metadata", "operator": operator, **key, **text}

    c1 = make_group("c1", kind="automatic")
    advice = "olds the codes of the customer's groups, as they were: ask with in_group"
    for asked in (own("ne", "c1"), own("is_not_set"), own("in", ["standard"])):
        assert refused(partial(save, c1, HERS, {"none": [asked]})) == {
            "conditions.all.1.none.0.key": (Code.CYCLE, f"H{advice}.")
        }
    # What staff and apps write under that name is theirs.
    save(c1, own("is_not_set", private=False))
    stored = asking("Stored", own("ne", "stored"))
    ann = make_customer("ann")

    assert run(stored).problem == f"all[0].key: h{advice}"
    evaluate_customers([ann], now=NOW, leave_default=True)
    assert (members(c1), members(stored)) == ({ann}, set())


def test_a_kind_and_a_new_default_group_close_circles_too(
    make_group: MakeGroup, make_customer: MakeCustomer
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
    # The setting is switched on afterwards: nobody is moved, and the group says why.
    assert run(fans).problem == about_default[:-1]
    evaluate_customers([make_customer("ann")], now=NOW, leave_default=True)
    assert members(fans) == set()


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
