"""The rows by which Saleor 3's Dashboard shows our pages: an app and its extensions.

Made directly they need no manifest, no installation and no token of their own: the app
may do nothing by itself, and its pages get tokens of whoever looks at them.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from saleor.app.models import App, AppExtension
from saleor.app.types import AppType
from saleor.core.utils import build_absolute_uri
from saleor.permission.models import Permission
from saleor.site.models import SiteSettings

from ...base.metadata import with_metadata, without_metadata
from ...contract.dashboard import DashboardApp, DashboardEntry
from .active_plugin import PAGES_PATH, PLUGIN_ID

# In the private metadata of the shop: the app was made once, and if it is not there
# now, staff have deleted it.
_MADE_KEY = "customer_groups_dashboard_app"
# In the private metadata of the app: what it was given, whatever staff have taken away.
_GIVEN_KEY = "customer_groups_given_permissions"


def page_address() -> str | None:
    """Return the address of the pages, without a slash at its end."""
    return build_absolute_uri(f"/plugins/{PLUGIN_ID}{PAGES_PATH}")


def client_hosts() -> Sequence[str] | None:
    """Return the hosts of storefronts and Dashboards."""
    return settings.ALLOWED_CLIENT_HOSTS


def keep_dashboard_app(app: DashboardApp, *, revives: bool) -> None:
    """Have the rows as they should be."""
    row = _rows(app).filter(removed_at=None).order_by("pk").first()
    if row is None:
        if not revives and _was_made():
            return
        row = App(identifier=app.identifier, name=app.name)
    elif revives:
        row.is_active = True
    row.type = AppType.THIRDPARTY
    row.app_url = page_address()
    row.about_app = app.about
    row.author = app.author
    row.version = app.version
    granted = set(row.private_metadata.get(_GIVEN_KEY, "").split())
    row.private_metadata[_GIVEN_KEY] = " ".join(sorted({*granted, *app.permissions}))
    row.save()
    wanted = _permissions(app.permissions)
    row.permissions.add(*(wanted[name] for name in wanted if name not in granted))
    allowed = set(row.permissions.values_list("pk", flat=True))
    _keep_entries(
        row,
        [each for each in app.entries if wanted[each.permission].pk in allowed],
        wanted,
    )
    _store_made()


def hide_dashboard_app(app: DashboardApp) -> None:
    """Have the Dashboard show none of it."""
    _rows(app).filter(removed_at=None).update(is_active=False)


def delete_dashboard_app(app: DashboardApp) -> None:
    """Delete the rows, also those that staff have deleted before."""
    _rows(app).delete()
    SiteSettings.objects.filter(private_metadata__has_key=_MADE_KEY).update(
        private_metadata=without_metadata("private_metadata", _MADE_KEY)
    )


def _rows(app: DashboardApp) -> QuerySet:
    return App.objects.filter(identifier=app.identifier)


def _was_made() -> bool:
    return SiteSettings.objects.filter(private_metadata__has_key=_MADE_KEY).exists()


def _store_made() -> None:
    SiteSettings.objects.exclude(private_metadata__has_key=_MADE_KEY).update(
        private_metadata=with_metadata("private_metadata", {_MADE_KEY: "made"})
    )


def _permissions(names: Sequence[str]) -> dict[str, Any]:
    """Return permissions by their name, such as "account.manage_users"."""
    codenames = [name.partition(".")[2] for name in names]
    rows = Permission.objects.filter(codename__in=codenames)
    found = {
        f"{each.content_type.app_label}.{each.codename}": each
        for each in rows.select_related("content_type")
    }
    return {name: found[name] for name in names}


def _keep_entries(
    row: App, entries: Sequence[DashboardEntry], permissions: dict[str, Any]
) -> None:
    """Have the extensions as they should be: others go, whoever made them.

    One that the Dashboard cannot read would make all of it white for all staff.
    """
    missing = [
        (_values(row.app_url, each), permissions[each.permission].pk)
        for each in entries
        if _is_shown(each)
    ]
    wrong = []
    for each in row.extensions.prefetch_related("permissions"):
        allowed = [permission.pk for permission in each.permissions.all()]
        for number, (values, permission_pk) in enumerate(missing):
            is_same = all(getattr(each, name) == values[name] for name in values)
            if is_same and allowed == [permission_pk]:
                del missing[number]
                break
        else:
            wrong.append(each.pk)
    if wrong:
        row.extensions.filter(pk__in=wrong).delete()
    made = AppExtension.objects.bulk_create(
        AppExtension(app=row, **values) for values, _ in missing
    )
    through = AppExtension.permissions.through
    through.objects.bulk_create(
        through(appextension_id=extension.pk, permission_id=permission_pk)
        for extension, (_, permission_pk) in zip(made, missing, strict=True)
    )


def _is_shown(entry: DashboardEntry) -> bool:
    return (
        _knows("mount", entry.mount)
        and _knows("target", entry.target)
        and not (entry.unless_mount and _knows("mount", entry.unless_mount))
    )


def _knows(field: str, value: str) -> bool:
    """Tell whether this version knows a place, or a way of opening a page.

    Up to 3.22 they are GraphQL enums, and another value cannot be answered; from 3.23
    on they are any text.
    """
    choices = AppExtension._meta.get_field(field).choices
    return choices is None or value in dict(choices)


def _values(app_url: str, entry: DashboardEntry) -> dict[str, Any]:
    """Return the fields that this version has."""
    is_page = entry.target == "app_page"
    is_widget = entry.target == "widget"
    values = {
        "label": entry.label,
        # Saleor would cut the last part off the app's address before a popup's path.
        "url": entry.path if is_page else f"{app_url}{entry.path}",
        "mount": entry.mount,
        "target": entry.target,
        "settings": {"widgetTarget": {"method": "GET"}} if is_widget else {},
        "identifier": entry.key,
    }
    fields = {each.name for each in AppExtension._meta.get_fields()}
    return {name: value for name, value in values.items() if name in fields}
