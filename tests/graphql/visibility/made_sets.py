"""How sets of products are made in tests of the API."""

from typing import Any

from saleor_customer_groups.models import CustomerGroup
from tests.api import Caller
from tests.graphql.ids import id_of
from tests.owner import Shop

ERRORS = "errors { field code message }"
COUNTS = "publicProductsCount hiddenProductsCount"
SET = """{
  id name code isExclusive isActive validFrom validUntil state problem
  scope { include { products categories variants } exclude { categories } }
  groups { name }
}"""
CREATE = f"""mutation($input: CustomerGroupVisibilitySetCreateInput!, $dry: Boolean) {{
  customerGroupVisibilitySetCreate(input: $input, dryRun: $dry) {{
    visibilitySet {SET} {COUNTS} {ERRORS}
  }}
}}"""


def make(staff: Caller, group: CustomerGroup, shop: Shop, **more: Any) -> Any:
    given = {
        "name": "Rare",
        "groups": [id_of(group)],
        "isExclusive": True,
        "scope": {"include": {"products": [id_of(shop.latte.product)]}},
        **more,
    }
    return staff.ask(CREATE, input=given)
