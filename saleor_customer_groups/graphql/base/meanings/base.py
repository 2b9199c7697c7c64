"""What the words of enumerations mean: those of what all of the API shares."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from ....services.base.catalogue_choices import CatalogueKind
from ....services.base.refusals import Code


class Permission(Enum):
    """What pages about customer groups ask for."""

    MANAGE_USERS = "account.manage_users"
    MANAGE_DISCOUNTS = "discount.manage_discounts"
    MANAGE_ORDERS = "order.manage_orders"
    MANAGE_PLUGINS = "plugins.manage_plugins"
    MANAGE_PRODUCTS = "product.manage_products"


MEANINGS: Mapping[type[Enum], Mapping[Any, str]] = {
    Permission: {
        Permission.MANAGE_USERS: "Groups, their members and conditions.",
        Permission.MANAGE_DISCOUNTS: "Prices and promotions of groups.",
        Permission.MANAGE_ORDERS: "What groups did to the prices of orders.",
        Permission.MANAGE_PLUGINS: "To change the settings of customer groups.",
        Permission.MANAGE_PRODUCTS: "Products, also those that are not published.",
    },
    Code: {
        Code.CAPACITY_REACHED: "The group is full.",
        Code.CHANGED_MEANWHILE: "It has been changed since it was read.",
        Code.CUSTOMER_INACTIVE: "The customer's account is not active.",
        Code.CYCLE: "A group would be below itself, or its conditions deny it.",
        Code.DEFAULT_GROUP: "A shop always has an active default group.",
        Code.EXPIRED: "The time in which it could be done is over.",
        Code.OUT_OF_STOCK: "There is not enough in stock.",
        Code.EXCLUDED: "The customer is excluded from the group.",
        Code.GRAPHQL_ERROR: "An id is malformed, or the id of something else.",
        Code.GROUP_AUTOMATIC: "The group is filled by its rules alone.",
        Code.GROUP_INACTIVE: "The group is not active.",
        Code.IN_USE: "The group has children, or other things are deleted with it.",
        Code.INVALID: "The value is invalid.",
        Code.NOT_A_MEMBER: "The customer is not in the group.",
        Code.NOT_EXCLUDED: "The customer is not excluded from the group.",
        Code.NOT_FOUND: "There is no such thing.",
        Code.REQUIRED: "Something is missing.",
        Code.TOO_DEEP: "There would be too many levels of groups.",
        Code.TOO_MANY: "Too many at once.",
        Code.UNIQUE: "Another one has it already.",
    },
    CatalogueKind: {
        CatalogueKind.PRODUCT: "A product.",
        CatalogueKind.VARIANT: "A variant of a product.",
        CatalogueKind.CATEGORY: "A category, with all below it.",
        CatalogueKind.COLLECTION: "A collection.",
        CatalogueKind.PRODUCT_TYPE: "A product type.",
    },
}
