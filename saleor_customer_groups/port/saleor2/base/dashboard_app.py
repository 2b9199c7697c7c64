"""The Dashboard of Saleor 2.10 shows no pages of others."""

from collections.abc import Sequence

from ...contract.dashboard import DashboardApp


def page_address() -> str | None:
    """Return none: nobody but who opens the pages has to know their address."""
    return None


def client_hosts() -> Sequence[str] | None:
    """Return none: nobody shows the pages in a frame."""
    return None


def keep_dashboard_app(app: DashboardApp, *, revives: bool) -> None:
    """Make nothing."""


def hide_dashboard_app(app: DashboardApp) -> None:
    """Hide nothing."""


def delete_dashboard_app(app: DashboardApp) -> None:
    """Delete nothing."""
