"""What each generation provides of the plugin, the shop and its pages."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from ..dashboard import DashboardApp
from ..graphql import Extension
from ..hooks import PluginHooks
from ..pages import Pages
from ..shop import ShopChannel


class PluginFunctions(Protocol):
    """The plugin, the shop and its pages."""

    @property
    def PluginBase(self) -> type[PluginHooks]:  # noqa: N802 (as a class)
        """The base of the plugin: turns Saleor's hooks into ``PluginHooks``."""

    def active_plugin(self) -> PluginHooks | None:
        """Return the plugin as configured now, or None while it is switched off."""

    def any_plugin(self) -> PluginHooks | None:
        """Return the plugin as configured now, also while it is switched off.

        None if Saleor does not know it.
        """

    def save_settings(self, values: Mapping[str, Any], *, active: bool | None) -> bool:
        """Change settings of the plugin as Saleor's page of plugins does.

        :param values: by the name of the setting.
        :param active: whether it is to be switched on, None to leave it as it is.
        :returns: whether Saleor knows the plugin.
        :raises django.core.exceptions.ValidationError: the plugin refuses a value.
        """

    def connect(self, *, extension: Extension, pages: Pages) -> None:
        """Connect wrappers, signals, GraphQL schema and pages when Django is ready.

        :param extension: what is added to Saleor's schema.
        :param pages: what answers requests for the pages of shop owners.
        """

    def settings_problems(self) -> Iterator[tuple[int, str, str]]:
        """Yield problems of the settings or of this version of Saleor.

        :returns: number, message and hint of each, for ``manage.py check``.
        """

    def page_address(self) -> str | None:
        """Return the address of the pages of shop owners, without a slash at its end.

        None if only those who open the pages have to know it.
        """

    def client_hosts(self) -> Sequence[str] | None:
        """Return the hosts of the shop's storefronts and Dashboards.

        As ``ALLOWED_CLIENT_HOSTS`` writes them; None if the Dashboard cannot show pages
        of other applications.
        """

    def keep_dashboard_app(self, app: DashboardApp, *, revives: bool) -> None:
        """Have the Dashboard show our pages; does nothing on 2.10.

        An app that staff have deactivated stays so; permissions that they have removed
        are not restored, nor are the entries that need them.

        :param revives: make it again if staff have deleted it, and activate it.
        """

    def hide_dashboard_app(self, app: DashboardApp) -> None:
        """Have the Dashboard hide them."""

    def delete_dashboard_app(self, app: DashboardApp) -> None:
        """Delete everything that the Dashboard knows about them."""

    def writing(self) -> AbstractContextManager[None]:
        """Allow writing, and reading what was written; for tasks and hooks.

        On Saleor 3 everything else is read from a replica, if the shop has one.
        """

    def channels(self) -> list[str]:
        """Return the slugs of the channels.

        On 2.10 there is one, with the slug that it will have after an upgrade.
        """

    def shop_channels(self) -> Sequence[ShopChannel]:
        """Return the channels, by slug; on 2.10 the one that ``channels`` names."""

    def saleor_version(self) -> str:
        """Return the version of Saleor, such as 3.23.28; empty if it is not known."""

    def channel_currencies(self) -> Mapping[str, str]:
        """Return the currency of each channel, by its slug."""

    def follow_channels(self, tables: Sequence[str], *, using: str) -> None:
        """Have tables follow the slugs of renamed channels; does nothing on 2.10.

        Called after each migration. Where one of the tables is gone, because the
        package is being removed, nothing follows any longer.

        :param tables: those of ours with a column ``channels`` of slugs.
        :param using: the alias of the database that was migrated.
        """
