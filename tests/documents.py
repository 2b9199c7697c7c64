"""Documents that were sent before: Saleor 2.10 would read each of them again."""

from functools import partial
from typing import Any

from graphql import GraphQLDocument, execute, validate
from graphql.backend.core import GraphQLCoreBackend


class RememberingBackend(GraphQLCoreBackend):
    """Parses and validates a document once, as Saleor 3 does.

    One that is refused is not remembered, and so refused by Saleor each time.
    """

    def __init__(self) -> None:
        super().__init__()
        self._valid: dict[tuple[Any, str], GraphQLDocument] = {}

    def document_from_string(self, schema: Any, document_string: str) -> Any:
        """Return a document that can be executed."""
        key = schema, document_string
        if key not in self._valid:
            document = super().document_from_string(schema, document_string)
            parsed = document.document_ast
            if validate(schema, parsed):
                return document
            document.execute = partial(execute, schema, parsed, **self.execute_params)
            self._valid[key] = document
        return self._valid[key]
