"""What the words of enumerations mean: those of how a group pays."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from ....engine.terms.facts import PaymentOption
from ....models import TermsChange, TermsState

MEANINGS: Mapping[type[Enum], Mapping[Any, str]] = {
    PaymentOption: {
        PaymentOption.ONLINE: "By Saleor's own gateways and payment apps.",
        PaymentOption.BANK_TRANSFER: "By bank transfer, once ordered.",
        PaymentOption.WIRE_TRANSFER: "By wire transfer, once ordered.",
        PaymentOption.CASH_OR_CHECK: "In cash or by check.",
        PaymentOption.NET_TERMS: "Later, on the terms of the customer's group.",
    },
    TermsState: {
        TermsState.WAITING: "It waits for approval.",
        TermsState.OPEN: "Something of it is still to be paid.",
        TermsState.SETTLED: "Nothing of it is open any more.",
        TermsState.REJECTED: "Staff have rejected it, so it was cancelled.",
        TermsState.CANCELLED: "It was cancelled, or has expired.",
    },
    TermsChange: {
        TermsChange.GROUP_TERMS: "The terms of a group were changed.",
        TermsChange.CUSTOMER_TERMS: "The limit or the block of a customer was changed.",
        TermsChange.ORDERED: "An order was placed that is paid later.",
        TermsChange.APPROVED: "An order that waited was approved.",
        TermsChange.REJECTED: "An order that waited was rejected.",
        TermsChange.PAYMENT: "A payment was recorded.",
        TermsChange.CREDIT_NOTE: "The rest was written off: it was paid early.",
    },
}
