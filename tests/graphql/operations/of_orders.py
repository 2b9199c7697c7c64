"""Operations that need MANAGE_ORDERS."""

from .answers import ERRORS

OPERATIONS = {
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
    "customerGroupReviewExport": ("{ customerGroupReviewExport(review: OVERLAP) }"),
}
