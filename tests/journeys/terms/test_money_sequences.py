"""Whatever changes the money of an order changes what is open of it, once."""

import pytest

from saleor_customer_groups import port
from tests.journeys.terms.books import ENOUGH, Desk, numbers
from tests.owner import Shop

if port.GENERATION == 3:
    from tests.port.saleor3.terms.doings import DOINGS, DONE
    from tests.port.saleor3.terms.seen import look
else:
    from tests.port.saleor2.terms.doings import DOINGS, DONE, look


# Saleor 3 tells of an order after its transaction.
@pytest.mark.django_db(transaction=True)
def test_what_is_open_is_what_the_books_say(shop: Shop) -> None:
    desk = Desk(shop)
    to_do = numbers()
    for number in to_do:
        desk.run(number, DOINGS, look)
    if len(to_do) >= ENOUGH:
        assert DONE - set(desk.happened) == set()
