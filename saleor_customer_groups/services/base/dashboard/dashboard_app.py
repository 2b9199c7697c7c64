"""What Saleor 3's Dashboard shows of customer groups, and when it does."""

import logging
from datetime import timedelta

from django.db import connections

from .... import port
from ....models import CustomerGroup
from ....port.contract.dashboard import DashboardApp, DashboardEntry
from ..package import package_version
from ..transactions.isolation import FaultsLogged, isolated
from ..transactions.locks import lock_dashboard_app

logger = logging.getLogger(__name__)

_USERS = "account.manage_users"
_DISCOUNTS = "discount.manage_discounts"
_ORDERS = "order.manage_orders"
_PLUGINS = "plugins.manage_plugins"

_ENTRIES = (
    # In the side bar.
    DashboardEntry(
        key="groups",
        label="Customer groups",
        mount="navigation_customers",
        target="app_page",
        path="/groups",
        permission=_USERS,
    ),
    DashboardEntry(
        key="prices",
        label="Group prices",
        mount="navigation_discounts",
        target="app_page",
        path="/prices",
        permission=_DISCOUNTS,
    ),
    DashboardEntry(
        key="promotions",
        label="Group promotions",
        mount="navigation_discounts",
        target="app_page",
        path="/promotions",
        permission=_DISCOUNTS,
    ),
    DashboardEntry(
        key="reports",
        label="Group reports",
        mount="navigation_orders",
        target="app_page",
        path="/reports",
        permission=_ORDERS,
    ),
    DashboardEntry(
        key="reviews",
        label="Group reviews",
        mount="navigation_orders",
        target="app_page",
        path="/reviews",
        permission=_ORDERS,
    ),
    DashboardEntry(
        key="open-items",
        label="Open items",
        mount="navigation_orders",
        target="app_page",
        path="/open-items",
        permission=_ORDERS,
    ),
    DashboardEntry(
        key="quotes",
        label="Quotes",
        mount="navigation_orders",
        target="app_page",
        path="/quotes",
        permission=_ORDERS,
    ),
    # For the customers who are ticked in the list.
    DashboardEntry(
        key="customers-add",
        label="Add to a customer group",
        mount="customer_overview_more_actions",
        target="popup",
        path="/popup/add-to-group",
        permission=_USERS,
    ),
    DashboardEntry(
        key="customers-remove",
        label="Remove from a customer group",
        mount="customer_overview_more_actions",
        target="popup",
        path="/popup/remove-from-group",
        permission=_USERS,
    ),
    # On a customer.
    DashboardEntry(
        key="customer-add",
        label="Add to a customer group",
        mount="customer_details_more_actions",
        target="popup",
        path="/popup/add-to-group",
        permission=_USERS,
    ),
    DashboardEntry(
        key="customer-why",
        label="Why this price?",
        mount="customer_details_more_actions",
        target="popup",
        path="/popup/why",
        permission=_DISCOUNTS,
    ),
    DashboardEntry(
        key="customer",
        label="Customer groups",
        mount="customer_details_widgets",
        target="widget",
        path="/widget/customer",
        permission=_USERS,
    ),
    # On orders and products.
    DashboardEntry(
        key="order",
        label="Group prices",
        mount="order_details_widgets",
        target="widget",
        path="/widget/order",
        permission=_ORDERS,
    ),
    DashboardEntry(
        key="draft-order",
        label="Group prices",
        mount="draft_order_details_widgets",
        target="widget",
        path="/widget/draft-order",
        permission=_ORDERS,
    ),
    DashboardEntry(
        key="product",
        label="Group prices",
        mount="product_details_widgets",
        target="widget",
        path="/widget/product",
        permission=_DISCOUNTS,
    ),
    # Saleor 3.21 has no cards beside orders and products.
    DashboardEntry(
        key="order-popup",
        label="Group prices",
        mount="order_details_more_actions",
        target="popup",
        path="/widget/order",
        permission=_ORDERS,
        unless_mount="order_details_widgets",
    ),
    DashboardEntry(
        key="product-popup",
        label="Group prices",
        mount="product_details_more_actions",
        target="popup",
        path="/widget/product",
        permission=_DISCOUNTS,
        unless_mount="product_details_widgets",
    ),
)


def keep_app(*, revives: bool = False) -> None:
    """Have the Dashboard show the pages while the plugin is switched on.

    What staff have deleted or deactivated, and permissions that they have removed, stay
    so.

    :param revives: whether the plugin has just been switched on: the app then comes
        back, but not permissions that were removed from it.
    """
    logged = FaultsLogged(
        logger,
        "The Dashboard may not show the pages of customer groups as it should; the"
        " nightly run tries again",
    )
    with logged, port.writing(), isolated(max_wait=timedelta(seconds=10)):
        lock_dashboard_app()
        port.keep_dashboard_app(_app(), revives=revives)


def hide_app() -> None:
    """Have the Dashboard show nothing of customer groups."""
    logged = FaultsLogged(logger, "The Dashboard still shows pages of customer groups")
    with logged, port.writing(), isolated(max_wait=timedelta(seconds=10)):
        lock_dashboard_app()
        port.hide_dashboard_app(_app())


def delete_app() -> None:
    """Take the app out of Saleor, before the package is removed."""
    with port.writing(), isolated(max_wait=timedelta(minutes=1)):
        lock_dashboard_app()
        port.delete_dashboard_app(_app())


def keep_app_after_migration(*, using: str) -> None:
    """Have the Dashboard show the pages of this version, or none without our tables.

    :param using: the alias of the database that was migrated.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    if CustomerGroup._meta.db_table not in tables:
        return
    with port.writing():
        is_on = port.active_plugin() is not None
    if is_on:
        keep_app()


def _app() -> DashboardApp:
    return DashboardApp(
        identifier="saleor_customer_groups",
        name="Customer groups",
        about="Customer groups, their members, prices and promotions.",
        author="saleor-customer-groups contributors",
        version=package_version(),
        permissions=(_USERS, _DISCOUNTS, _ORDERS, _PLUGINS),
        entries=_ENTRIES,
    )
