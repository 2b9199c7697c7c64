"""Where Saleor reads documents of GraphQL, and their variables."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from ...base.documents import refusing
from ...base.wrapping import Wrapper


def _unless_too_deep(native: Callable[..., Any]) -> Callable[..., Any]:
    """Have variables that cannot be followed answered like any that are no JSON."""

    @wraps(native)
    def parse_body(request: Any) -> Any:
        try:
            return native(request)
        except RecursionError:
            raise ValueError("nested too deeply") from None

    return parse_body


DOCUMENT_WRAPPERS = (
    Wrapper(
        number=201,
        module="graphql.backend.core",
        path="GraphQLCoreBackend.document_from_string",
        parameters=("self", "schema", "document_string"),
        wrap=refusing,
        loss="documents that cannot be followed are answered with a server error",
    ),
    Wrapper(
        number=202,
        module="saleor.graphql.views",
        path="GraphQLView.parse_body",
        parameters=("request",),
        wrap=_unless_too_deep,
        loss="variables that cannot be followed are answered with a server error",
    ),
)
