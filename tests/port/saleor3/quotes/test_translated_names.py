"""The lines of a quote are named in the language of the cart, as those of orders."""

import pytest
from saleor.checkout.models import Checkout
from saleor.order.models import Order
from saleor.product.models import ProductTranslation, ProductVariantTranslation

from tests.journeys.quotes import quoting
from tests.owner import Shop

# Saleor 3 tells of a change of an order after its transaction.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("language", "names"),
    [("de", [("Grüner Tee", "Beutel"), ("", "")]), ("fr", [("", ""), ("", "")])],
)
def test_names_are_in_the_language_of_the_cart(
    shop: Shop, language: str, names: list[tuple[str, str]]
) -> None:
    ann = shop.member(shop.group("VIP"), "ann@example.com")
    checkout = ann.ship(ann.open_checkout({shop.green_tea: 3, shop.espresso: 1}))
    tea = shop.green_tea
    ProductTranslation.objects.create(
        product=tea.product, language_code="de", name="Grüner Tee"
    )
    ProductVariantTranslation.objects.create(
        product_variant=tea, language_code="de", name="Beutel"
    )
    # Only its description is translated.
    ProductTranslation.objects.create(
        product=shop.espresso.product, language_code="de", name=None
    )
    Checkout.objects.update(language_code=language)

    quoting.request(ann, checkout)

    lines = {line.product_sku: line for line in Order.objects.get().lines.all()}
    found = [lines[variant.sku] for variant in (tea, shop.espresso)]
    assert [
        (line.translated_product_name, line.translated_variant_name) for line in found
    ] == names
