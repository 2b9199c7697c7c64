"""The app of the pages as Saleor 3's Dashboard should know it."""

from graphene import Node
from saleor.app.models import App, AppExtension

from tests.api import MANAGE_DISCOUNTS, MANAGE_ORDERS, MANAGE_USERS
from tests.storefront import Storefront, dialect

HOST = "https://api.example.com"
APP = f"{HOST}/plugins/customer_groups/app"
FIELDS = {field.name for field in AppExtension._meta.get_fields()}
MOUNTS = AppExtension._meta.get_field("mount").choices
HAS_WIDGETS = MOUNTS is None or "order_details_widgets" in dict(MOUNTS)
MANAGE_PLUGINS = "plugins.manage_plugins"
PERMISSIONS = {MANAGE_USERS, MANAGE_DISCOUNTS, MANAGE_ORDERS, MANAGE_PLUGINS}

# label, mount, target, url, permission
ENTRIES = [
    ("Customer groups", "navigation_customers", "app_page", "/groups", MANAGE_USERS),
    ("Group prices", "navigation_discounts", "app_page", "/prices", MANAGE_DISCOUNTS),
    (
        "Group promotions",
        "navigation_discounts",
        "app_page",
        "/promotions",
        MANAGE_DISCOUNTS,
    ),
    ("Group reports", "navigation_orders", "app_page", "/reports", MANAGE_ORDERS),
    ("Group reviews", "navigation_orders", "app_page", "/reviews", MANAGE_ORDERS),
    ("Open items", "navigation_orders", "app_page", "/open-items", MANAGE_ORDERS),
    ("Quotes", "navigation_orders", "app_page", "/quotes", MANAGE_ORDERS),
    *(
        (label, mount, "popup", f"{APP}/popup/{path}", needed)
        for label, mount, path, needed in [
            (
                "Add to a customer group",
                "customer_overview_more_actions",
                "add-to-group",
                MANAGE_USERS,
            ),
            (
                "Remove from a customer group",
                "customer_overview_more_actions",
                "remove-from-group",
                MANAGE_USERS,
            ),
            (
                "Add to a customer group",
                "customer_details_more_actions",
                "add-to-group",
                MANAGE_USERS,
            ),
            (
                "Why this price?",
                "customer_details_more_actions",
                "why",
                MANAGE_DISCOUNTS,
            ),
        ]
    ),
    *(
        (label, f"{name.replace('-', '_')}_details_{at}", target, url, needed)
        for label, name, needed in (
            [
                ("Customer groups", "customer", MANAGE_USERS),
                ("Group prices", "draft-order", MANAGE_ORDERS),
            ]
            if HAS_WIDGETS
            else []
        )
        + [
            ("Group prices", "order", MANAGE_ORDERS),
            ("Group prices", "product", MANAGE_DISCOUNTS),
        ]
        for at, target in [
            ("widgets", "widget") if HAS_WIDGETS else ("more_actions", "popup")
        ]
        for url in [f"{APP}/widget/{name}"]
    ),
]


def the_app() -> App:
    return App.objects.get(identifier="saleor_customer_groups", removed_at=None)


def the_app_id() -> str:
    return Node.to_global_id("App", the_app().pk)


def switch(owner: Storefront, *, active: bool) -> None:
    owner.change(dialect.SET_PLUGIN, id="customer_groups", input={"active": active})


def of(*needed: str) -> list[tuple[str, ...]]:
    return sorted(each for each in ENTRIES if each[-1] in needed)
