"""Apps that know nothing of customer groups see them in the customer's metadata."""

from typing import Any

from django.contrib.auth import get_user_model
from graphql_relay import to_global_id
from pytest_django import DjangoCaptureOnCommitCallbacks

from saleor_customer_groups.models import PendingMetadata
from tests.owner import Shop
from tests.storefront import Storefront

METADATA = """query($id: ID!) {
  user(id: $id) { privateMetadata { key value } metadata { key value } }
}"""


def test_the_groups_follow_the_customer(
    shop: Shop, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    owner, vip = shop.owner(), shop.group("VIP")

    def metadata() -> Any:
        customer = get_user_model().objects.get(email="ann@example.com")
        answer = owner.ask(METADATA, id=to_global_id("User", customer.pk))
        return answer["user"]

    with django_capture_on_commit_callbacks(execute=True):
        Storefront().register("ann@example.com")
    registered = metadata()
    with django_capture_on_commit_callbacks(execute=True):
        shop.put_into(vip, "ann@example.com")

    note = {"key": "customer_groups", "value": "standard"}
    assert registered == {"privateMetadata": [note], "metadata": []}
    assert metadata()["privateMetadata"] == [{**note, "value": "vip"}]
    assert not PendingMetadata.objects.exists()
