from importlib import import_module

from django.apps import AppConfig


class SchemaImportedEarlyConfig(AppConfig):
    name = "tests.schema_imported_early"

    def ready(self) -> None:
        import_module("saleor.graphql.api")
