"""Where Saleor 2.10 lets customers in, and knows them again.

Its tokens do not end by themselves, and have no key that could be changed: each request
looks again at whose they are.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from graphql_jwt.exceptions import JSONWebTokenError
from graphql_jwt.signals import token_issued
from saleor.account.error_codes import AccountErrorCode

from ...base.wrapping import Wrapper
from ...portal.callers import limits_access
from ...portal.refusals import no_log_in
from ...portal.sessions import may_log_in

# Of a request whose user is not known any more: nobody is to look again at each field.
_ENDED = "_customer_groups_session_ended"


def connect() -> None:
    """Have log-ins looked at."""
    token_issued.connect(
        _token_issued, dispatch_uid="saleor_customer_groups.token_issued"
    )


def _token_issued(*, request: Any, user: Any, **_: Any) -> None:
    """Refuse a log-in whose password was right, before there is a token."""
    if may_log_in(user):
        return
    # Whatever else is asked in the same request is asked by a guest.
    request.user = AnonymousUser()
    raise ValidationError(
        {
            "email": ValidationError(
                no_log_in(), code=AccountErrorCode.INVALID_CREDENTIALS
            )
        }
    )


def _unless_ended(native: Callable[..., Any]) -> Callable[..., Any]:
    """Have a customer who may not log in be a guest, whatever token they have."""

    @wraps(native)
    def authenticate(request: Any = None, **credentials: Any) -> Any:
        user = native(request=request, **credentials)
        if user is None or may_log_in(user):
            return user
        setattr(request, _ENDED, True)
        return None

    return authenticate


def _once(native: Callable[[Any], bool]) -> Callable[[Any], bool]:
    @wraps(native)
    def _authenticate(request: Any) -> bool:
        return not getattr(request, _ENDED, False) and native(request)

    return _authenticate


def _unless_refused(native: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Refuse to make a new token of an old one."""

    @wraps(native)
    def get_user_by_payload(payload: Any) -> Any:
        user = native(payload)
        if user is not None and not may_log_in(user):
            raise JSONWebTokenError(no_log_in())
        return user

    return get_user_by_payload


def _unless_invalid(native: Callable[..., Any]) -> Callable[..., Any]:
    """Answer for the token of who may not log in as for one that is invalid."""

    @wraps(native)
    def get_payload(token: Any, context: Any = None) -> Any:
        payload = native(token, context)
        if limits_access():
            users = get_user_model()._default_manager
            user = users.filter(email=payload.get("email")).first()
            if user is not None and not may_log_in(user):
                raise JSONWebTokenError(no_log_in())
        return payload

    return get_payload


_KNOWN = "customers who may not log in stay logged in"

SESSION_WRAPPERS = (
    Wrapper(
        number=270,
        module="graphql_jwt.middleware",
        path="authenticate",
        parameters=("request",),
        wrap=_unless_ended,
        loss=_KNOWN,
    ),
    Wrapper(
        number=271,
        module="graphql_jwt.middleware",
        path="_authenticate",
        parameters=("request",),
        wrap=_once,
        loss="the groups of a customer who may not log in are read again and again",
    ),
    Wrapper(
        number=272,
        module="graphql_jwt.mixins",
        path="get_user_by_payload",
        parameters=("payload",),
        wrap=_unless_refused,
        loss=_KNOWN,
    ),
    Wrapper(
        number=273,
        # Here the payload of a token that is looked at is read, and of no other.
        module="graphql_jwt.mutations",
        path="get_payload",
        parameters=("token", "context"),
        wrap=_unless_invalid,
        loss="the tokens of customers who may not log in are said to be valid",
    ),
)
