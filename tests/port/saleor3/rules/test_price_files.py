"""Price lists as files where variants have no SKU, as Saleor 3 allows it."""

from io import StringIO

from django.utils import timezone

from saleor_customer_groups.models import PriceListEntry
from saleor_customer_groups.services.base.csv.ids import write_id
from saleor_customer_groups.services.rules.price_lists import (
    price_list_files,
    price_lists,
)
from saleor_customer_groups.services.rules.price_lists.price_list_file_rows import (
    read_rows,
)
from tests.owner import Shop


def test_variants_without_a_sku_are_told_apart(shop: Shop) -> None:
    now = timezone.now()
    contract = price_lists.create_price_list(
        values={"name": "Contract"}, groups=[shop.group("Trade")], now=now
    )
    bare = [shop.espresso, shop.latte]
    type(bare[0]).objects.filter(pk__in=[each.pk for each in bare]).update(sku=None)
    for amount, variant in enumerate([*bare, shop.green_tea], start=31):
        PriceListEntry.objects.create(
            price_list=contract,
            variant=variant,
            currency="USD",
            unit_price_amount=amount,
        )
    file = StringIO()
    before = list(PriceListEntry.objects.order_by("pk").values())

    price_list_files.export_entries(price_list=contract, file=file)
    done = price_list_files.import_rows(
        price_list=contract,
        rows=read_rows(file.getvalue().encode(), field="file"),
        replace_all=True,
        now=now,
    )

    ids = [write_id("ProductVariant", each.pk) for each in bare]
    assert sorted(file.getvalue().splitlines()) == sorted(
        [
            "sku,currency,min_quantity,unit_price,variant",
            "green-tea,USD,1,33.00,",
            f",USD,1,31.00,{ids[0]}",
            f",USD,1,32.00,{ids[1]}",
        ]
    )
    assert (done.unchanged, done.removed, done.bad_rows) == (3, 0, ())
    assert list(PriceListEntry.objects.order_by("pk").values()) == before
