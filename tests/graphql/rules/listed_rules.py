"""The lists of rules as staff ask for them."""

from typing import Any

from tests.api import Caller


def ask(staff: Caller, kind: str, **asked: Any) -> list[dict[str, Any]]:
    document = f"""query(
      $filter: CustomerGroup{kind}FilterInput, $sortBy: CustomerGroup{kind}SortingInput,
      $first: Int!, $after: String
    ) {{
      customerGroup{kind}s(
        first: $first, after: $after, filter: $filter, sortBy: $sortBy
      ) {{
        totalCount pageInfo {{ endCursor }} edges {{ node {{ name state summary }} }}
      }}
    }}"""
    answer = staff.ask(document, **{"first": 20, **asked})
    return [edge["node"] for edge in answer["edges"]]
