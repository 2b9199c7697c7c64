"""What whoever asks Saleor's GraphQL sees of the catalogue."""

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from saleor.app.models import App

from ...engine.visibility.views import View
from ..base.plugin_class import plugin_class

# The request that is being answered, for the places of Saleor that are not told.
_request: ContextVar[Any] = ContextVar("customer_groups_request", default=None)

_KEPT = "_customer_groups_view"


def connect() -> None:
    """Remember each request while it is answered, without a setting of the shop."""
    path = f"{__name__}.{remember_request.__name__}"
    if path not in settings.MIDDLEWARE:
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, path]


def remember_request(get_response: Callable[..., Any]) -> Callable[..., Any]:
    """Return a middleware of Django that remembers a request while it is answered.

    :param get_response: what answers it.
    """

    @wraps(get_response)
    def answer(request: Any) -> Any:
        token = _request.set(request)
        try:
            return get_response(request)
        finally:
            _request.reset(token)

    return answer


def hides_products() -> bool:
    """Tell whether anything may be hidden from anybody; it costs no query."""
    plugin = plugin_class()
    return plugin is not None and plugin.hides_products()


def view_of(requestor: Any) -> View | None:
    """Return what somebody sees, None if nothing is hidden from them.

    Staff and apps see everything. It is found once for each user in a request.

    :param requestor: a user or an app, None or an anonymous user for a guest.
    """
    plugin = plugin_class()
    if plugin is None or not plugin.hides_products() or isinstance(requestor, App):
        return None
    # Saleor 3 gives out what turns out to be nobody.
    if not requestor or not requestor.is_authenticated:
        return None if is_app_asking() else plugin.find_view(None)
    if requestor.is_staff:
        return None
    # Of a user that Django loads on first use, too.
    kept = getattr(requestor, _KEPT, ())
    if not kept:
        kept = (plugin.find_view(requestor.pk),)
        setattr(requestor, _KEPT, kept)
    return kept[0]


def views_of_checkouts(checkouts: Sequence[Any]) -> list[View | None]:
    """Return what the customers of checkouts see, in as many queries as for one.

    :param checkouts: of Saleor.
    """
    plugin = plugin_class()
    if plugin is None or not plugin.hides_products():
        return [None] * len(checkouts)
    customers = {each.user_id for each in checkouts if each.user_id is not None}
    found: dict[Any, View | None] = {None: view_of_caller()}
    if customers:
        users = get_user_model()._default_manager.filter(pk__in=customers)
        staff = set(users.filter(is_staff=True).values_list("pk", flat=True))
        found.update(dict.fromkeys(staff))
        found.update(plugin.find_views(customers - staff))
    return [found.get(each.user_id) for each in checkouts]


def requestor_of(request: Any) -> Any:
    """Return the app or the user who has sent a request; nobody for a guest."""
    return getattr(request, "app", None) or getattr(request, "user", None)


def current_request() -> Any:
    """Return the request that is being answered, None outside of one."""
    return _request.get()


def view_of_caller() -> View | None:
    """Return what the caller sees; outside of a request nothing is hidden."""
    request = _request.get()
    return None if request is None else view_of(requestor_of(request))


def view_of_checkout(checkout: Any) -> View | None:
    """Return what the customer of a checkout sees.

    Before it has one, the caller counts. docs/visibility.md, section 3.

    :param checkout: of Saleor.
    """
    if not hides_products():
        return None
    return view_of_caller() if checkout.user_id is None else view_of(checkout.user)


def is_app_asking() -> bool:
    """Tell whether an app asks, which Saleor 2.10 gives out as an anonymous user."""
    request = _request.get()
    return request is not None and isinstance(requestor_of(request), App)
