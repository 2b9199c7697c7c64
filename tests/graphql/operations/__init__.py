"""A document for every operation that needs a permission, by the permission.

The keys are the names of the operations; after a comma, how they are used. Variables
are those of ``test_rights.py``.
"""

from tests.api import (
    MANAGE_DISCOUNTS,
    MANAGE_ORDERS,
    MANAGE_PLUGINS,
    MANAGE_USERS,
)

from . import (
    of_discounts,
    of_orders,
    of_plugins,
    of_users,
)
from .answers import ERRORS

OPERATIONS = {
    MANAGE_USERS: of_users.OPERATIONS,
    MANAGE_DISCOUNTS: of_discounts.OPERATIONS,
    MANAGE_PLUGINS: of_plugins.OPERATIONS,
    MANAGE_ORDERS: of_orders.OPERATIONS,
}

# Those for which both permissions are needed.
OF_BOTH = {
    "customerGroupDryRunStart": (
        "mutation($promotion: ID!) { customerGroupDryRunStart("
        " input: {promotionId: $promotion, delete: true}) {"
        f" dryRun {{ state }} {ERRORS} }} }}"
    ),
    "customerGroupDryRunCancel": (
        "mutation($waiting: ID!) { customerGroupDryRunCancel(id: $waiting) {"
        f" dryRun {{ state }} {ERRORS} }} }}"
    ),
    "customerGroupDryRun": (
        "query($waiting: ID!) { customerGroupDryRun(id: $waiting) { state } }"
    ),
    "customerGroupDryRuns": (
        "query { customerGroupDryRuns(first: 9) { edges { node { state } } } }"
    ),
}
