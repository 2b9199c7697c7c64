"""A word that nobody knows, written by SQL: it is refused, or shown as none."""

import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from saleor_customer_groups.models import (
    CustomerGroup,
    DryRun,
    LedgerEntry,
    LevelProgramme,
    MembershipRun,
    PriceList,
    PriceListImport,
    PriceRule,
    Promotion,
    RunCause,
)
from saleor_customer_groups.services import nightly
from saleor_customer_groups.services.evaluation.runs import start_run
from saleor_customer_groups.services.rules.price_lists import price_lists
from tests.api import MANAGE_DISCOUNTS, MANAGE_USERS, make_staff
from tests.owner import Shop

WORDS = {
    CustomerGroup: ("kind", "kind"),
    PriceRule: ("with_vouchers", "withVouchers"),
    PriceList: ("with_promotions", "withPromotions"),
    Promotion: ("with_group_prices", "withGroupPrices"),
}


@pytest.mark.parametrize("model", WORDS)
def test_a_word_that_nobody_knows_is_null_and_ends_no_list(
    shop: Shop, model: type[models.Model]
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "15")
    shop.promotion(vip, "Ten", kind="percent_off", percent="10")
    price_lists.create_price_list(
        values={"name": "Contract"}, groups=[vip], now=timezone.now()
    )
    column, field = WORDS[model]
    rows = model._default_manager.filter(pk=model._default_manager.latest("pk").pk)
    rows.update(**{column: "sometimes"})
    name = {"CustomerGroup": "customerGroups"}.get(
        model.__name__, f"customerGroup{model.__name__}s"
    )

    answer = make_staff(MANAGE_USERS, MANAGE_DISCOUNTS).post(
        f"{{ found: {name}(first: 9) {{ edges {{ node {{ code {field} }} }} }} }}"
    )

    assert answer.errors == []
    assert answer.data is not None
    words = [edge["node"][field] for edge in answer.data["found"]["edges"]]
    assert words.count(None) == 1


def test_the_check_names_a_group_of_unknown_kind_that_nobody_joins(shop: Shop) -> None:
    everybody = {"field": "account_age_days", "operator": "gte", "value": 0}
    trade = shop.group("Trade", kind="automatic", conditions=everybody)
    shop.member(shop.group("VIP"), "bob@example.com")
    CustomerGroup.objects.filter(pk=trade.pk).update(kind="sometimes")

    nightly.run_all(cause=RunCause.NIGHTLY, clock=timezone.now, leave_default=True)
    findings = make_staff(MANAGE_USERS, MANAGE_DISCOUNTS).ask(
        "{ customerGroupRuleCheck { kind message group { code } } }"
    )

    assert not trade.memberships.exists()
    assert [each for each in findings if "filled" in each["message"]] == [
        {
            "kind": "UNREADABLE_GROUP",
            "message": "How Trade is filled cannot be read, so that nobody joins or"
            " leaves it by rules. Choose how it is filled, and save it.",
            "group": {"code": "trade"},
        }
    ]

    CustomerGroup.objects.filter(pk=trade.pk).update(kind="automatic")
    nightly.run_all(cause=RunCause.NIGHTLY, clock=timezone.now, leave_default=True)
    joined = trade.memberships.get()
    assert (joined.customer.email, joined.by_rule) == ("bob@example.com", True)


NEVER_NULL = {
    DryRun: ("state", "basis"),
    LedgerEntry: ("change", "cause"),
    LevelProgramme: ("metric", "reset"),
    MembershipRun: ("state", "cause"),
    PriceListImport: ("state",),
}


@pytest.mark.parametrize(
    ("model", "column"),
    [(model, column) for model, columns in NEVER_NULL.items() for column in columns],
)
def test_the_database_refuses_a_word_where_no_list_could_show_it(
    shop: Shop, model: type[models.Model], column: str
) -> None:
    vip, now = shop.group("VIP"), timezone.now()
    shop.member(vip, "ann@example.com")
    LevelProgramme.objects.create(
        group=vip,
        metric="order_count",
        reset="never",
        active_from=now,
        created_at=now,
        updated_at=now,
    )
    prices = price_lists.create_price_list(
        values={"name": "Contract"}, groups=[vip], now=now
    )
    PriceListImport.objects.create(
        price_list=prices, content=b"", rows=1, created_at=now
    )
    start_run(group=vip, cause=RunCause.BY_HAND, now=now)
    DryRun.objects.create(
        draft={},
        basis="members_now",
        since=now,
        until=now,
        currency="USD",
        orders=0,
        created_at=now,
        heartbeat_at=now,
    )
    rows = model._default_manager.all()
    known = list(rows.values_list(column, flat=True))
    assert known

    with pytest.raises(IntegrityError, match="_words"), transaction.atomic():
        rows.update(**{column: "sometimes"})

    assert list(rows.values_list(column, flat=True)) == known


def test_every_word_that_the_code_has_can_be_stored() -> None:
    words = {
        (model, field): [word for word, _ in model._meta.get_field(field).choices]
        for model, fields in NEVER_NULL.items()
        for field in fields
    }
    for (model, field), known in words.items():
        (constraint,) = (
            each for each in model._meta.constraints if each.name.endswith("_words")
        )
        assert dict(constraint.check.children)[f"{field}__in"] == known
