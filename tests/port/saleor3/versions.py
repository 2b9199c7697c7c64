"""Which Saleor 3 is installed, as far as tests have to know."""

from importlib.util import find_spec

BEFORE_3_22 = find_spec("saleor.graphql.attribute.shared_filters") is None
BEFORE_3_23 = find_spec("saleor.checkout.delivery_context") is None
