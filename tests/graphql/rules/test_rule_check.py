"""The check of the rules over GraphQL."""

from collections.abc import Callable

from saleor_customer_groups.models import CustomerGroup, PriceRule
from tests.api import Caller
from tests.owner import Shop
from tests.port.plugin import configure

CHECK = """{
  customerGroupRuleCheck {
    kind weight code message
    group { name } priceRule { name groups { name } } priceList { name }
    promotion { name }
  }
}"""


def test_staff_read_what_is_probably_a_mistake(
    staff: Caller,
    make_group: Callable[..., CustomerGroup],
    make_rule: Callable[..., PriceRule],
) -> None:
    configure(active=True, minimum_margin_percent="20")
    gold = make_group("Gold")
    make_rule(gold, name="Ten", with_promotions="stack")
    make_rule(
        gold, name="Dearer", adjustment={"kind": "percent_increase", "percent": "5"}
    )

    found = staff.ask(CHECK)

    assert [(each["weight"], each["kind"], each["code"]) for each in found] == [
        ("LOSS", "FLOOR_UNDERCUT", None),
        ("BROKEN", "INCREASE_CANCELLED", "dearer"),
        ("HINT", "EMPTY_GROUP", "gold"),
    ]
    assert found[1]["priceRule"] == {"name": "Dearer", "groups": [{"name": "Gold"}]}
    assert found[0]["message"].startswith("The minimum margin of 20 % does not hold")
    assert found[2]["group"] == {"name": "Gold"}
    assert found[2]["priceRule"] is found[2]["priceList"] is None
    assert found[2]["promotion"] is None


def test_a_promotion_is_named_with_its_mistake(staff: Caller, shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.member(vip, "ann@example.com")
    shop.promotion(vip, "Spring", kind="percent_off", percent="0")

    (found,) = staff.ask(CHECK)

    assert (found["kind"], found["code"]) == ("NOBODY_GETS_IT", "spring")
    assert found["promotion"] == {"name": "Spring"}


def test_an_overview_has_the_number_of_mistakes_and_some_of_them(
    staff: Caller, make_group: Callable[..., CustomerGroup]
) -> None:
    configure(active=True)
    for name in ("Gold", "Silver", "Bronze"):
        make_group(name)
    asked = "{ customerGroupRuleCheckSummary { count findings%s { code } } }"

    def found(arguments: str) -> tuple[int, list[str]]:
        summary = staff.ask(asked % arguments)
        return summary["count"], [each["code"] for each in summary["findings"]]

    every_code = [each["code"] for each in staff.ask(CHECK)]
    assert sorted(every_code) == ["bronze", "gold", "silver"]
    assert found("") == (3, every_code)
    assert found("(first: 2)") == (3, every_code[:2])
    assert found("(first: 0)") == (3, [])
    assert found("(first: -1)") == (3, [])
