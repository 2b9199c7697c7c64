"""The Dashboard of Saleor 2.10 cannot show pages of other applications."""

from collections.abc import Sequence

from ...contract.dashboard import DashboardApp


def page_address() -> str | None:
    """Return None: only those who open the pages have to know their address."""
    return None


def client_hosts() -> Sequence[str] | None:
    """Return None: nothing shows the pages in a frame."""
    return None


def keep_dashboard_app(app: DashboardApp, *, revives: bool) -> None:
    """Make nothing."""


def hide_dashboard_app(app: DashboardApp) -> None:
    """Hide nothing."""


def delete_dashboard_app(app: DashboardApp) -> None:
    """Delete nothing."""
