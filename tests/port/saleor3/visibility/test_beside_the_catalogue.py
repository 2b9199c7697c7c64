"""What somebody owns, and what apps are told, on Saleor 3. visibility.md, section 3."""

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from graphene import Node
from saleor.core.models import EventDelivery
from saleor.discount import RewardType
from saleor.discount.models import Promotion
from saleor.giftcard.models import GiftCard
from saleor.thumbnail.models import Thumbnail
from saleor.webhook.event_types import WebhookEventAsyncType
from saleor.webhook.models import Webhook

from tests.api import (
    MANAGE_CHECKOUTS,
    MANAGE_DISCOUNTS,
    STRANGER,
    make_app_caller,
    make_customer,
    make_staff,
)
from tests.journeys.visibility.hiding import hide
from tests.owner import Shop
from tests.port.accounts import make_app, permission
from tests.port.saleor3.rows import promote_orders
from tests.port.saleor3.visibility.references import World, told
from tests.storefront import Storefront


@pytest.fixture
def world(shop: Shop) -> World:
    return World(shop)


def test_a_gift_card_names_what_it_was_bought_as_to_its_holder(world: World) -> None:
    holder = make_customer("holder")
    user = get_user_model().objects.get(pk=holder.pk)
    GiftCard.objects.create(
        code="0123456789",
        product=world.secret.product,
        used_by=user,
        used_by_email=user.email,
        currency="USD",
        initial_balance_amount=Decimal(5),
        current_balance_amount=Decimal(5),
        expiry_date=timezone.now().date() + timedelta(days=9),
    )
    own = "{ me { giftCards(first: 5) { edges { node { product { name } } } } } }"
    every = "{ giftCards(first: 5) { edges { node { product { name } } } } }"

    assert "secret" in told(holder, own)
    for caller in (*world.hidden_from, world.member):
        assert "secret" not in told(caller, own)
        assert caller.post(every).is_denied
    for caller in (
        make_staff("giftcard.manage_gift_card", name="clerk"),
        make_app_caller("giftcard.manage_gift_card"),
    ):
        assert "secret" in told(caller, every)


def test_sales_and_gifts_are_told_to_who_manages_discounts(world: World) -> None:
    sale = Promotion.objects.create(name="Sale", type="catalogue", old_sale_id=1)
    sale.rules.create().channels.add(world.shop.catalogue.channel)
    gift = promote_orders(world.shop, reward_type=RewardType.GIFT)
    gift.gifts.set([world.secret])
    documents = {
        '{ sales(first: 5, channel: "default-channel") { edges { node { name } } } }': (
            "Sale"
        ),
        "{ promotions(first: 5) { edges { node { rules { giftIds } } } } }": (
            Node.to_global_id("ProductVariant", world.secret.pk)
        ),
    }

    shoppers = *world.hidden_from, world.member

    for document, secret in documents.items():
        for caller in shoppers:
            assert caller.post(document).is_denied
        for caller in (
            make_staff(MANAGE_DISCOUNTS, name=f"clerk-{len(document)}"),
            make_app_caller(MANAGE_DISCOUNTS, name=f"till-{len(document)}"),
        ):
            assert secret in told(caller, document)


def test_a_picture_is_loaded_by_who_knows_its_address(world: World) -> None:
    Thumbnail.objects.create(product_media=world.media, size=128, image="small.png")
    id_ = Node.to_global_id("ProductMedia", world.media.pk)

    found = Client().get(f"/thumbnail/{id_}/128/")

    assert found.status_code == 302
    assert found["Location"].endswith("small.png")


def test_an_attribute_has_no_choices_that_name_what_it_refers_to(world: World) -> None:
    everybody = [*world.hidden_from, *world.seen_by]
    for slug in ("multi", "single", "of-variants"):
        document = (
            f'{{ attribute(slug: "{slug}")'
            " { name choices(first: 9) { totalCount edges { node { name } } } } }"
        )
        for caller in everybody:
            assert "secret" not in told(caller, document)


def test_apps_are_told_of_all_products_by_what_shoppers_do(
    shop: Shop, django_capture_on_commit_callbacks: Any
) -> None:
    hide(shop.espresso.product)
    app, _ = make_app("Marketing")
    app.permissions.add(permission(MANAGE_CHECKOUTS))
    webhook = Webhook.objects.create(
        app=app,
        target_url="http://127.0.0.1:9/",
        subscription_query="""subscription { event { ... on CheckoutCreated {
          checkout { lines { variant { product { category {
            products(first: 9, channel: "default-channel") {
              totalCount edges { node { slug } }
            }
          } } } } }
        } } }""",
    )
    webhook.events.create(event_type=WebhookEventAsyncType.CHECKOUT_CREATED)
    products = 'products(first: 9, channel: "default-channel") { totalCount }'

    with django_capture_on_commit_callbacks(execute=True):
        Storefront().open_checkout({shop.latte: 1})

    (delivery,) = EventDelivery.objects.all()
    (line,) = json.loads(delivery.payload.get_payload())["checkout"]["lines"]
    found = line["variant"]["product"]["category"]["products"]
    assert {each["node"]["slug"] for each in found["edges"]} == {"espresso", "latte"}
    assert found["totalCount"] == 2
    category = Node.to_global_id("Category", shop.latte.product.category_id)
    assert STRANGER.ask(f'{{ category(id: "{category}") {{ {products} }} }}') == {
        "products": {"totalCount": 1}
    }
