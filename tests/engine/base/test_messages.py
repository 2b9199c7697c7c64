"""Names in sentences: those that run from right to left do not turn the rest."""

import pytest

from saleor_customer_groups.engine.base.messages import Joined, Message, counted, say
from saleor_customer_groups.engine.facts.wording import list_names
from saleor_customer_groups.graphql.base.languages.languages import language_named

ARABIC = "عملاء الجملة"
HEBREW = "לקוחות"


@pytest.mark.parametrize("name", [ARABIC, HEBREW, f"VIP {HEBREW} (2)"])
def test_a_name_from_right_to_left_is_set_apart(name: str) -> None:
    message = counted(
        2, "{group} takes 1 customer", "{group} takes {number} customers", group=name
    )

    assert message == f"\u2068{name}\u2069 takes 2 customers"


def test_each_of_several_names_is_set_apart_once() -> None:
    message = Message("for {groups}", groups=list_names([ARABIC, "VIP", HEBREW]))

    assert message == (f"for \u2068{ARABIC}\u2069, VIP and \u2068{HEBREW}\u2069")
    german = language_named("de")
    assert german is not None
    assert say(message, german) == (
        f"für \u2068{ARABIC}\u2069, VIP und \u2068{HEBREW}\u2069"
    )
    assert Joined("", [message, "."]) == f"{message}."


@pytest.mark.parametrize("name", ["VIP", "Über 100 €", "顧客", "Ω", ""])
def test_other_names_stay_as_they_are(name: str) -> None:
    assert Message("for {groups}", groups=name) == f"for {name}"
