"""Saleor 2.10 as the demo runs it: its own settings, made to run on Django 3.2.

Nothing here is needed in a shop: there, the app goes into ``INSTALLED_APPS`` and the
plugin into ``PLUGINS``, as at the end of this file.
"""

import os
import warnings
from pathlib import Path

import django.forms.boundfield
import django.forms.forms
from PIL import Image

CHECKOUT = Path(__file__).resolve().parent.parent
LOCAL = CHECKOUT / ".local"

# Saleor's settings read the environment. A variable that is already set wins.
os.environ.setdefault("DEBUG", "False")
os.environ.setdefault("SECRET_KEY", "for the demo and the tests only")
os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1")
os.environ.setdefault("ALLOWED_CLIENT_HOSTS", "localhost,127.0.0.1")
os.environ.setdefault("ENABLE_ACCOUNT_CONFIRMATION_BY_EMAIL", "False")
os.environ.setdefault("PLAYGROUND_ENABLED", "False")  # its template is not in the wheel

# Saleor 2.10 was written for Django 3.0 and Pillow 7.
django.forms.forms.BoundField = django.forms.boundfield.BoundField  # gone in Django 3.1
if not hasattr(Image, "ANTIALIAS"):  # gone in Pillow 10
    Image.ANTIALIAS = Image.Resampling.LANCZOS  # type: ignore[attr-defined]
warnings.filterwarnings("ignore", message="pkg_resources is deprecated")

from saleor.settings import *  # noqa: E402, F403
from saleor.settings import (  # noqa: E402
    INSTALLED_APPS,
    LOGGING,
    PLUGINS,
    TEMPLATES,
)

DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
SILENCED_SYSTEM_CHECKS = ["fields.W904"]  # Saleor's JSONField is Django 3.0's

TIME_ZONE = "UTC"
MEDIA_ROOT = str(LOCAL / "media")
# Safe ones take a sixth of a second for each log-in; the passwords here are printed.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TEMPLATES[0]["DIRS"] = [str(CHECKOUT / "demo" / "templates")]
TEMPLATED_EMAIL_BACKEND = "demo.mail.FallbackTemplateBackend"
LOGGING["root"]["level"] = "WARNING"
LOGGING["loggers"]["django"]["level"] = "WARNING"
LOGGING["loggers"]["saleor"]["level"] = "WARNING"

# Customer groups. The plugin stands behind the tax plugins, which would overwrite its
# prices, and before the webhook plugin, which then sends the prices that were charged.
ROOT_URLCONF = "saleor_customer_groups.urls"
INSTALLED_APPS += ["saleor_customer_groups"]
PLUGINS.insert(
    PLUGINS.index("saleor.plugins.webhook.plugin.WebhookPlugin"),
    "saleor_customer_groups.plugin.CustomerGroupsPlugin",
)
