"""Queries that are put together once answer as those that are built each time."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db.models import CharField, DateTimeField, F, IntegerField, QuerySet
from django.utils import timezone

from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.port.base.kept_queries import KeptQuery, Parameter
from tests.owner import Shop
from tests.queries import counted

pytestmark = pytest.mark.django_db


def test_each_value_that_is_given_is_asked_for(shop: Shop) -> None:
    names = [f"Group {number}" for number in range(3)]
    rows = [shop.group(name) for name in names]
    query = KeptQuery(
        lambda: CustomerGroup.objects.filter(
            name=Parameter("name", CharField())
        ).values("pk", called=F("name"))
    )

    with counted() as queries:
        answers = [query.rows(name=name) for name in (*names, "It's none", None)]

    found = [[{"pk": row.pk, "called": row.name}] for row in rows]
    assert answers == [*found, [], []]
    assert queries.count == 5


def test_it_is_put_together_once(shop: Shop) -> None:
    built = 0

    def build() -> QuerySet:
        nonlocal built
        built += 1
        given = Parameter("days", IntegerField())
        return CustomerGroup.objects.order_by("pk").values(days=given)[:1]

    query = KeptQuery(build)

    assert [query.rows(days=days) for days in (1, 2)] == [[{"days": 1}], [{"days": 2}]]
    assert built == 1


def test_columns_are_what_models_make_of_them(shop: Shop) -> None:
    """Also where a value stands in a comparison, and in two places."""
    now = timezone.now()
    user = get_user_model().objects.create(email="ann@example.com", date_joined=now)
    given = Parameter("at", DateTimeField())
    fields = "pk", "email", "date_joined", "default_shipping_address__phone"
    query = KeptQuery(
        lambda: (
            get_user_model()
            .objects.filter(
                date_joined__gte=given, email__contains=Parameter("part", CharField())
            )
            .values(*fields, at=given)
        )
    )

    (row,) = query.rows(at=now, part="n@exam")
    assert row == {
        **get_user_model().objects.values(*fields).get(pk=user.pk),
        "at": now,
    }
    assert query.rows(at=now + timedelta(seconds=1), part="n@exam") == []
    assert query.rows(at=now, part="n%exam") == []
