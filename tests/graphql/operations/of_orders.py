"""Operations that need MANAGE_ORDERS."""

from .answers import ERRORS

OPERATIONS = {
    "customerGroupQuote": (
        "query($quote: ID!) { customerGroupQuote(id: $quote) { number } }"
    ),
    "customerGroupQuotes": "{ customerGroupQuotes(first: 1) { totalCount } }",
    "customerGroupQuoteSend": (
        "mutation($draft: ID!) { customerGroupQuoteSend(orderId: $draft,"
        f' validUntil: "2100-01-01T00:00:00Z") {{ quote {{ id }} {ERRORS} }} }}'
    ),
    "customerGroupQuoteWithdraw": (
        "mutation($quote: ID!) { customerGroupQuoteWithdraw(id: $quote) {"
        f" quote {{ id }} {ERRORS} }} }}"
    ),
    "customerGroupRefundSuggestion": (
        "query($order: ID!, $line: ID!) { customerGroupRefundSuggestion("
        " orderId: $order, lines: [{lineId: $line, quantity: 1}]) {"
        f" sharedAmount {{ amount }} {ERRORS} }} }}"
    ),
    "customerGroupReport": (
        "query($group: ID!) { customerGroupReport(id: $group) {"
        f" metrics {{ value }} {ERRORS} }} }}"
    ),
    "customerGroupComparison": (
        "query($group: ID!) { customerGroupComparison(ids: [$group],"
        f" everybody: true) {{ columns {{ audience }} {ERRORS} }} }}"
    ),
    "customerGroupReviewInactive": (
        "query($group: ID!) { customerGroupReviewInactive(groupId: $group,"
        " first: 1) { totalCount } }"
    ),
    "customerGroupReviewLapsing": (
        "query($group: ID!) { customerGroupReviewLapsing(groupId: $group,"
        " first: 1) { totalCount } }"
    ),
    "customerGroupReviewNearLevel": (
        "{ customerGroupReviewNearLevel(first: 1) { totalCount } }"
    ),
    "customerGroupReviewInGrace": (
        "{ customerGroupReviewInGrace(first: 1) { totalCount } }"
    ),
    "customerGroupReviewOverlap": (
        "{ customerGroupReviewOverlap(first: 1) { totalCount } }"
    ),
    "customerGroupReviewWaiting": (
        "{ customerGroupReviewWaiting(first: 1) { totalCount } }"
    ),
    "customerGroupAging": "{ customerGroupAging { currency } }",
    "customerGroupOpenItems": "{ customerGroupOpenItems(first: 1) { totalCount } }",
    "customerGroupOpenItemsExport": "{ customerGroupOpenItemsExport }",
    "customerGroupInvoices": "{ customerGroupInvoices(first: 1) { totalCount } }",
    "customerGroupInvoiceIssue": (
        "mutation($unpaid: ID!) {"
        f" customerGroupInvoiceIssue(orderId: $unpaid) {{ {ERRORS} }} }}"
    ),
    "customerGroupOrderApprove": (
        "mutation($held: ID!) {"
        f" customerGroupOrderApprove(orderId: $held) {{ {ERRORS} }} }}"
    ),
    "customerGroupOrderReject": (
        "mutation($held: ID!) {"
        f' customerGroupOrderReject(orderId: $held, reason: "No") {{ {ERRORS} }} }}'
    ),
    "customerGroupPaymentRecord": (
        "mutation($unpaid: ID!) { customerGroupPaymentRecord(orderId: $unpaid,"
        f' amount: 1, receivedOn: "2026-01-01", reference: "R") {{ {ERRORS} }} }}'
    ),
    "customerGroupPaymentsImport": (
        "mutation {"
        r' customerGroupPaymentsImport(csv: "order,amount,received_on,reference\n")'
        f" {{ recorded {ERRORS} }} }}"
    ),
    "customerGroupPaymentBulkRecord": (
        "mutation($unpaid: ID!) { customerGroupPaymentBulkRecord(payments: [{"
        ' orderId: $unpaid, amount: 1, receivedOn: "2026-01-01", reference: "R"}]) {'
        f" count {ERRORS} }} }}"
    ),
    "customerGroupReviewExport": ("{ customerGroupReviewExport(review: OVERLAP) }"),
}
