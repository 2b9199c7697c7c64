"""Where Saleor reads documents of GraphQL."""

from ...base.documents import refusing
from ...base.wrapping import Wrapper

DOCUMENT_WRAPPERS = (
    Wrapper(
        number=63,
        # Saleor's own module would build the schema, see ``schema``.
        module="graphql.backend.cache",
        path="GraphQLCachedBackend.document_from_string",
        parameters=("self", "schema", "request_string"),
        wrap=refusing,
        loss="documents that cannot be followed are answered with a server error",
    ),
)
