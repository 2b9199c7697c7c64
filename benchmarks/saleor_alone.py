"""The settings of a shop in which customer groups are not installed."""

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS, PLUGINS, ROOT_URLCONF

OURS = "saleor_customer_groups"

INSTALLED_APPS = [each for each in INSTALLED_APPS if not each.startswith(OURS)]
PLUGINS = [each for each in PLUGINS if not each.startswith(OURS)]
if ROOT_URLCONF.startswith(OURS):
    ROOT_URLCONF = "saleor.urls"
