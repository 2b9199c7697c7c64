"""What a scenario of visibility may say. visibility.md, section 6."""

import copy
import json

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from saleor_customer_groups.engine.scenarios import ScenarioError, read_scenario
from saleor_customer_groups.simulate import main, read_json, simulate

from ..generated_visibility import visibility_givens
from ..scenarios.full_scenario import GONE
from ..scenarios.test_allowances import damage

GROUP = {
    "code": "retail",
    "created_at": "2025-01-01T00:00:00+00:00",
    "parent": None,
    "is_active": True,
    "is_default": True,
    "for_guests": False,
    "inherits_visibility": True,
    "product_access": "custom",
    "product_scope": {"include": {"product_types": ["bottle"]}},
}
SET = {
    "code": "vip-only",
    "name": "VIP only",
    "scope": {"include": {"categories": ["wine"]}, "exclude": {}},
    "groups": ["vip"],
    "is_exclusive": True,
    "is_active": True,
    "valid_from": None,
    "valid_until": "2027-01-01T00:00:00+00:00",
}
FULL = {
    "now": "2026-03-15T12:00:00+00:00",
    "groups": [GROUP, {"code": "vip", "created_at": GROUP["created_at"]}],
    "customer": {"groups": ["retail"], "primary": None},
    "visibility_sets": [SET],
    "products": [
        {
            "product": "P1",
            "product_type": "bottle",
            "categories": ["red", "wine"],
            "collections": [],
        },
        {"product": "P2", "product_type": "bottle"},
    ],
}


def changed(path, value):
    """Return the full scenario with one thing changed, ``GONE`` to leave it out."""
    given = copy.deepcopy(FULL)
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    part = given
    for step in way:
        part = part[step]
    if value is GONE:
        del part[last]
    else:
        part[last] = value
    return given


REFUSED = [
    (
        "visibility_sets.0.scope.include.variants",
        ["V"],
        "visibility_sets[0].scope.include.variants: cannot name variants: only whole"
        " products are hidden",
    ),
    (
        "groups.0.product_scope.exclude",
        {"variants": ["V"]},
        "groups[0].product_scope.exclude.variants: cannot name variants: only whole"
        " products are hidden",
    ),
    (
        "visibility_sets.0.scope.include.categories",
        [],
        "visibility_sets[0].scope.include.categories: is an empty list: leave it out to"
        " mean everything",
    ),
    (
        "visibility_sets.0.groups.0",
        "gold",
        'visibility_sets[0].groups[0]: there is no group "gold"',
    ),
    ("customer.groups.0", "gold", 'customer.groups[0]: there is no group "gold"'),
    ("customer.primary", "gold", 'customer.primary: there is no group "gold"'),
    ("groups.1.parent", "gold", 'groups[1].parent: there is no group "gold"'),
    (
        "groups.0.product_access",
        "all",
        "groups[0].product_scope: counts only with the access custom",
    ),
    (
        "groups.0.product_scope",
        None,
        "groups[0].product_scope: is missing: with the access custom it says which"
        " products are seen",
    ),
    (
        "groups.0.product_access",
        "none",
        "groups[0].product_access: must be one of 'inherit', 'all', 'sets' or 'custom'",
    ),
    ("groups.1.code", "retail", 'groups[1].code: the code "retail" is taken already'),
    ("groups.0.priority", 1, "groups[0].priority: is not a known key"),
    (
        "visibility_sets.0.valid_from",
        "2028-01-01T00:00:00+00:00",
        "visibility_sets[0].valid_until: is before the start",
    ),
    (
        "visibility_sets.0.valid_until",
        "2027-01-01",
        "visibility_sets[0].valid_until: has no time zone, such as +00:00 at its end",
    ),
    ("visibility_sets.0.channels", [], "visibility_sets[0].channels: is not a known"),
    ("visibility_sets.0.code", "", "visibility_sets[0].code: must not be empty"),
    ("visibility_sets.0.is_exclusive", 1, "visibility_sets[0].is_exclusive: must be"),
    ("products.0.product", GONE, "products[0].product: is missing"),
    ("products.1.product", "P1", 'products[1].product: the product "P1" is there'),
    ("products.0.variant", "V", "products[0].variant: is not a known key"),
    ("products", {}, "products: must be a list"),
    ("cart", {}, "cart: is not a known key"),
    ("price_rules", [], "price_rules: is not a known key"),
    ("now", "2026-03-15", "now: has no time zone, such as +00:00 at its end"),
]


@pytest.mark.parametrize(("path", "value", "told"), REFUSED)
def test_what_cannot_be_meant_is_refused(path, value, told):
    with pytest.raises(ScenarioError) as refused:
        read_scenario({"given": changed(path, value)})

    (mistake,) = refused.value.mistakes
    assert str(mistake).startswith(f"given.{told}")


ALLOWED = [
    ("customer", None),
    ("customer", GONE),
    ("customer.groups", []),
    ("visibility_sets", []),
    ("visibility_sets.0.groups", []),
    ("visibility_sets.0.scope", {}),
    ("visibility_sets.0.scope.include", {"variants": None}),
    ("products", []),
    ("now", GONE),
]


@pytest.mark.parametrize(("path", "value"), ALLOWED)
def test_what_is_unusual_but_has_a_meaning_is_allowed(path, value):
    result = simulate(read_scenario({"given": changed(path, value)}))

    assert set(result) == {"visible", "verdicts"}


@pytest.mark.parametrize("key", ["lines", "gifts", "total"])
def test_only_what_a_result_of_visibility_has_may_be_expected(key):
    with pytest.raises(ScenarioError) as refused:
        read_scenario({"given": FULL, "expect": {key: []}})

    assert [str(each) for each in refused.value.mistakes] == [
        f"expect.{key}: is not a known key"
    ]


@pytest.fixture
def run(tmp_path, capsys):
    def run(content, *options):
        path = tmp_path / "scenario.json"
        path.write_text(json.dumps(content))
        status = main([str(path), *options])
        shown = capsys.readouterr()
        return status, shown.out, shown.err.splitlines()

    return run


def test_scenarios_of_both_sorts_stand_in_one_list(run):
    other = {"given": {"cart": {"lines": []}}, "expect": {"total": "0.00"}}
    status, out, told = run(
        [{"given": FULL, "expect": {"visible": ["P2"]}}, other], "--check"
    )

    assert (status, told) == (0, [])
    assert json.loads(out)[0] == {
        "visible": ["P2"],
        "verdicts": [
            {
                "product": "P1",
                "visible": False,
                "reason": "exclusive_to_others",
                "set": "vip-only",
                "message": "only vip sees it",
            },
            {
                "product": "P2",
                "visible": True,
                "reason": "visible_scope",
                "set": None,
                "message": "it is one of the products of retail",
            },
        ],
    }


def test_a_difference_is_told_with_its_place(run):
    verdicts = [
        {"product": "P1", "visible": True},
        {"product": "P2", "reason": "visible_scope"},
        {"product": "P3", "visible": False},
    ]
    status, _, told = run(
        {"given": FULL, "expect": {"visible": ["P1"], "verdicts": verdicts}}, "--check"
    )

    assert status == 1
    assert told == [
        'expect.visible[0]: expected "P1", found "P2"',
        "expect.verdicts[0].visible: expected true, found false",
        'expect.verdicts[2].product: expected "P3", found no such verdict',
    ]


@for_all(visibility_givens(), st.randoms(use_true_random=False))
def test_a_damaged_scenario_is_answered_or_refused_but_never_fails(given, dice):
    scenario = {"given": copy.deepcopy(given)}
    for _ in range(dice.randint(1, 3)):
        damage(scenario, dice)
    data = read_json(json.dumps(scenario).encode())

    try:
        simulate(read_scenario(data))
        told = ["nothing to tell"]
    except ScenarioError as error:
        told = [str(mistake) for mistake in error.mistakes]
    assert told
    assert all(line.isprintable() for line in told)
