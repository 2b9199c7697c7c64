"""Groups with terms made by Hypothesis. terms.md, section 1."""

from hypothesis import strategies as st

from .generated_rules import EARLIER, GROUPS, mostly, one_of, subsets

_OFFLINE = ["bank_transfer", "wire_transfer", "cash_or_check", "net_terms"]


@st.composite
def group_terms(draw):
    found = {}
    if draw(st.booleans()):
        found["options"] = draw(
            one_of([["online"], ["net_terms"], ["online", "net_terms"], _OFFLINE])
        )
        if "online" in found["options"] and draw(st.booleans()):
            found["gateways"] = ["dummy"]
    if draw(st.booleans()):
        found["net_days"] = draw(one_of([0, 30, 45]))
    if draw(st.booleans()):
        found["credit_limit"] = draw(one_of(["0", "100", "100.00", "250.5"]))
        found["credit_currency"] = draw(one_of(["USD", "EUR"]))
    if draw(st.booleans()):
        found["auto_approve_below"] = draw(one_of(["0", "50"]))
    if draw(st.booleans()):
        found["requires_purchase_order"] = draw(st.booleans())
    if draw(st.booleans()):
        found["early_payment_percent"] = draw(one_of(["2", "3.5"]))
        found["early_payment_days"] = 0
    if draw(st.booleans()):
        found["blocked_after_days_overdue"] = draw(one_of([0, 14]))
    if draw(st.booleans()):
        found["instructions"] = {draw(one_of(_OFFLINE)): draw(one_of(["A", "B"]))}
    return found


@st.composite
def terms_groups(draw):
    number = draw(st.integers(1, len(GROUPS)))
    default = draw(one_of([0, 1, None]))
    return [
        {
            "code": code,
            "created_at": EARLIER,
            "priority": draw(one_of([0, 0, 1])),
            "parent": draw(one_of([*GROUPS[:place], None])),
            "is_active": draw(mostly),
            "is_default": place == default,
            "for_guests": False,
            "inherits_terms": draw(mostly),
            "terms": draw(one_of([{}, draw(group_terms())])),
        }
        for place, code in enumerate(GROUPS[:number])
    ]


@st.composite
def customers(draw):
    groups = sorted(draw(subsets(GROUPS)))
    return {"groups": groups, "primary": draw(one_of([None, *GROUPS]))}
