from importlib import import_module

from django.apps import AppConfig


class EarlyBirdConfig(AppConfig):
    name = "tests.early_bird"

    def ready(self) -> None:
        import_module("saleor.graphql.api")
