"""What accounts need that the two Saleors have differently."""

from typing import Any

from django.contrib.auth import get_user_model
from saleor.app.models import App

from saleor_customer_groups import port

if port.GENERATION == 3:
    from saleor.core.jwt import create_access_token as token_of
else:
    from graphql_jwt.shortcuts import get_token as token_of

__all__ = [
    "USER_VALUES",
    "ended_token",
    "make_app",
    "make_owner",
    "permission",
    "token_of",
]

# Saleor 3 lets nobody log in who has not confirmed their address.
USER_VALUES: dict[str, Any] = {"is_confirmed": True} if port.GENERATION == 3 else {}


def permission(name: str) -> Any:
    """Return the row of a permission such as "account.manage_users"."""
    model = get_user_model()._meta.get_field("user_permissions").related_model
    app_label, codename = name.split(".")
    return model.objects.get(content_type__app_label=app_label, codename=codename)


def ended_token(user: Any) -> str:
    """Return a token that has been good: that of Saleor 2.10 ends with its secret."""
    if port.GENERATION == 2:
        return "nonsense"
    from datetime import timedelta

    from saleor.core import jwt

    payload = jwt.jwt_user_payload(user, jwt.JWT_ACCESS_TYPE, timedelta(seconds=-1))
    token: str = jwt.jwt_encode(payload)
    return token


def make_app(name: str) -> tuple[App, str]:
    """Make an app; return it and its token."""
    app = App.objects.create(name=name, is_active=True)
    made = app.tokens.create(name="test")
    return app, made[1] if isinstance(made, tuple) else made.auth_token


def make_owner(email: str, password: str) -> None:
    """Make a member of staff who may do everything."""
    owner = get_user_model()(
        email=email, is_staff=True, is_superuser=True, is_active=True, **USER_VALUES
    )
    owner.set_password(password)
    owner.save()
    if port.GENERATION == 3:
        # Without a group not even a superuser may touch a channel's orders.
        owner.groups.create(name="Owners")
