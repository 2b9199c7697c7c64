"""What somebody owns, and what apps are told, on Saleor 2.10.

visibility.md, section 3.
"""

from pathlib import Path

from django.core.files.base import ContentFile
from django.test import Client, override_settings
from saleor.product.models import DigitalContent

from tests.journeys.visibility.hiding import hide
from tests.owner import Shop
from tests.port.saleor2.webhooks import Listener


def test_apps_are_told_of_all_that_is_in_a_checkout(shop: Shop) -> None:
    vip = shop.group("VIP")
    hide(shop.latte.product, groups=(vip,))
    member = shop.member(vip, "member@example.com")
    checkout = member.open_checkout({shop.latte: 3})
    shop.take_out_of(vip, "member@example.com")
    listener = Listener()

    member.set_quantities(checkout, {shop.latte: 2})

    told = [payload for event, payload in listener.heard() if "checkout" in event]
    listener.close()
    assert told
    assert "latte" in str(told[-1]["lines"])


def test_who_has_the_link_loads_what_they_have_bought(
    shop: Shop, tmp_path: Path
) -> None:
    content = DigitalContent.objects.create(
        product_variant=shop.latte, use_default_settings=True
    )
    link = content.create_new_url()
    hide(shop.latte.product)

    with override_settings(MEDIA_ROOT=str(tmp_path)):
        content.content_file.save("latte.txt", ContentFile(b"how to make it"))
        found = Client().get(f"/digital-download/{link.token}/")

    assert b"".join(found.streaming_content) == b"how to make it"
