"""Settings of a shop from which the package was taken out, for whichever Saleor."""

from tests.settings import *  # noqa: F403

PACKAGE = "saleor_customer_groups"
INSTALLED_APPS = [each for each in INSTALLED_APPS if each != PACKAGE]  # noqa: F405
PLUGINS = [each for each in PLUGINS if not each.startswith(PACKAGE)]  # noqa: F405
ROOT_URLCONF = "saleor.urls"
