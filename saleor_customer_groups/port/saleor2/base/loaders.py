"""What Saleor 2.10 has no dataloader for."""

from collections.abc import Sequence
from uuid import UUID

from saleor.checkout.models import Checkout
from saleor.graphql.core.dataloaders import DataLoader


class CheckoutLoader(DataLoader):
    """Checkouts by their primary key."""

    context_key = "customer_groups_checkout"

    def batch_load(self, keys: Sequence[UUID]) -> list[Checkout]:
        """Load many in one query."""
        found = Checkout.objects.in_bulk(keys)
        return [found[key] for key in keys]
