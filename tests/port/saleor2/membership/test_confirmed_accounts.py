"""Who confirms an address on Saleor 2.10 gets the orders placed with it as a guest."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.tokens import default_token_generator

from tests.owner import Shop
from tests.storefront import Storefront

GUEST = "guest@example.com"
CONFIRM = """mutation($email: String!, $token: String!) {
  confirmAccount(email: $email, token: $token) { errors: accountErrors { message } }
}"""


@pytest.mark.django_db(transaction=True)
def test_orders_of_a_guest_count_as_soon_as_the_account_is_confirmed(
    shop: Shop,
) -> None:
    bought = {"field": "has_ordered", "operator": "eq", "value": True}
    buyers = shop.group("Buyers", kind="automatic", conditions={"all": [bought]})
    guest = Storefront()
    guest.buy(guest.open_checkout({shop.espresso: 1}))
    user = get_user_model().objects.create(email=GUEST, is_active=False)
    assert not buyers.memberships.exists()

    guest.change(CONFIRM, email=GUEST, token=default_token_generator.make_token(user))

    assert buyers.memberships.get().customer_id == user.pk
