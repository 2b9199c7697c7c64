"""Moments that the database has and Python does not."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.test import override_settings

from saleor_customer_groups.engine.base.moments import EARLIEST, LATEST
from saleor_customer_groups.models import CustomerGroup, Membership, PriceRule
from saleor_customer_groups.models.moments import MomentField
from tests.api import Caller
from tests.graphql.ids import id_of
from tests.owner import Shop

MIGRATION = import_module(
    "saleor_customer_groups.migrations.0019_moments_in_the_calendar"
).Migration
ANN = "ann@example.com"
MEMBERS = """query($id: ID!) {
  customerGroup(id: $id) { members(first: 5) { edges { node { until } } } }
}"""
CUSTOMERS = """{ customers(first: 5) { edges { node {
  email customerGroups { code }
} } } }"""
EXPORT = "query($id: ID!) { customerGroupMembersExport(id: $id) }"
DELETE = """mutation($id: ID!) {
  customerGroupDelete(id: $id, force: true) { errors { field code message } }
}"""


def run_sql(*statements: str) -> None:
    with connection.cursor() as cursor:
        # What is still to be checked would keep the tables from being changed.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for statement in statements:
            cursor.execute(statement)


def break_row(row: models.Model, field: str, moment: str) -> None:
    """Write what the database refuses as long as it checks it."""
    table = row._meta.db_table
    name = f"customer_groups_{row._meta.model_name}_moments"
    run_sql(
        f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}",
        f"UPDATE {table} SET {field} = '{moment}' WHERE id = {row.pk}",
    )


def test_the_database_refuses_them_in_every_table_of_ours() -> None:
    plain, unbounded = set(), set()
    for model in apps.get_app_config("saleor_customer_groups").get_models():
        names = {name for each in model._meta.constraints for name in fields_of(each)}
        for field in model._meta.concrete_fields:
            if isinstance(field, MomentField):
                unbounded |= {(model.__name__, field.name)} - {
                    (model.__name__, name) for name in names
                }
            elif isinstance(field, models.DateTimeField):
                plain.add(field)

    assert not plain
    # Copies of what Saleor has.
    assert unbounded == {
        ("CustomerTotals", "first_order_at"),
        ("CustomerTotals", "last_order_at"),
        ("OrderFigures", "placed_at"),
    }


def fields_of(constraint: Any) -> set[str]:
    check = getattr(constraint, "check", None)
    if not constraint.name.endswith("_moments"):
        return set()
    return {name.removesuffix("__range") for name, _ in check.children}


@pytest.mark.parametrize("moment", ["infinity", "10000-01-01", "0001-12-31 BC"])
def test_one_is_refused_and_where_it_is_there_it_is_the_nearest(
    shop: Shop, staff: Caller, moment: str
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "10")
    ann = shop.member(vip, ANN)
    row = Membership.objects.get(group=vip)
    table = Membership._meta.db_table
    with pytest.raises(IntegrityError), transaction.atomic():
        run_sql(f"UPDATE {table} SET until = '{moment}'")
    break_row(row, "until", moment)
    break_row(PriceRule.objects.get(), "valid_until", "infinity")
    row.refresh_from_db()
    is_over = moment.endswith("BC")

    assert row.until == (EARLIEST if is_over else LATEST)
    edges = staff.ask(MEMBERS, id=id_of(vip))["members"]["edges"]
    assert len(edges) == (0 if is_over else 1)
    (others,) = [
        node["customerGroups"]
        for node in (edge["node"] for edge in staff.ask(CUSTOMERS)["edges"])
        if node["email"] == ANN
    ]
    assert [each["code"] for each in others] == (["standard"] if is_over else ["vip"])
    assert len(staff.ask(EXPORT, id=id_of(vip)).splitlines()) == len(edges) + 1
    assert str(ann.open_checkout({shop.latte: 1}).units["latte"]) == (
        "9.99" if is_over else "8.99"
    )
    assert staff.ask(DELETE, id=id_of(vip)) == {"errors": []}
    assert not CustomerGroup.objects.filter(pk=vip.pk).exists()


def test_the_migration_brings_them_back_and_can_be_run_again(shop: Shop) -> None:
    vip = shop.group("VIP")
    shop.member(vip, ANN)
    row = Membership.objects.get(group=vip)
    break_row(row, "until", "10000-01-01")
    break_row(vip, "created_at", "-infinity")
    since = row.since

    for _ in range(2):
        for operation in MIGRATION.operations:
            sql = operation.sql
            run_sql(*([sql] if isinstance(sql, str) else sql))

    assert list(
        Membership.objects.filter(until=LATEST).values_list("since", "until")
    ) == [(since, LATEST)]
    assert CustomerGroup.objects.filter(created_at=EARLIEST).get() == vip
    assert MIGRATION.atomic is False
    with override_settings(TIME_ZONE="Asia/Tokyo"):
        call_command(
            "makemigrations", "saleor_customer_groups", check=True, verbosity=0
        )
