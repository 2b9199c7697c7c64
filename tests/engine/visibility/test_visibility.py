"""Who sees which product: tables, and what is always true. visibility.md, section 2."""

import copy

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from saleor_customer_groups.engine.scenarios import read_scenario
from saleor_customer_groups.engine.visibility.views import view_of
from saleor_customer_groups.simulate import simulate

from ..generated_visibility import products, visibility_givens
from ..reference import visibility as reference
from ..shop import CREATED, NOW


def look(given):
    return simulate(read_scenario({"given": given}))


def seen(given):
    return look(given)["visible"]


def verdict(given, product):
    (found,) = [each for each in look(given)["verdicts"] if each["product"] == product]
    return found["visible"], found["reason"], found["set"], found["message"]


def group(code, **more):
    return {"code": code, "created_at": CREATED, **more}


def vset(code, *products, groups=(), **more):
    return {
        "code": code,
        "name": code.title(),
        "scope": {"include": {"products": list(products)}},
        "groups": list(groups),
        **more,
    }


def shop(*groups, sets=(), customer=("retail",), names="PQR"):
    return {
        "now": NOW,
        "groups": list(groups),
        "customer": None if customer is None else {"groups": list(customer)},
        "visibility_sets": list(sets),
        "products": [{"product": name} for name in names],
    }


RETAIL = group("retail", is_default=True)
WHOLESALE = group("wholesale", product_access="sets")
DISTRIBUTOR = group("distributor", parent="wholesale")
TRADE = vset("trade", "P", groups=["wholesale"], is_exclusive=True)
PALLETS = vset("pallets", "Q", groups=["distributor"])
EXAMPLE = (RETAIL, WHOLESALE, DISTRIBUTOR)


@pytest.mark.parametrize(
    ("customer", "expected"),
    [
        (["retail"], ["Q", "R"]),
        (["wholesale"], ["P"]),
        (["distributor"], ["P", "Q"]),
        (["retail", "wholesale"], ["P", "Q", "R"]),
        ([], ["Q", "R"]),
        (None, ["Q", "R"]),
    ],
)
def test_the_example_of_the_page(customer, expected):
    given = shop(*EXAMPLE, sets=[TRADE, PALLETS], customer=customer)

    assert seen(given) == expected


@pytest.mark.parametrize(
    ("customer", "product", "expected"),
    [
        (
            ["retail"],
            "P",
            (False, "exclusive_to_others", "trade", "only wholesale sees it"),
        ),
        (
            ["retail"],
            "R",
            (
                True,
                "visible_all",
                None,
                "retail sees everything that is not exclusive to others",
            ),
        ),
        (["distributor"], "Q", (True, "visible_set", "pallets", "it is in Pallets")),
        (
            ["distributor"],
            "R",
            (
                False,
                "not_in_a_set",
                None,
                "it is none of the products of distributor",
            ),
        ),
        (
            ["retail", "wholesale"],
            "P",
            (True, "visible_all", "trade", "it is in Trade"),
        ),
        (None, "R", (True, "visible_all", None, "it is public")),
    ],
)
def test_each_verdict_says_why(customer, product, expected):
    given = shop(*EXAMPLE, sets=[TRADE, PALLETS], customer=customer)

    assert verdict(given, product) == expected


def test_who_sees_an_exclusive_product_is_named():
    gold, off = group("gold"), group("off", is_active=False)
    both = vset("both", "P", groups=["gold", "retail"], is_exclusive=True)
    nobody = vset("nobody", "Q", is_exclusive=True)
    of_inactive = vset("inactive", "R", groups=["off"], is_exclusive=True)
    given = shop(RETAIL, gold, off, sets=[both, nobody, of_inactive], customer=None)

    assert [each["message"] for each in look(given)["verdicts"]] == [
        "only gold, retail see it",
        "nobody sees it: Nobody is assigned to no active group",
        "nobody sees it: Inactive is assigned to no active group",
    ]


def test_everything_but_some_products():
    but_q = group(
        "retail",
        is_default=True,
        product_access="custom",
        product_scope={"exclude": {"products": ["Q"]}},
    )

    assert seen(shop(but_q)) == ["P", "R"]
    assert verdict(shop(but_q), "P") == (
        True,
        "visible_scope",
        None,
        "it is one of the products of retail",
    )
    assert verdict(shop(but_q), "Q")[:2] == (False, "not_in_a_set")


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-03-15T11:59:59+00:00", ["P", "Q", "R"]),
        ("2026-03-15T12:00:00+00:00", ["Q", "R"]),
        ("2026-03-31T23:59:59+00:00", ["Q", "R"]),
        ("2026-04-01T00:00:00+00:00", ["P", "Q", "R"]),
    ],
)
def test_early_access_ends_at_the_moment(now, expected):
    early = {
        **TRADE,
        "valid_from": "2026-03-15T12:00:00+00:00",
        "valid_until": "2026-04-01T00:00:00+00:00",
    }

    assert seen({**shop(*EXAMPLE, sets=[early]), "now": now}) == expected


def test_an_inactive_ancestor_gives_nothing_but_does_not_cut_the_walk():
    top = group("top", product_access="sets")
    middle = group("middle", parent="top", product_access="all", is_active=False)
    own = group("retail", parent="middle", is_default=True)
    sets = [vset("a", "P", groups=["top"]), vset("b", "Q", groups=["middle"])]

    assert seen(shop(top, middle, own, sets=sets)) == ["P"]


def test_who_does_not_inherit_has_the_access_all():
    top = group("top", product_access="sets")
    own = group("retail", parent="top", inherits_visibility=False, is_default=True)

    assert seen(shop(top, own)) == ["P", "Q", "R"]


@for_all(visibility_givens())
def test_two_readings_of_the_page_agree(given):
    assert seen(given) == reference.visible(given)


@for_all(visibility_givens())
def test_somebody_sees_just_what_any_of_their_groups_would_show(given):
    shop = reference.Shop(given)
    alone = [
        set(seen({**given, "customer": {"groups": [code], "primary": None}}))
        for code in shop.own
    ]

    assert not alone or set().union(*alone) == set(seen(given))


@for_all(visibility_givens(), st.data())
def test_another_group_never_hides_anything(given, data):
    shop = reference.Shop(given)
    if given["customer"] is None or not shop.own:
        return
    active = [code for code in shop.groups if shop.groups[code]["is_active"]]
    more = [*shop.own, data.draw(st.sampled_from(active))]

    before = seen(given)
    after = seen({**given, "customer": {"groups": more, "primary": None}})

    assert set(before) <= set(after)


@for_all(visibility_givens(), st.data())
def test_a_set_that_is_assigned_to_nobody_and_not_exclusive_changes_nothing(
    given, data
):
    loose = {
        "code": "loose",
        "scope": data.draw(st.sampled_from([{}, {"include": {"products": ["P"]}}])),
        "groups": [],
        "is_exclusive": False,
    }
    more = {**given, "visibility_sets": [loose, *given["visibility_sets"]]}

    assert look(more) == look(given)


@for_all(visibility_givens())
def test_who_has_the_access_all_sees_what_is_in_no_exclusive_set(given):
    shop = reference.Shop(given)
    if shop.own and all(shop.access(code) != "all" for code in shop.own):
        return
    public = {
        product["product"]
        for product in given["products"]
        if not any(each["is_exclusive"] for each in shop.counting_sets_with(product))
    }

    assert public <= set(seen(given))


@for_all(visibility_givens(), st.randoms(use_true_random=False))
def test_order_never_matters(given, dice):
    other = copy.deepcopy(given)
    dice.shuffle(other["groups"])
    dice.shuffle(other["visibility_sets"])
    dice.shuffle(other["products"])
    for each in other["visibility_sets"]:
        dice.shuffle(each["groups"])
    if other["customer"]:
        dice.shuffle(other["customer"]["groups"])

    def by_product(result):
        return {
            each["product"]: (each["visible"], each["reason"], each["set"])
            for each in result["verdicts"]
        }

    assert by_product(look(other)) == by_product(look(given))


@for_all(visibility_givens())
def test_the_verdicts_agree_with_what_is_visible(given):
    result = look(given)

    assert [each["product"] for each in result["verdicts"]] == [
        each["product"] for each in given["products"]
    ]
    assert result["visible"] == [
        each["product"] for each in result["verdicts"] if each["visible"]
    ]
    assert all(
        each["visible"] == each["reason"].startswith("visible_")
        for each in result["verdicts"]
    )


@for_all(visibility_givens(), visibility_givens(), products())
def test_who_has_the_same_profile_sees_the_same(one, other, shown):
    one, other = ({**each, "products": shown} for each in (one, other))
    profiles = [
        view_of(read_scenario({"given": each}).input).write_profile()
        for each in (one, other)
    ]

    if profiles[0] == profiles[1]:
        assert seen(one) == seen(other)
    if not profiles[0]:
        assert seen(one) == [each["product"] for each in shown]


@for_all(visibility_givens())
def test_a_profile_is_empty_where_nothing_can_be_hidden(given):
    view = view_of(read_scenario({"given": given}).input)

    assert (view.write_profile() == "") == view.is_everything
