"""Staff whom Saleor limits to some channels deal with the orders of these alone."""

from typing import Any

import pytest
from django.utils import timezone
from graphql_relay import to_global_id
from saleor.account.models import Group
from saleor.channel.models import Channel

from saleor_customer_groups import port
from tests.api import Caller
from tests.graphql.ids import id_of
from tests.graphql.invoices.made_invoices import bill, fetch, issued, settle_down
from tests.graphql.quotes.made_quotes import made_draft, made_quote, quote_id
from tests.graphql.stored import everything
from tests.graphql.terms.made_orders import on_terms
from tests.journeys.terms.paying import customer
from tests.owner import Shop
from tests.port import past
from tests.port.saleor3.terms.sellers import elsewhere, limited, seller

RECORD = """mutation($id: ID!) {
  customerGroupPaymentBulkRecord(payments: [
    {orderId: $id, amount: 1, receivedOn: "2026-01-01", reference: "R"}
  ]) { count errors { field code } }
}"""
ERRORS = "errors { field code }"
CHANGES = {
    "approve": (
        f"mutation($held: ID!) {{ customerGroupOrderApprove(orderId: $held)"
        f" {{ {ERRORS} }} }}",
        "orderId",
    ),
    "reject": (
        "mutation($held: ID!) { customerGroupOrderReject(orderId: $held,"
        f' reason: "No") {{ {ERRORS} }} }}',
        "orderId",
    ),
    "record": (
        "mutation($open: ID!) { customerGroupPaymentRecord(orderId: $open, amount: 1,"
        f' receivedOn: "2026-01-01", reference: "R") {{ {ERRORS} }} }}',
        "orderId",
    ),
    "record several": (
        "mutation($open: ID!) { customerGroupPaymentBulkRecord(payments: [{"
        ' orderId: $open, amount: 1, receivedOn: "2026-01-01", reference: "R"}])'
        f" {{ {ERRORS} }} }}",
        "payments.0.orderId",
    ),
    "send": (
        "mutation($draft: ID!) { customerGroupQuoteSend(orderId: $draft, validUntil:"
        f' "2100-01-01T00:00:00Z") {{ {ERRORS} }} }}',
        "orderId",
    ),
    "withdraw": (
        f"mutation($quote: ID!) {{ customerGroupQuoteWithdraw(id: $quote)"
        f" {{ {ERRORS} }} }}",
        "id",
    ),
    "invoice": (
        f"mutation($open: ID!) {{ customerGroupInvoiceIssue(orderId: $open)"
        f" {{ {ERRORS} }} }}",
        "orderId",
    ),
}
READS = {
    "items": "{ customerGroupOpenItems(first: 9) { totalCount } }",
    "aging": "{ customerGroupAging { currency } }",
    "export": "{ customerGroupOpenItemsExport }",
    "quotes": "{ customerGroupQuotes(first: 9) { totalCount } }",
    "own quotes": (
        "query($ann: ID!) { user(id: $ann) { customerGroupQuotes { number } } }"
    ),
    "order": "query($open: ID!) { order(id: $open) { customerGroupTerms { number } } }",
    "invoices": "{ customerGroupInvoices(first: 9) { totalCount } }",
    "invoice": (
        "query($open: ID!) { order(id: $open) { customerGroupInvoice { number } } }"
    ),
    "quote": "query($quote: ID!) { customerGroupQuote(id: $quote) { number } }",
}
IMPORT = """mutation($csv: String!) {
  customerGroupPaymentsImport(csv: $csv) { recorded badRows { message } }
}"""


@pytest.fixture
def ids(shop: Shop) -> dict[str, str]:
    shop.member(shop.group("VIP"), "ann@example.com")
    ann = customer("ann@example.com")
    now = timezone.now()
    unpaid, held = (
        past.place(ann.pk, at=now, lines=[(shop.espresso, 1, "20.00")])
        for _ in range(2)
    )
    number = on_terms(unpaid).number
    bill(unpaid)
    settle_down()
    invoice = issued(unpaid)
    on_terms(held, state="waiting")
    draft = made_draft(to_global_id("User", ann.pk), shop.espresso)
    quote = made_quote(ann.pk, number="77", order_id=str(held.pk))
    return {
        "open": id_of(unpaid),
        "held": id_of(held),
        "draft": draft,
        "ann": to_global_id("User", ann.pk),
        "quote": quote_id(quote),
        "url": port.invoice_address(invoice.pk),
        "csv": f"order,amount,received_on,reference\n{number},1,2026-01-01,R\n",
    }


def given(document: str, ids: dict[str, str]) -> dict[str, str]:
    return {key: each for key, each in ids.items() if f"${key}:" in document}


def read(caller: Caller, ids: dict[str, str]) -> dict[str, Any]:
    return {
        name: caller.ask(document, **given(document, ids))
        for name, document in READS.items()
    }


@pytest.mark.django_db
def test_orders_of_other_channels_are_as_if_they_were_not_there(
    ids: dict[str, str],
) -> None:
    stranger = seller("elsewhere", limited("Elsewhere", elsewhere()))
    before = everything()

    for document, field in CHANGES.values():
        assert stranger.ask(document, **given(document, ids))["errors"] == [
            {"field": field, "code": "NOT_FOUND"}
        ]
    found = stranger.ask(IMPORT, csv=ids["csv"])

    assert found["recorded"] == 0
    assert "There is no order" in found["badRows"][0]["message"]
    assert everything() == before
    seen = read(stranger, ids)
    assert seen["items"] == seen["quotes"] == {"totalCount": 0}
    assert (seen["aging"], seen["quote"]) == ([], None)
    assert len(seen["export"].splitlines()) == 1
    assert seen["own quotes"] == {"customerGroupQuotes": []}
    assert seen["order"] == {"customerGroupTerms": None}
    assert seen["invoices"] == {"totalCount": 0}
    assert seen["invoice"] == {"customerGroupInvoice": None}
    assert fetch(ids["url"], stranger).status_code == 404


@pytest.mark.django_db
def test_those_of_their_own_channels_are_theirs(ids: dict[str, str]) -> None:
    here = Channel.objects.get(slug="default-channel")
    other = elsewhere()
    sellers = [
        seller("here", limited("Here", here)),
        seller("both", limited("Elsewhere", other), limited("Here, too", here)),
        seller(
            "everywhere",
            limited("Elsewhere as well", other),
            Group.objects.create(name="All", restricted_access_to_channels=False),
        ),
    ]

    for number, each in enumerate(sellers):
        seen = read(each, ids)
        assert (seen["items"], seen["quotes"]) == ({"totalCount": 2}, {"totalCount": 1})
        assert seen["aging"] == [{"currency": "USD"}]
        assert seen["quote"] == {"number": "77"}
        assert seen["own quotes"] == {"customerGroupQuotes": [{"number": "77"}]}
        assert seen["order"]["customerGroupTerms"] is not None
        assert seen["invoices"] == {"totalCount": 1}
        assert seen["invoice"]["customerGroupInvoice"] is not None
        assert fetch(ids["url"], each).status_code == 200
        assert len(seen["export"].splitlines()) == 3
        reference = RECORD.replace('"R"', f'"R{number}"')
        assert each.ask(reference, id=ids["open"]) == {"count": 1, "errors": []}
