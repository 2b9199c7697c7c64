"""What whoever asks Saleor's GraphQL may do in the shop.

docs/portal.md, section 3.
"""

from typing import Any

from saleor.app.models import App

from ...engine.portal.access import PortalAccess
from ..base.plugin_class import plugin_class
from ..visibility.callers import (
    current_request,
    is_app_asking,
    requestor_of,
)

_EVERYTHING = PortalAccess()
_KEPT = "_customer_groups_access"


def limits_access() -> bool:
    """Tell whether anything is refused to anybody; it costs no query."""
    plugin = plugin_class()
    return plugin is not None and plugin.limits_access()


def access_of(requestor: Any) -> PortalAccess:
    """Return what somebody may do: staff and apps everything.

    It is found once for each user in a request.

    :param requestor: a user or an app, None or an anonymous user for a guest.
    """
    if not limits_access() or isinstance(requestor, App):
        return _EVERYTHING
    if not requestor or not requestor.is_authenticated:
        return _EVERYTHING if is_app_asking() else _find(None)
    if requestor.is_staff:
        return _EVERYTHING
    kept = getattr(requestor, _KEPT, None)
    if kept is None:
        kept = _find(requestor.pk)
        # Of a user that Django loads on first use, too.
        setattr(requestor, _KEPT, kept)
    return kept


def access_of_caller() -> PortalAccess:
    """Return what the caller may do; outside of a request everything."""
    request = current_request()
    return _EVERYTHING if request is None else access_of(requestor_of(request))


def access_of_customer(row: Any) -> PortalAccess:
    """Return what the customer of a checkout or an order may do, whoever asks.

    Without a customer it is a guest's.

    :param row: of Saleor.
    """
    if not limits_access():
        return _EVERYTHING
    if row.user_id is None:
        return _find(None)
    return access_of(_customer_of(row))


def access_to(checkout: Any) -> PortalAccess:
    """Return what may be shown of a checkout, or be put into it.

    Its customer counts, and before it has one the caller. Staff and apps are shown
    everything.

    :param checkout: of Saleor.
    """
    if not limits_access() or is_spared_caller():
        return _EVERYTHING
    if checkout.user_id is None:
        return access_of_caller()
    return access_of(_customer_of(checkout))


def is_spared_caller() -> bool:
    """Tell whether a member of staff or an app asks."""
    caller = _caller()
    return isinstance(caller, App) or bool(getattr(caller, "is_staff", False))


def _caller() -> Any:
    request = current_request()
    return None if request is None else requestor_of(request)


def _customer_of(row: Any) -> Any:
    """Return the customer, as the caller where they are the same."""
    caller = _caller()
    is_same = not isinstance(caller, App) and getattr(caller, "pk", None) == row.user_id
    return caller if is_same else row.user


def _find(customer_id: int | None) -> PortalAccess:
    plugin = plugin_class()
    return _EVERYTHING if plugin is None else plugin.find_access(customer_id)
