"""How long the first page of members by revenue takes."""

from collections.abc import Iterator
from functools import partial

from benchmarks.figures import Figure
from saleor_customer_groups.graphql.base.loading.connections import read_page
from saleor_customer_groups.graphql.membership.member_pages import pages_by_revenue
from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.services.membership.lists.member_filters import EVERYBODY
from saleor_customer_groups.services.nightly import fill_default_group

from .shop import LargeShop, seconds


def measure(shop: LargeShop) -> Iterator[Figure]:
    """Yield the slowest page of all groups."""
    # As soon as the plugin is switched on, and each night.
    fill_default_group(clock=lambda: shop.now)
    slowest = max(_pages()) * 1000
    what = "the slowest page by revenue"
    yield Figure("Members", what, slowest, "ms", 300, is_binding=True)


def _pages() -> Iterator[float]:
    fields = ("net_amount", "customer_id")
    for group in CustomerGroup.objects.all():
        for descending in (True, False):
            page = read_page({"first": 50}, fields, descending=descending)
            key = (group.pk, page, EVERYBODY, "USD")
            yield seconds(partial(pages_by_revenue, [key]))
