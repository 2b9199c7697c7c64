"""Every example of the documentation runs, on whichever Saleor is installed."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import get_commands, load_command_class
from django.utils import timezone
from graphql import parse
from graphql.language import ast
from graphql_relay import to_global_id

from saleor_customer_groups import port
from saleor_customer_groups.conditions import FIELDS
from saleor_customer_groups.conditions.operators import Operator
from saleor_customer_groups.engine import (
    ADJUSTMENTS,
    BENEFITS,
    CONDITIONS,
    POLICIES,
    Reason,
)
from saleor_customer_groups.engine.scenarios import read_scenario
from saleor_customer_groups.services.base.configuration import Configuration
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.rules.price_lists import price_lists
from saleor_customer_groups.services.terms.group_terms import set_terms
from saleor_customer_groups.simulate import simulate
from saleor_customer_groups.tasks import SCHEDULE
from tests.api import log_in
from tests.graphql.ids import id_of
from tests.graphql.invoices.made_invoices import sell, settle_down
from tests.graphql.reports.made_up import ended_dry_run
from tests.journeys.quotes import quoting
from tests.owner import Shop
from tests.port.answers import Order
from tests.storefront import Storefront

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
JSON_BLOCK = re.compile(r"^```json\n(.*?)^```", re.M | re.S)
BLOCK = re.compile(r"^```graphql\n(.*?)^```", re.M | re.S)
# Asked by the shopper; everything else by somebody who may do everything.
SHOPPERS = re.compile(
    r"\bme \{|\bcheckout\w*\(|customerGroupPrices\(|PriceProfile|products\("
    r"|Quote(Request|Accept|Decline)"
)


def examples() -> Iterator[tuple[str, str]]:
    """Yield each operation of each page for this Saleor, after where it stands."""
    other = "# Saleor 2.10" if port.GENERATION == 3 else "# Saleor 3"
    for page in PAGES:
        text = page.read_text()
        for block in BLOCK.finditer(text):
            if block[1].startswith(other):
                continue
            line = text.count("\n", 0, block.start()) + 2
            for each in parse(block[1]).definitions:
                assert isinstance(each, ast.OperationDefinition)
                at = line + block[1].count("\n", 0, each.loc.start)
                yield f"{page.name}:{at}", block[1][each.loc.start : each.loc.end]


class Examples:
    """What stands in a shop for the ids that stand in the documentation."""

    def __init__(self, shop: Shop) -> None:
        vip = shop.group("Very important")
        shop.rule(vip, "percent_off", "10", category=shop.coffee)
        self.owner = shop.owner()
        self.ann = shop.member(vip, "ann@example.com")
        set_terms(
            group=vip,
            values={"options": ["online", "net_terms"], "net_days": 30},
            occasion=Occasion.manual(now=timezone.now()),
        )
        order = self.ann.buy(self.ann.open_checkout({shop.espresso: 1}))
        settle_down()
        on_terms = sell(shop, log_in("ann@example.com"))
        self.on_terms_id = to_global_id("Order", on_terms.pk)
        self.checkout = self.ann.open_checkout({shop.espresso: 1})
        self.for_guest = Storefront().open_checkout({shop.espresso: 1})
        self.draft_id = ""
        price_list = price_lists.create_price_list(
            values={"name": "Trade"}, groups=[vip], now=timezone.now()
        )
        ann = get_user_model().objects.get(email="ann@example.com")
        ben = get_user_model().objects.create(email="ben@example.com", is_active=True)
        espresso, coffee = id_of(shop.espresso), id_of(shop.coffee)
        # By the name of the argument or field, for `id` that of the root.
        self.ids = {
            "categories": coffee,
            "checkoutId": self.checkout.id,
            "checkout": self.checkout.id,
            "checkoutCustomerAttach": self.for_guest.id,
            "customers": id_of(ben),
            "customerId": id_of(ann),
            "customerGroups": id_of(vip),
            "customerGroupDryRun": id_of(ended_dry_run([str(ann.pk)])),
            "customerGroupMembersAdd": id_of(vip),
            "customerGroupPriceListEntriesPut": id_of(price_list),
            "customerGroupPriceListImport": id_of(price_list),
            "customerGroupQuoteAccept": self.quote(shop).id,
            "customerGroupQuoteDecline": self.quote(shop).id,
            "customerGroupQuoteWithdraw": self.quote(shop).id,
            "customerGroupReport": id_of(vip),
            "groupId": id_of(vip),
            "ids": id_of(vip),
            "csv": rf"sku,currency,unit_price\n{shop.espresso.sku},USD,7.00",
            "groups": id_of(vip),
            "order": order.id,
            "productIds": id_of(shop.espresso.product),
            "variant": espresso,
            "productId": id_of(shop.espresso.product),
            "variantId": espresso,
            "variantIds": espresso,
        }
        draft = self.draft(shop)
        self.draft_id = draft.id

    def draft(self, shop: Shop) -> Order:
        """Return a draft for Ann that may be sent."""
        ann = id_of(get_user_model().objects.get(email="ann@example.com"))
        draft = self.owner.draft_order(ann, {shop.espresso: 1})
        return self.owner.change_draft(draft, shippingMethod=quoting.shipping_method())

    def quote(self, shop: Shop) -> quoting.SeenQuote:
        """Return a quote that was sent to Ann."""
        return quoting.send(self.owner, self.draft(shop))

    def filled_in(self, source: str) -> str:
        """Return an example with ids of this shop."""
        source = re.sub(
            r'(\w+)(\(\s*id: )"[^"]*"',
            lambda found: f'{found[1]}{found[2]}"{self.ids[found[1]]}"',
            source,
        )
        source = re.sub(
            r'(\w+): (\[?)"([^"]*)"',
            lambda found: f'{found[1]}: {found[2]}"{self.ids.get(found[1], found[3])}"',
            source,
        )
        source = re.sub(
            r'(InvoiceIssue\(\s*orderId: )"[^"]*"', f'\\1"{self.on_terms_id}"', source
        )
        return re.sub(
            r'(QuoteSend\(\s*orderId: )"[^"]*"', f'\\1"{self.draft_id}"', source
        )

    def ask(self, source: str) -> dict[str, Any]:
        """Send an example as who would ask it."""
        # It changes with the rules that other examples make.
        profile = self.ann.ask("{ customerGroupPriceProfile }")
        self.ids["profile"] = profile["customerGroupPriceProfile"]
        document = self.filled_in(source)
        if port.GENERATION == 2:
            document = re.sub(
                r"\bcheckout\((id|token): \"[^\"]*\"",
                f'checkout(token: "{self.checkout.token}"',
                document,
            )
            # The id that the mutation takes is another argument's.
            document = re.sub(
                r"(Attach\(checkoutId: )\"[^\"]*\"",
                f'\\1"{self.for_guest.id}"',
                document,
            )
        shopper = self.ann if SHOPPERS.search(document) else self.owner
        return shopper.ask(document)


def errors_in(answer: Any) -> list[Any]:
    """Return the typed errors and bad rows in an answer, at any depth."""
    if isinstance(answer, list):
        return [error for each in answer for error in errors_in(each)]
    if not isinstance(answer, dict):
        return []
    return [
        error
        for key, value in answer.items()
        for error in (
            value if key.lower().endswith(("errors", "badrows")) else errors_in(value)
        )
    ]


def json_examples(page: str) -> list[Any]:
    text = (ROOT / "docs" / page).read_text()
    return [json.loads(each) for each in JSON_BLOCK.findall(text)]


def test_the_simulation_of_the_pricing_rules() -> None:
    result, given, adjustments, benefits = json_examples("pricing.md")
    [rule], promotion = given["price_rules"], given["promotions"][0]

    priced = simulate(read_scenario({"given": given}))

    assert priced == result
    for each in adjustments:
        changed = {**rule, "adjustment": each}
        simulate(read_scenario({"given": {**given, "price_rules": [changed]}}))
    for each in benefits:
        changed = {**promotion, "benefit": each}
        simulate(read_scenario({"given": {**given, "promotions": [changed]}}))
    kinds = {each["kind"] for each in [rule["adjustment"], *adjustments]}
    assert kinds == set(ADJUSTMENTS)
    given_kinds = {each["benefit"]["kind"] for each in given["promotions"]}
    assert given_kinds | {each["kind"] for each in benefits} == set(BENEFITS)


# What the shop owners' page says of each kind of adjustment, as the engine takes it.
OF_SHOP_OWNERS = {
    "percent off: 15 %": {"kind": "percent_off", "percent": "15"},
    "amount off: 3.00": {"kind": "amount_off", "amount": "3.00"},
    "percent on top: 8 %": {"kind": "percent_increase", "percent": "8"},
    "amount on top: 2.00": {"kind": "amount_increase", "amount": "2.00"},
    "a fixed price: 22.00": {"kind": "fixed_price", "amount": "22.00"},
    "cost plus: 40 %, where a kilo costs you 15.00": {
        "kind": "cost_plus",
        "percent": "40",
    },
}


def test_the_prices_that_shop_owners_read() -> None:
    text = (ROOT / "docs" / "shop-owners.md").read_text()
    rows = dict(re.findall(r"^\| (.+?) \| (\d+\.\d\d) \|$", text, re.M))
    group = {"code": "vip", "created_at": "2026-01-01T00:00:00+00:00"}
    line = {"variant": "A", "product": "A", "unit_price": "28.00", "cost": "15.00"}

    for label, adjustment in OF_SHOP_OWNERS.items():
        currency = {"currency": "USD"} if "amount" in adjustment else {}
        rule = {"code": "r", "groups": ["vip"], "adjustment": adjustment | currency}
        given = {
            "groups": [group],
            "customer": {"groups": ["vip"]},
            "price_rules": [rule],
            "cart": {"lines": [{**line, "quantity": 1}]},
        }
        assert simulate(read_scenario({"given": given}))["total"] == rows[label]
    assert {each["kind"] for each in OF_SHOP_OWNERS.values()} == set(ADJUSTMENTS)


def words(page: str) -> list[str]:
    """Return what a page writes as code, in order."""
    spans = re.findall(r"`([^`\n]+)`", (ROOT / "docs" / page).read_text())
    return [word for span in spans for word in span.split()]


def test_every_kind_field_and_setting_is_described() -> None:
    assert {*ADJUSTMENTS, *BENEFITS, *CONDITIONS, *POLICIES} <= set(words("pricing.md"))
    assert {*FIELDS, *Operator} <= set(words("membership.md"))
    assert {*Configuration.model_fields, *SCHEDULE} <= set(words("operations.md"))
    shop_owners = (ROOT / "docs" / "shop-owners.md").read_text()
    for field in Configuration.model_fields.values():
        assert f"| {field.title} |" in shop_owners


def test_the_reason_codes_stand_in_their_order() -> None:
    text = (ROOT / "docs" / "pricing.md").read_text()
    listed = text.partition("### Reason codes")[2].partition("\n- ")[0]

    assert re.findall(r"`(\w+)`", listed) == [str(each) for each in Reason]


def test_the_examples(shop: Shop) -> None:
    found = Examples(shop)
    asked = 0

    for place, source in examples():
        answer = found.ask(source)
        assert errors_in(answer) == [], place
        assert None not in answer.values(), place
        asked += 1

    assert asked >= 30


def test_every_command_and_option_is_as_described() -> None:
    app = "saleor_customer_groups"
    commands = {name for name, of in get_commands().items() if of == app}
    described = (ROOT / "docs" / "operations.md").read_text()
    # The former name of ``customer_groups_explain_price``.
    assert commands - {"explain_price"} <= set(re.findall(r"\w+", described))
    for page in PAGES:
        for line in page.read_text().splitlines():
            for name in commands & set(re.findall(r"customer_groups_\w+", line)):
                parser = load_command_class(app, name).create_parser("manage.py", name)
                options = set(re.findall(r"(?<![\w-])--[a-z-]+", line))
                assert options <= set(parser._option_string_actions), line
