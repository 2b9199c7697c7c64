"""An order of Saleor 3 as staff see it, from which they know what can be done to it."""

from random import Random

from tests.journeys.terms.books import Books, Desk

ERRORS = "errors { field code message }"
_LOOK = """query($id: ID!) { order(id: $id) {
  status total { gross { amount } } discounts { id }
  lines {
    id quantity quantityToFulfill totalPrice { gross { amount } }
  }
  fulfillments { id status lines { id quantity orderLine { id } } }
} }"""


def look(desk: Desk, books: Books, random: Random) -> str:
    """Read what the order costs."""
    desk.seen = desk.owner.ask(_LOOK, id=books.order.id)["order"]
    books.read(desk.seen)
    return ""
