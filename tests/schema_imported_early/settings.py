"""The settings of the tests, with that application before ours."""

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS]
INSTALLED_APPS.insert(
    INSTALLED_APPS.index("saleor_customer_groups"), "tests.schema_imported_early"
)
