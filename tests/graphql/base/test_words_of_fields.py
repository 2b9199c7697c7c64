"""Every text of the API is in the language asked for, or stands in a list here."""

from collections.abc import Iterator
from typing import Any

from graphql.type import GraphQLString

from tests.graphql.own_schema import bare, own_fields

# What people have written, and what only programs read. Texts that the API makes itself
# are said in words instead.
OF_PEOPLE = """
colour email groupName name productName sku startedBy tags thumbnailUrl
CustomerGroup.description CustomerGroupExclusion.reason CustomerGroupLedgerEntry.byApp
CustomerGroupMemberPrice.reason CustomerGroupMembership.reason
CustomerGroupQuote.message CustomerGroupQuote.note CustomerGroupQuoteChange.byApp
CustomerGroupQuoteChange.text CustomerGroupQuoteLine.variantName
CustomerGroupSettings.dashboardAddress CustomerGroupSettings.invoiceFooter
CustomerGroupSettings.invoicePrefix
CustomerGroupAccount.note instructions purchaseOrderNumber
CustomerGroupPaymentInstructions.text
CustomerGroupTermsFieldChange.after CustomerGroupTermsFieldChange.before
CustomerGroupTermsLedgerEntry.byApp CustomerGroupTermsLedgerEntry.reason
reference
"""
OF_PROGRAMS = """
applied benefitKind channel channels code columns currencies currency cursor
defaultCurrency field
groupCode kind minSubtotalCurrency operator path promotionCode promotions saleorVersion
slug timeZone valueKind version
CustomerGroupAdvantage.by CustomerGroupPriceListFileForm.separator
CustomerGroupComparison.csv CustomerGroupDryRun.csv CustomerGroupReport.csv
CustomerGroupReportMonth.month
CustomerGroupReportScope.end CustomerGroupReportScope.start
CustomerGroupQuote.number
CustomerGroupLapsingMember.endsOn CustomerGroupLapsingMember.leavesOn
dueOn earlyPaymentUntil gateways issuedOn number orderNumber placedOn receivedOn
CustomerGroupInvoice.url
Query.customerGroupLedgerExport Query.customerGroupMembersAtExport
Query.customerGroupMembersExport Query.customerGroupOpenItemsExport
Query.customerGroupPriceListExport
Query.customerGroupReviewExport
Query.customerGroupPriceProfile User.priceProfile
"""
# The pages have words of their own for these, which tests/dashboard/test_words.py
# finds missing.
OF_PAGES = """
CustomerGroupAdjustmentKind.description CustomerGroupAdjustmentKind.title
CustomerGroupBenefitKind.description CustomerGroupBenefitKind.title
CustomerGroupConditionField.description CustomerGroupConditionField.title
CustomerGroupPromotionConditionKind.description
CustomerGroupPromotionConditionKind.title
"""
LISTED = {*OF_PEOPLE.split(), *OF_PROGRAMS.split(), *OF_PAGES.split()}


def test_every_text_is_in_words_or_listed() -> None:
    plain = {(name, field) for name, field, is_in_words in _texts() if not is_in_words}
    forgotten = {
        f"{name}.{field}"
        for name, field in plain
        if not LISTED & {field, f"{name}.{field}"}
    }

    assert forgotten == set()
    assert {each for each in LISTED if "." not in each} <= {field for _, field in plain}
    assert {each for each in LISTED if "." in each} <= {
        ".".join(each) for each in plain
    }


def _texts() -> Iterator[tuple[str, str, bool]]:
    """Yield each field that is a text or several, and whether it is in words."""
    for name, fields in own_fields().items():
        for field, each in fields.items():
            if bare(each.type) is GraphQLString:
                yield name, field, _is_in_words(each.resolver)


def _is_in_words(resolver: Any) -> bool:
    """Tell whether a resolver, or one that it calls, says what it finds in words."""
    waiting, seen = [resolver], set()
    while waiting:
        each = waiting.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        if getattr(each, "is_in_words", False):
            return True
        inner = [
            cell.cell_contents for cell in getattr(each, "__closure__", None) or ()
        ]
        waiting += [
            *filter(callable, inner),
            *filter(None, [getattr(each, "func", None)]),
        ]
    return False
