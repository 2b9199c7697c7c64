"""Where Saleor 3 lets customers in, and knows them again."""

import logging
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import get_random_string
from jwt import InvalidTokenError
from saleor.account.error_codes import AccountErrorCode

from ...base.wrapping import Wrapper
from ...portal.callers import limits_access
from ...portal.refusals import no_log_in
from ...portal.sessions import may_log_in
from ...visibility.callers import current_request
from ..base.databases import reading, writing

logger = logging.getLogger(__name__)


def _is_refused(user: Any, context: Any) -> bool:
    """Tell whether a customer may not log in.

    :param context: the request.
    """
    if not user or not user.pk or user.is_staff:
        return False
    with reading(context):
        if not limits_access() or may_log_in(user):
            return False
        # A token may leave the rights of a member of staff out.
        users = get_user_model()._default_manager
        return not users.filter(pk=user.pk, is_staff=True).exists()


def _refusal(field: str, code: AccountErrorCode) -> ValidationError:
    return ValidationError({field: ValidationError(no_log_in(), code=code.value)})


def _end_sessions(user: Any) -> None:
    """Have all tokens of a customer be worthless; a fault is logged."""
    try:
        with writing(), transaction.atomic():
            rows = get_user_model()._default_manager.filter(
                pk=user.pk, jwt_token_key=user.jwt_token_key
            )
            # If another request does so at the same time, it need not be waited for.
            if rows.select_for_update(skip_locked=True).exists():
                rows.update(jwt_token_key=get_random_string(12))
    except Exception:
        logger.exception(
            "Customer %s is refused for as long as they may not log in; their tokens"
            " stay as they are",
            user.pk,
        )


def _unless_ended(native: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Have the tokens of a customer who may not log in be as any that have ended."""

    @wraps(native)
    def load_user_from_request(request: Any) -> Any:
        user = native(request)
        if _is_refused(user, request):
            _end_sessions(user)
            raise InvalidTokenError(
                "Invalid token. Create new one by using tokenCreate mutation."
            )
        return user

    return load_user_from_request


def _unless_ended_outside(native: Callable[..., Any]) -> Callable[..., Any]:
    """Have them be guests with a token that another service vouches for."""

    @wraps(native)
    def authenticate_user(self: Any, request: Any) -> Any:
        user = native(self, request)
        return None if _is_refused(user, request) else user

    return authenticate_user


def _with_right_password(native: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse a log-in whose password was right, before there is a token."""

    @wraps(native)
    def get_user(cls: Any, info: Any, *args: Any, **named: Any) -> Any:
        user = native(cls, info, *args, **named)
        if _is_refused(user, info.context):
            raise _refusal("email", AccountErrorCode.INVALID_CREDENTIALS)
        return user

    return get_user


def _of_a_token(field: str, native: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Refuse a token of who may not log in, in the code of invalid ones."""

    @wraps(native)
    def get_user(payload: Any) -> Any:
        user = native(payload)
        request = current_request()
        if request is not None and _is_refused(user, request):
            _end_sessions(user)
            raise _refusal(field, AccountErrorCode.JWT_INVALID_TOKEN)
        return user

    return get_user


def _from_outside(native: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse a log-in or a new token that another service vouches for."""

    @wraps(native)
    def external(self: Any, plugin_id: str, data: Any, request: Any) -> Any:
        found = native(self, plugin_id, data, request)
        if _is_refused(found.user, request):
            raise _refusal("email", AccountErrorCode.INVALID_CREDENTIALS)
        return found

    return external


def _vouched_for(native: Callable[..., Any]) -> Callable[..., Any]:
    """Say of a token of another service that it is not valid here."""

    @wraps(native)
    def external_verify(self: Any, plugin_id: str, data: Any, request: Any) -> Any:
        user, found = native(self, plugin_id, data, request)
        return (None, {}) if _is_refused(user, request) else (user, found)

    return external_verify


_MUTATIONS = "saleor.graphql.account.mutations.authentication"
_IN = "customers log in who may not"
_KNOWN = "customers who may not log in stay logged in"

SESSION_WRAPPERS = (
    Wrapper(
        number=170,
        module="saleor.core.auth_backend",
        path="load_user_from_request",
        parameters=("request",),
        wrap=_unless_ended,
        loss=_KNOWN,
    ),
    Wrapper(
        number=164,
        module="saleor.plugins.manager",
        path="PluginsManager.authenticate_user",
        parameters=("self", "request"),
        wrap=_unless_ended_outside,
        loss=_KNOWN,
    ),
    Wrapper(
        number=171,
        module=f"{_MUTATIONS}.create_token",
        path="CreateToken.get_user",
        parameters=("cls", "info", "email", "password"),
        wrap=_with_right_password,
        loss=_IN,
    ),
    *(
        Wrapper(
            number=number,
            module=f"{_MUTATIONS}.{module}",
            path="get_user",
            parameters=("payload",),
            wrap=partial(_of_a_token, field),
            loss=_KNOWN,
        )
        for number, module, field in (
            (172, "refresh_token", "refresh_token"),
            (173, "verify_token", "token"),
        )
    ),
    *(
        Wrapper(
            number=number,
            module="saleor.plugins.manager",
            path=f"PluginsManager.{path}",
            parameters=("self", "plugin_id", "data", "request"),
            wrap=wrap,
            loss=_IN,
        )
        for number, path, wrap in (
            (174, "external_obtain_access_tokens", _from_outside),
            (175, "external_refresh", _from_outside),
            (176, "external_verify", _vouched_for),
        )
    ),
)
