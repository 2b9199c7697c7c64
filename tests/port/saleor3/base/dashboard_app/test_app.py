"""The app of the pages is there while customer groups are on, and as staff left it."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models.signals import post_migrate
from django.utils import timezone
from pytest_django import Settings
from saleor.app.models import App, AppExtension
from saleor.app.tasks import remove_apps_task
from saleor.permission.models import Permission
from saleor.plugins.models import PluginConfiguration
from saleor.site.models import SiteSettings

from saleor_customer_groups import tasks
from saleor_customer_groups.services.base.dashboard import dashboard_app
from tests.api import MANAGE_DISCOUNTS, MANAGE_ORDERS, MANAGE_USERS
from tests.database.at_once import at_once
from tests.owner import Shop
from tests.port.accounts import permission
from tests.port.plugin import configure
from tests.port.saleor3.base.dashboard_app.app import (
    APP,
    ENTRIES,
    FIELDS,
    HOST,
    MANAGE_PLUGINS,
    PERMISSIONS,
    of,
    switch,
    the_app,
    the_app_id,
)
from tests.storefront import Storefront, dialect

DELETE = "mutation($id: ID!) { appDelete(id: $id) { errors { field code } } }"


def permissions_of(row: Any) -> set[str]:
    return {
        f"{each.content_type.app_label}.{each.codename}"
        for each in row.permissions.all()
    }


def rows() -> list[tuple[str, ...]]:
    return sorted(
        (each.label, each.mount, each.target, each.url, *permissions_of(each))
        for each in the_app().extensions.all()
    )


def row_ids() -> set[int]:
    return set(AppExtension.objects.values_list("pk", flat=True))


def delete_as_staff(owner: Storefront) -> None:
    owner.change(DELETE, id=the_app_id())


def migrate() -> None:
    config = apps.get_app_config("saleor_customer_groups")
    post_migrate.send(sender=config, app_config=config, using="default", verbosity=0)


def at_night() -> None:
    tasks.run_all_groups()


def test_a_plugin_that_was_never_on_has_no_app(db: None) -> None:
    migrate()
    at_night()

    assert not App.objects.exists()


def test_switching_on_makes_an_app_whose_pages_the_dashboard_shows(shop: Shop) -> None:
    row = the_app()

    assert (row.name, row.type, row.app_url) == ("Customer groups", "thirdparty", APP)
    assert (row.is_active, row.is_installed, row.manifest_url) == (True, True, None)
    assert permissions_of(row) == PERMISSIONS
    assert not row.tokens.exists()
    assert rows() == sorted(ENTRIES)
    assert {len(permissions_of(each)) for each in row.extensions.all()} == {1}
    assert max(len(each.url) for each in row.extensions.all()) <= 200


def test_cards_are_asked_for_with_get_and_entries_have_names(shop: Shop) -> None:
    if "settings" in FIELDS:
        for each in the_app().extensions.all():
            get = {"widgetTarget": {"method": "GET"}} if each.target == "widget" else {}
            assert each.settings == get
    if "identifier" in FIELDS:
        names = the_app().extensions.values_list("identifier", flat=True)
        assert len(set(names)) == len(ENTRIES)
        assert all(names)


@pytest.mark.parametrize("keep", [migrate, at_night, dashboard_app.keep_app])
def test_what_is_right_is_left_as_it_is(shop: Shop, keep: Callable[[], None]) -> None:
    before, app_id = row_ids(), the_app().pk

    keep()

    assert row_ids() == before
    assert the_app().pk == app_id
    assert permissions_of(the_app()) == PERMISSIONS


@pytest.mark.parametrize("keep", [migrate, at_night])
def test_another_address_of_the_shop_is_taken_up(
    shop: Shop, settings: Settings, keep: Callable[[], None]
) -> None:
    app_id = the_app().pk
    settings.PUBLIC_URL = "https://new.example.com"

    keep()

    assert the_app().pk == app_id
    assert the_app().app_url == "https://new.example.com/plugins/customer_groups/app"
    assert rows() == sorted(
        (*each[:3], each[3].replace(HOST, "https://new.example.com"), each[4])
        for each in ENTRIES
    )


def test_without_a_public_url_the_address_is_that_of_the_site(
    shop: Shop, settings: Settings
) -> None:
    settings.PUBLIC_URL = None
    site = SiteSettings.objects.get().site
    site.domain = "shop.example.com"
    site.save()

    migrate()

    assert the_app().app_url == "http://shop.example.com/plugins/customer_groups/app"


@pytest.mark.parametrize("keep", [migrate, at_night])
def test_rows_that_somebody_has_broken_are_made_again(
    shop: Shop, keep: Callable[[], None]
) -> None:
    entries = AppExtension.objects.order_by("pk")
    first, second, third, fourth = entries[:4]
    AppExtension.objects.filter(pk=first.pk).update(target="unknown")
    second.permissions.clear()
    third.permissions.add(permission(MANAGE_ORDERS))
    fourth.delete()
    added = AppExtension.objects.create(
        app=the_app(), label="Old", url="/old", mount="navigation_pages"
    )
    App.objects.update(type="local", app_url="https://else.example.com")

    keep()

    assert rows() == sorted(ENTRIES)
    assert added.pk not in row_ids()
    assert (the_app().type, the_app().app_url) == ("thirdparty", APP)


def test_switched_off_the_app_is_not_active_and_on_again_it_is_the_same(
    owner: Storefront,
) -> None:
    before, app_id = row_ids(), the_app().pk

    switch(owner, active=False)
    is_active_while_off = the_app().is_active
    migrate()
    at_night()
    still = the_app().is_active
    switch(owner, active=True)

    assert (is_active_while_off, still) == (False, False)
    assert the_app().is_active
    assert (the_app().pk, row_ids()) == (app_id, before)


def test_the_row_of_the_plugin_deleted_counts_as_switched_off(shop: Shop) -> None:
    PluginConfiguration.objects.get(identifier="customer_groups").delete()

    assert not the_app().is_active


@pytest.mark.parametrize("is_purged", [False, True])
def test_an_app_that_staff_have_deleted_comes_back_when_switched_on_again_alone(
    owner: Storefront, settings: Settings, is_purged: bool
) -> None:
    delete_as_staff(owner)
    if is_purged:
        App.objects.update(removed_at=timezone.now() - settings.DELETE_APP_TTL)
        remove_apps_task()
    count = 0 if is_purged else 1

    migrate()
    at_night()
    # A setting is changed, and the switch stays as it was.
    setting = {"configuration": [{"name": "policy", "value": "stack"}]}
    owner.change(dialect.SET_PLUGIN, id="customer_groups", input=setting)
    assert App.objects.filter(removed_at=None).count() == 0
    assert App.objects.count() == count

    switch(owner, active=False)
    assert App.objects.filter(removed_at=None).count() == 0

    switch(owner, active=True)
    assert the_app().is_active
    assert rows() == sorted(ENTRIES)
    assert permissions_of(the_app()) == PERMISSIONS
    assert App.objects.count() == count + 1


def test_an_app_that_staff_have_deactivated_stays_so_until_switched_on_again(
    owner: Storefront,
) -> None:
    App.objects.update(is_active=False)

    migrate()
    at_night()
    configure(active=True, policy="stack")
    assert not the_app().is_active

    switch(owner, active=False)
    switch(owner, active=True)
    assert the_app().is_active


def test_a_shop_that_was_switched_on_before_there_were_pages_gets_them(
    shop: Shop,
) -> None:
    dashboard_app.delete_app()
    assert not App.objects.exists()

    migrate()

    assert rows() == sorted(ENTRIES)
    assert the_app().is_active


def test_a_permission_that_staff_have_taken_away_is_not_given_back(
    owner: Storefront,
) -> None:
    the_app().permissions.remove(permission(MANAGE_DISCOUNTS))

    at_night()
    switch(owner, active=False)
    switch(owner, active=True)

    assert permissions_of(the_app()) == PERMISSIONS - {MANAGE_DISCOUNTS}
    # Saleor would leave it to popups and cards.
    assert rows() == of(MANAGE_USERS, MANAGE_ORDERS)

    the_app().permissions.add(permission(MANAGE_DISCOUNTS))
    migrate()

    assert rows() == sorted(ENTRIES)


def test_a_permission_that_a_new_version_needs_is_given(shop: Shop) -> None:
    row = the_app()
    row.permissions.remove(permission(MANAGE_USERS), permission(MANAGE_PLUGINS))
    # As an older version had made it, which did not need this one.
    given = sorted(PERMISSIONS - {MANAGE_PLUGINS})
    row.private_metadata = {"customer_groups_given_permissions": " ".join(given)}
    row.save()

    migrate()

    assert permissions_of(the_app()) == PERMISSIONS - {MANAGE_USERS}


def test_a_name_that_staff_have_given_it_stays(shop: Shop) -> None:
    App.objects.update(name="Clubs")

    migrate()

    assert the_app().name == "Clubs"


def test_detaching_leaves_nothing_in_the_dashboard(owner: Storefront) -> None:
    delete_as_staff(owner)
    switch(owner, active=False)
    switch(owner, active=True)
    other = App.objects.create(name="Till", identifier="till")
    site = SiteSettings.objects.get()
    site.private_metadata["erp"] = "4711"
    site.save()

    switch(owner, active=False)
    call_command("customer_groups_detach", stdout=StringIO())

    assert list(App.objects.all()) == [other]
    assert not AppExtension.objects.exists()
    assert SiteSettings.objects.get().private_metadata == {"erp": "4711"}


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_app() -> None:
    configure(active=True)
    dashboard_app.delete_app()

    at_once(
        lambda: dashboard_app.keep_app(revives=True),
        lambda: dashboard_app.keep_app(revives=True),
        dashboard_app.keep_app,
    )

    assert rows() == sorted(ENTRIES)


def test_a_fault_does_not_keep_the_plugin_from_being_switched(
    db: None, caplog: pytest.LogCaptureFixture
) -> None:
    Permission.objects.filter(codename="manage_plugins").delete()

    configure(active=True)

    assert PluginConfiguration.objects.get(identifier="customer_groups").active
    assert not App.objects.exists()
    assert "The Dashboard may not show the pages" in caplog.text


def test_switching_asks_the_same_number_of_queries_however_many_entries_are_kept(
    shop: Shop, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(14):
        dashboard_app.keep_app()
    dashboard_app.delete_app()
    with django_assert_max_num_queries(18):
        dashboard_app.keep_app()
