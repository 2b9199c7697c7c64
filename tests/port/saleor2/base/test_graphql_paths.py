"""Where our GraphQL answers on Saleor 2.10."""

from django.urls import resolve, reverse

from tests.api import MANAGE_USERS, make_app_caller

GROUPS = "{ customerGroups(first: 5) { edges { node { name } } } }"
STANDARD = {"edges": [{"node": {"name": "Standard"}}]}


def test_saleor2_knows_apps_at_the_path_of_our_schema(db: None) -> None:
    from saleor.graphql.views import API_PATH

    from saleor_customer_groups.port.saleor2.schema import is_our_view

    assert reverse("api") == str(API_PATH) == "/graphql/"
    assert is_our_view(resolve("/graphql/").func)
    assert make_app_caller(MANAGE_USERS).ask(GROUPS) == STANDARD


def test_saleor2_keeps_its_other_paths() -> None:
    assert resolve("/digital-download/abc/").url_name == "digital-product"
