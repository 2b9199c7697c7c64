"""Whatever stands in a column of plain data, one row alone is left out and named."""

from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction
from django.utils import timezone

from saleor_customer_groups.models import (
    AttachedCheckout,
    CustomerGroup,
    CustomerInvoice,
    OrderFigures,
    OrderPricing,
    PaymentChoice,
    PriceList,
    PriceListImport,
    PriceProfile,
    RunCause,
    RunState,
    TermsLedgerEntry,
)
from saleor_customer_groups.port.contract.quoted_orders import QuotedOrder
from saleor_customer_groups.services import nightly
from saleor_customer_groups.services.membership.files import member_files
from saleor_customer_groups.services.rules.price_lists import price_lists
from saleor_customer_groups.services.visibility import visibility_sets
from tests.api import (
    MANAGE_DISCOUNTS,
    MANAGE_ORDERS,
    MANAGE_USERS,
    STRANGER,
    make_staff,
)
from tests.graphql.ids import id_of
from tests.graphql.quotes.made_quotes import made_quote, quote_id
from tests.graphql.reports.made_up import ended_dry_run
from tests.journeys.pricing.catalogue.test_prices_for_caches import PRICES, PROFILE
from tests.journeys.pricing.checkouts.test_price_changes import changes
from tests.journeys.pricing.promotions.test_offers import offers
from tests.journeys.pricing.refunds.suggestions import suggest
from tests.journeys.quotes.quoting import ACCEPT
from tests.owner import Shop

D = Decimal
DEEP = "[" * 3000 + "]" * 3000
BROKEN = {
    "json": [DEEP, "null", '"text"', "5", "[null]", '[{"line": "x", "message": 5}]'],
    "array": ["{NULL}", "{{%s},{%s}}"],
}
SHOW = """{
  customerGroups(first: 9) { edges { node {
    code tags conditions conditionsProblem membersCount
    terms { netDays } effectiveTerms { netDays }
    productAccess productScope { include { products } } visibilitySets {
      code problem scope { include { products } }
    }
    priceRules {
      code channels problem scope { include { products } }
      adjustment { kind parameters description }
    }
    priceLists {
      code channels problem entriesCount
      importJobs(first: 9) { edges { node {
        badRows { line message } warnings problem
      } } }
    }
    promotions {
      code channels problem conditions { kind parameters description }
      benefit { kind parameters description }
    }
  } } }
  customerGroupRuleCheck { message }
}"""

QUOTE = """query($id: ID!) { customerGroupQuote(id: $id) {
  status lines { sku } total { gross { amount } }
} }"""
DRY_RUN = """query($id: ID!) { customerGroupDryRun(id: $id) {
  state kind name isDeletion report { orders }
} }"""


def of_json_or_arrays() -> set[tuple[str, str]]:
    """Return all such columns of ours, by model and field."""
    return {
        (model.__name__, field.name)
        for model in apps.get_app_config("saleor_customer_groups").get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.JSONField | ArrayField)
    }


RULE = "Broken one has no effect, because it cannot be read: "
# How the check of the rules begins to say that it is broken; what is of orders, files
# and caches is not shown there.
COLUMNS: dict[tuple[str, str], str] = {
    ("CustomerGroup", "tags"): "Some tags of Broken one cannot be read",
    ("CustomerGroup", "former_codes"): "The codes that Broken one had before cannot be",
    ("CustomerGroup", "conditions"): "The members of Broken one stay as they are,",
    ("CustomerGroup", "product_scope"): "Which products members of Broken one see",
    ("PriceRule", "scope"): RULE,
    ("PriceRule", "adjustment"): RULE,
    ("PriceRule", "channels"): RULE,
    ("PriceList", "channels"): RULE,
    ("Promotion", "conditions"): RULE,
    ("Promotion", "benefit"): RULE,
    ("Promotion", "channels"): RULE,
    ("VisibilitySet", "scope"): RULE,
    ("CustomerGroup", "terms"): "How members of Broken one pay cannot be read,",
    ("PaymentChoice", "agreed"): "",
    ("TermsLedgerEntry", "details"): "",
    ("OrderPricing", "pricing"): "",
    ("PriceListImport", "bad_rows"): "",
    ("PriceListImport", "warnings"): "",
    ("PriceProfile", "group_ids"): "",
    ("OrderFigures", "group_codes"): "",
    ("OrderFigures", "line_amounts"): "",
    ("OrderFigures", "line_costs"): "",
    ("OrderFigures", "line_keys"): "",
    ("OrderFigures", "line_units"): "",
    ("OrderFigures", "line_variants"): "",
    ("AttachedCheckout", "units"): "",
    ("CustomerInvoice", "content"): "",
    ("CustomerQuote", "offer"): "",
    ("CustomerQuote", "frozen"): "",
    ("DryRun", "draft"): "",
    ("DryRun", "report"): "",
}
NAME = "Broken one"
# Arrays that take no text.
OF_NUMBERS = {"group_ids", "line_amounts", "line_costs", "line_units", "line_variants"}
# What a column may hold: then the row is not broken.
SOUND = {
    ("CustomerGroup", "conditions"): ["null"],
    ("CustomerGroup", "product_scope"): ["null"],
    ("CustomerGroup", "terms"): ["null"],
    ("PaymentChoice", "agreed"): ["null"],
    ("PriceListImport", "bad_rows"): ["null"],
    ("PriceListImport", "warnings"): ["null"],
    ("CustomerQuote", "frozen"): ["null"],
    ("DryRun", "report"): ["null"],
}


def test_every_column_is_in_the_table() -> None:
    assert of_json_or_arrays() == COLUMNS.keys()


class Broken:
    """A shop with a sound row of each kind, beside which there are others."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        vip = shop.group("VIP")
        shop.rule(vip, "percent_off", "15", category=shop.coffee, name="Sound")
        shop.promotion(vip, "Sound too", kind="percent_off", percent="10")
        self.list_of(vip, "Sound list", "5.00")
        self.ann = shop.member(vip, "ann@example.com")
        self.checkout = self.ann.open_checkout({shop.green_tea: 2})
        self.order = self.ann.buy(self.checkout)
        self.checkout = self.ann.open_checkout({shop.espresso: 1})
        self.profile = self.ann.ask(PROFILE)["customerGroupPriceProfile"]
        everybody = {"field": "account_age_days", "operator": "gte", "value": 0}
        self.all = shop.group("All", kind="automatic", conditions=everybody)
        name = NAME
        trade = shop.group(name, kind="hybrid", conditions=everybody)
        rows = [
            trade,
            shop.rule(vip, "percent_off", "50", name=name),
            shop.promotion(vip, name, kind="percent_off", percent="50"),
            self.list_of(vip, name, "1.00"),
            visibility_sets.create_set(
                values={"name": name}, groups=[vip], now=timezone.now()
            ).row,
            OrderPricing.objects.get(),
            OrderFigures.objects.get(),
            PriceListImport.objects.create(
                price_list=PriceList.objects.get(name="Sound list"),
                content=b"",
                rows=1,
                state="failed",
                created_at=timezone.now(),
            ),
            PriceProfile.objects.get(token=self.profile),
            ended_dry_run(["1"]),
            PaymentChoice.objects.create(
                checkout_key=str(self.checkout.token),
                customer=get_user_model().objects.get(email="ann@example.com"),
                option="net_terms",
                chosen_at=timezone.now(),
            ),
            TermsLedgerEntry.objects.create(change="ordered", at=timezone.now()),
            made_quote(get_user_model().objects.get(email="ann@example.com").pk),
            CustomerInvoice.objects.create(
                sequence=1,
                number="INV-00001",
                order_id="1",
                issued_at=timezone.now(),
                issued_on=timezone.now().date(),
                currency="USD",
                total_amount=1,
                content={},
            ),
            AttachedCheckout.objects.create(
                checkout_key=str(self.checkout.token), units={}, noted_on=timezone.now()
            ),
        ]
        self.rows = {type(row).__name__: row for row in rows}
        shop.member(trade, "bob@example.com")
        self.staff = make_staff(MANAGE_USERS, MANAGE_DISCOUNTS, MANAGE_ORDERS)
        self.owner = shop.owner()

    def list_of(self, group: CustomerGroup, name: str, price: str) -> PriceList:
        now = timezone.now()
        made = price_lists.create_price_list(
            values={"name": name}, groups=[group], now=now
        )
        made.entries.create(
            variant=self.shop.latte,
            currency="USD",
            min_quantity=1,
            unit_price_amount=D(price),
        )
        return made

    def write(self, model: str, field: str, value: str) -> None:
        """Write what no door would take."""
        row = self.rows[model]
        is_json = isinstance(row._meta.get_field(field), models.JSONField)
        given = "%s::jsonb" if is_json else "%s"
        with connection.cursor() as cursor:
            if model == "CustomerInvoice":
                # It refuses what is written into an invoice, too.
                cursor.execute(f"ALTER TABLE {row._meta.db_table} DISABLE TRIGGER USER")
            cursor.execute(
                f"UPDATE {row._meta.db_table} SET {field} = {given}"
                f" WHERE {row._meta.pk.column} = %s",
                [value, row.pk],
            )

    def look_around(self, without: str) -> dict[str, Any]:
        """Ask every door that reads such columns; return what was shown.

        :param without: the model of the row that does not count.
        """
        ann, now = self.ann, timezone.now()
        listed = "{ customerGroupInvoices(first: 9) { edges { node { number } } } }"
        assert self.staff.ask(listed) == {"edges": [{"node": {"number": "INV-00001"}}]}
        units = {sku: shown.prices[0] for sku, shown in ann.browse().items()}
        # Half price by the rule, 1.00 by the list.
        assert units == {
            "espresso": D("17.00" if without == "PriceRule" else "10.00"),
            "latte": D("5.00" if without == "PriceList" else "1.00"),
            "green-tea": D("30.00" if without == "PriceRule" else "15.00"),
        }
        found = offers(ann, self.checkout)["promotions"]
        applied = {each["name"] for each in found if each["isApplied"]}
        assert applied == {"Sound too", *([NAME] if without != "Promotion" else [])}
        assert set(changes(ann, self.checkout).values()) == {None}
        answer = self.staff.post(SHOW)
        assert [each["message"] for each in answer.errors] == []
        assert suggest(self.owner, self.order, green_tea=1)["errors"] == []
        prices = STRANGER.post(
            PRICES, variants=[id_of(self.shop.latte)], profile=self.profile
        )
        assert all("price profile" in each["message"] for each in prices.errors)
        dry_run = self.staff.ask(DRY_RUN, id=id_of(self.rows["DryRun"]))
        assert dry_run["state"] == "DONE"
        quote = quote_id(self.rows["CustomerQuote"])
        assert self.staff.ask(QUOTE, id=quote)["status"] == "SENT"
        refused = ann.ask(ACCEPT, id=quote)["customerGroupQuoteAccept"]["errors"]
        # Its draft is not there; what was offered has to be sent again.
        code = "INVALID" if self.offer_is_read() else "CHANGED_MEANWHILE"
        assert [each["code"] for each in refused] == [code]
        member_files.export_members(group=self.all, file=StringIO(), now=now)
        runs = nightly.run_all(
            cause=RunCause.NIGHTLY, clock=timezone.now, leave_default=True
        )
        states = {run.group.code: run.state for run in runs}
        assert states["all"] == RunState.DONE
        return answer.data

    def offer_is_read(self) -> bool:
        """Tell whether what the quote offers can be read."""
        row = self.rows["CustomerQuote"]
        row.refresh_from_db()
        try:
            QuotedOrder.from_json(row.offer)
        except ValueError:
            return False
        return True

    def named_by_check(self, shown: dict[str, Any]) -> list[str]:
        """Return what the check of the rules says of the rows that may be broken."""
        messages = [each["message"] for each in shown["customerGroupRuleCheck"]]
        return [message for message in messages if NAME in message]


@pytest.fixture
def broken(shop: Shop) -> Broken:
    return Broken(shop)


# Saleor 3 tells of orders after their transaction.
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model", dict.fromkeys(model for model, _ in COLUMNS))
def test_a_row_that_cannot_be_read_takes_no_other_with_it(
    broken: Broken, model: str
) -> None:
    sound = broken.look_around(without="")
    assert broken.named_by_check(sound) == []
    for name in (name for each, name in COLUMNS if each == model):
        field = broken.rows[model]._meta.get_field(name)
        is_json = isinstance(field, models.JSONField)
        for pattern in BROKEN["json" if is_json else "array"]:
            if pattern in SOUND.get((model, name), ()):
                continue
            inserted: Any = (1, 2) if name in OF_NUMBERS else ("a", "b")
            value = pattern % inserted if "%s" in pattern else pattern
            with transaction.atomic():
                broken.write(model, name, value)
                shown = broken.look_around(without=model)
                said = broken.named_by_check(shown)
                transaction.set_rollback(True)
            expected = COLUMNS[model, name]
            assert [each[: len(expected)] for each in said] == [expected] * bool(
                expected
            ), (name, value[:20])
