"""Settings of the tests, for whichever Saleor is installed.

Saleor 3 finds the plugin by its entry point; Saleor 2.10 is set up as in the demo.
"""

import importlib.util
from datetime import timedelta

from saleor.celeryconf import app as saleor_app

if importlib.util.find_spec("saleor.channel"):  # Saleor 3
    from saleor.settings import *  # noqa: F403

    POPULATE_DEFAULTS = False
    # A second connection would not see what a test has written in its transaction.
    DATABASE_CONNECTION_REPLICA_NAME = DATABASE_CONNECTION_DEFAULT_NAME  # noqa: F405
    # Benchmarks take longer than the five minutes for which a token is good.
    JWT_TTL_ACCESS = timedelta(days=1)
    # Services of the tests answer on this machine.
    HTTP_IP_FILTER_ALLOW_LOOPBACK_IPS = True
    # Since 3.24 the dummy gateway is only there for Saleor's own tests.
    if importlib.util.find_spec("saleor.plugins.tests.gateways"):
        PLUGINS = [*PLUGINS, "saleor.plugins.tests.gateways.dummy.DummyGatewayPlugin"]  # noqa: F405
else:
    from graphql import set_default_backend

    from demo.settings import *  # noqa: F403
    from tests.documents import RememberingBackend

    set_default_backend(RememberingBackend())

# For each address, Saleor goes through all countries.
COUNTRIES_ONLY = ["CA", "DE", "FR", "GB", "IE", "JP", "PL", "US"]
SECRET_KEY = "for the tests only"
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ENABLE_ACCOUNT_CONFIRMATION_BY_EMAIL = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CELERY_TASK_ALWAYS_EAGER = True
# Where benchmarks leave tasks, as a shop does.
CELERY_BROKER_URL = "memory://"
# A plugin of pytest that Saleor 3 brings along makes an app of its own before Saleor's,
# and that would be the one of the server's threads, whose tasks nobody carries out.
saleor_app.set_default()
for database in DATABASES.values():  # noqa: F405
    database["CONN_MAX_AGE"] = 0
# Tests are refused much on purpose: no traceback of each.
LOGGING["loggers"]["saleor.graphql.errors.handled"] = {"level": "CRITICAL"}  # noqa: F405
