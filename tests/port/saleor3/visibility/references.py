"""A shop in which a product refers to secret ones."""

import json
from typing import Any

from saleor.attribute import AttributeEntityType, AttributeType
from saleor.attribute.models import Attribute, AttributeProduct, AttributeValue
from saleor.attribute.utils import associate_attribute_values_to_instance
from saleor.product.models import ProductMedia

from tests.api import STRANGER, Caller, make_app_caller, make_customer, make_staff
from tests.journeys.visibility.hiding import hide
from tests.owner import Shop
from tests.port.saleor3.attributes import REFERENCE, SINGLE_REFERENCE

LATTE = 'product(slug: "latte", channel: "default-channel")'


class World:
    """Latte, which all see, refers to secret products in attributes."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.secret = shop.catalogue.variant("secret", "5.00", category=shop.tea)
        self.products = self._attribute("multi", AttributeEntityType.PRODUCT)
        self.product = self._attribute(
            "single", AttributeEntityType.PRODUCT, SINGLE_REFERENCE
        )
        self.variants = self._attribute(
            "of-variants", AttributeEntityType.PRODUCT_VARIANT
        )
        latte = shop.latte.product
        associate_attribute_values_to_instance(
            latte,
            {
                self.products.pk: [
                    self.value(self.products, reference_product=self.secret.product),
                    self.value(self.products, reference_product=shop.espresso.product),
                ],
                self.product.pk: [
                    self.value(self.product, reference_product=self.secret.product)
                ],
                self.variants.pk: [
                    self.value(self.variants, reference_variant=self.secret)
                ],
            },
        )
        self.media = ProductMedia.objects.create(
            product=self.secret.product, image="secret.png", alt="secret"
        )
        self.vip = shop.group("VIP")
        self.member = make_customer("member")
        shop.put_into(self.vip, self.member.email)
        self.set = hide(self.secret.product, groups=(self.vip,))

    def _attribute(
        self,
        slug: str,
        entity_type: str,
        input_type: str = REFERENCE,
    ) -> Attribute:
        attribute = Attribute.objects.create(
            slug=slug,
            name=slug,
            type=AttributeType.PRODUCT_TYPE,
            input_type=input_type,
            entity_type=entity_type,
        )
        AttributeProduct.objects.create(
            attribute=attribute, product_type=self.shop.catalogue.goods
        )
        return attribute

    @staticmethod
    def value(attribute: Attribute, **refers_to: Any) -> AttributeValue:
        """Make a value that refers to something."""
        (target,) = refers_to.values()
        return AttributeValue.objects.create(
            attribute=attribute, name=str(target), slug=f"ref-{target.pk}", **refers_to
        )

    @property
    def hidden_from(self) -> list[Caller]:
        """Who may not see the secret products."""
        return [STRANGER, make_customer("outsider")]

    @property
    def seen_by(self) -> list[Caller]:
        """Who may."""
        return [self.member, make_staff(), make_app_caller()]


def told(caller: Caller, document: str, **variables: Any) -> str:
    """Return all that somebody is answered."""
    answer = caller.post(document, **variables)
    return json.dumps([answer.data, [each["message"] for each in answer.errors]])


def check_references(world: World, document: str) -> None:
    """Check that a document tells of the secret products to who sees them alone."""
    for caller in world.seen_by:
        assert "secret" in told(caller, document)
    answers = [told(caller, document) for caller in world.hidden_from]
    assert all("espresso" in each for each in answers)

    # As if nothing referred to it.
    AttributeValue.objects.filter(reference_product=world.secret.product).delete()
    AttributeValue.objects.filter(reference_variant=world.secret).delete()
    assert answers == [told(STRANGER, document)] * 2
