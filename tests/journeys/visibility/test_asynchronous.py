"""Served as Saleor 3 is, by an asynchronous server. visibility.md, section 3.

Who asks is remembered where a request is answered, also if it goes through threads.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.test import AsyncClient

from tests.journeys.visibility.hiding import hide
from tests.journeys.visibility.paths import COUNTS, PATHS, Goods
from tests.owner import Shop
from tests.storefront import Storefront

pytestmark = pytest.mark.django_db(transaction=True)


def test_places_that_are_not_told_who_asks_hide_products_all_the_same(
    shop: Shop,
) -> None:
    goods = Goods(shop.latte)
    documents = [
        PATHS["product by slug"](goods),
        PATHS["category"](goods),
        COUNTS["categories by products"](goods),
    ]
    vip = shop.group("VIP")
    member = shop.member(vip, "member@example.com")
    other = shop.member(shop.group("Other"), "other@example.com")

    async def ask(shopper: Storefront, document: str) -> Any:
        answer = await AsyncClient().post(
            "/graphql/",
            {"query": document},
            content_type="application/json",
            AUTHORIZATION=f"JWT {shopper.token}",
        )
        return answer.json()["data"]

    async def ask_all(shopper: Storefront) -> list[Any]:
        return await asyncio.gather(*(ask(shopper, each) for each in documents))

    # Where a browser was opened before, an event loop runs in this thread already.
    with ThreadPoolExecutor() as threads:

        def told(shopper: Storefront) -> list[Any]:
            return threads.submit(asyncio.run, ask_all(shopper)).result()

        shown = told(other)
        hide(shop.latte.product, groups=(vip,))
        seen, hidden = told(member), told(other)

    assert seen == shown
    assert hidden[0] == {"product": None}
    assert all(one != now for one, now in zip(shown, hidden, strict=True))
