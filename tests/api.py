"""Whoever talks to the shop's GraphQL over HTTP: strangers, customers, staff, apps."""

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.auth import get_user_model
from django.test import Client
from graphql_relay import to_global_id

from tests.port.accounts import USER_VALUES, make_app, permission, token_of
from tests.storefront import PASSWORD

MANAGE_USERS = "account.manage_users"
MANAGE_DISCOUNTS = "discount.manage_discounts"
MANAGE_ORDERS = "order.manage_orders"
MANAGE_PLUGINS = "plugins.manage_plugins"
MANAGE_CHECKOUTS = "checkout.manage_checkouts"

PATH = "/graphql/"


@dataclass(frozen=True)
class Answer:
    """What came back: the data, and the errors on top of it."""

    data: dict[str, Any] | None
    errors: list[dict[str, Any]] = field(default_factory=list)

    @property
    def codes(self) -> list[str]:
        """The kind of each error on top, such as PermissionDenied."""
        return [
            error.get("extensions", {}).get("exception", {}).get("code", "")
            for error in self.errors
        ]

    @property
    def is_denied(self) -> bool:
        """Whether everything that was asked for was denied."""
        return set(self.codes) == {"PermissionDenied"} and not any(
            (self.data or {}).values()
        )


@dataclass(frozen=True)
class Caller:
    """Somebody who asks, with what they show for themselves; nothing for a stranger.

    A user gets a token when they first ask something: many only have to be there. How
    one logs in is what the journeys are for. In ``language`` they want to be told what
    the API says in words.
    """

    token: str = ""
    pk: int | None = None
    email: str = ""
    language: str = ""

    @cached_property
    def authorization(self) -> str:
        """What they show."""
        if self.email:
            return f"JWT {token_of(get_user_model().objects.get(email=self.email))}"
        return self.token

    @property
    def id(self) -> str:
        """The global id of the user."""
        return to_global_id("User", self.pk)

    def post(self, document: str, *, path: str = PATH, **variables: Any) -> Answer:
        """Send a document and return whatever comes back."""
        shown = {"HTTP_AUTHORIZATION": self.authorization} if self.authorization else {}
        if self.language:
            shown["HTTP_CUSTOMER_GROUPS_LANGUAGE"] = self.language
        response = Client().post(
            path,
            json.dumps({"query": document, "variables": variables}),
            content_type="application/json",
            **shown,
        )
        content = json.loads(response.content)
        return Answer(content.get("data"), content.get("errors", []))

    def ask(self, document: str, *, path: str = PATH, **variables: Any) -> Any:
        """Send a document that asks one thing, and return the answer to it."""
        answer = self.post(document, path=path, **variables)
        assert not answer.errors, answer.errors
        assert answer.data is not None
        (value,) = answer.data.values()
        return value


STRANGER = Caller()


def make_customer(name: str = "ann", **values: Any) -> Caller:
    """Make a customer who can log in."""
    email = f"{name}@example.com"
    customer = get_user_model()(email=email, **{**USER_VALUES, **values})
    customer.set_password(PASSWORD)
    customer.save()
    return Caller(pk=customer.pk, email=email)


def make_staff(*permissions: str, name: str = "staff") -> Caller:
    """Make a member of staff who has these permissions."""
    caller = make_customer(name, is_staff=True)
    user = get_user_model().objects.get(pk=caller.pk)
    user.user_permissions.add(*map(permission, permissions))
    return caller


def make_app_caller(*permissions: str, name: str = "Till") -> Caller:
    """Make an app that has these permissions."""
    app, token = make_app(name)
    app.permissions.set([permission(each) for each in permissions])
    return Caller(f"Bearer {token}")


def log_in(email: str) -> Caller:
    """Log a customer or a member of staff in."""
    user = get_user_model().objects.get(email=email)
    return Caller(pk=user.pk, email=email)
