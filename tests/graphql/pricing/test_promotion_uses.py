"""How often promotions were used, as staff read it."""

from collections.abc import Callable

from saleor_customer_groups.models import CustomerGroup, Promotion
from tests.api import MANAGE_DISCOUNTS, make_staff
from tests.graphql.ids import id_of
from tests.services.pricing.uses import keep

LIMIT = """mutation($id: ID!, $limit: Int) {
  customerGroupPromotionUpdate(id: $id, input: {limitTotal: $limit}) {
    promotion { limitTotal usesCount } warnings errors { field code message }
  }
}"""


def test_a_limit_below_the_uses_so_far_is_allowed_with_a_warning(
    make_group: Callable[..., CustomerGroup], make_promotion: Callable[..., Promotion]
) -> None:
    promotion = make_promotion(make_group("Gold"))
    for key in "ab":
        keep(key, f"order-{key}", promotion.code)
    staff = make_staff(MANAGE_DISCOUNTS)

    enough = staff.ask(LIMIT, id=id_of(promotion), limit=2)
    too_few = staff.ask(LIMIT, id=id_of(promotion), limit=1)

    assert enough == {
        "promotion": {"limitTotal": 2, "usesCount": 2},
        "warnings": [],
        "errors": [],
    }
    assert too_few == {
        "promotion": {"limitTotal": 1, "usesCount": 2},
        "warnings": [
            "It was used 2 times already, more often than the limit of 1: nobody can"
            " use it any more."
        ],
        "errors": [],
    }
