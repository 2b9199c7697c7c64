"""A hidden product looks like one that is not there. visibility.md, section 3."""

import json
from typing import Any

import pytest
from saleor.menu.models import Menu, MenuItem

from tests.api import STRANGER, Caller, make_app_caller, make_customer, make_staff
from tests.journeys.visibility.hiding import hide
from tests.journeys.visibility.paths import COUNTS, ON_SALEOR_3, PATHS, Goods
from tests.owner import Shop


class World:
    """A shop with a secret product, and everybody who may look for it."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        catalogue = shop.catalogue
        collection = catalogue.collection("Rare")
        variant = catalogue.variant(
            "secret",
            "50.00",
            category=shop.espresso.product.category,
            collections=(collection,),
        )
        if ON_SALEOR_3:
            self._index(variant)
        menu = Menu.objects.create(name="Main")
        for name, target in (
            ("category", variant.product.category),
            ("collection", collection),
        ):
            MenuItem.objects.create(menu=menu, name=name, **{name: target})
        self.goods = Goods(variant)
        self.vip = shop.group("VIP")
        self.other = shop.group("Other")
        self.member = make_customer("member")
        shop.put_into(self.vip, self.member.email)
        self.outsider = make_customer("outsider")
        shop.put_into(self.other, self.outsider.email)
        self.nobody = make_customer("nobody")
        self.set = hide(variant.product, groups=(self.vip,))

    def _index(self, variant: Any) -> None:
        from saleor.product.search import update_products_search_vector

        variant.product.external_reference = "secret-ref"
        variant.product.save()
        variant.external_reference = "secret-variant-ref"
        variant.save()
        update_products_search_vector([variant.product_id])

    def look(self, caller: Caller, path: str) -> str:
        """Return all that somebody is answered."""
        document = PATHS[path](self.goods)
        asked = {
            name: value
            for name, value in self.goods.entities.items()
            if f"${name}:" in document
        }
        answer = caller.post(document, **asked)
        return json.dumps([answer.data, [each["message"] for each in answer.errors]])

    def is_in(self, told: str) -> bool:
        """Tell whether an answer tells of the secret product."""
        markers = ["secret", self.goods.product, self.goods.id]
        return any(marker in told for marker in markers)


@pytest.fixture
def world(shop: Shop) -> World:
    return World(shop)


def test_who_may_not_see_it_finds_no_trace(world: World) -> None:
    seen_by = [world.member, make_staff(), make_app_caller()]
    hidden_from = [STRANGER, world.outsider, world.nobody]

    def told_of(path: str) -> list[str]:
        return [world.look(caller, path) for caller in hidden_from]

    for path in PATHS:
        for caller in seen_by:
            assert world.is_in(world.look(caller, path)), (path, caller)
    told = {path: told_of(path) for path in PATHS}

    world.set.delete()
    for path in PATHS:
        assert world.is_in(world.look(STRANGER, path)), path
    # Nobody is told anything else than if it were not there.
    world.goods.variant.product.delete()
    for path in PATHS:
        assert told[path] == told_of(path), path
        assert not any(world.is_in(each) for each in told[path]), path


def test_switched_off_everything_is_shown(world: World) -> None:
    from tests.port.plugin import configure

    configure(active=False)

    for path in PATHS:
        assert world.is_in(world.look(STRANGER, path)), path


def test_who_may_not_see_it_finds_it_counted_nowhere(world: World) -> None:
    seen_by = [world.member, make_staff(), make_app_caller()]
    hidden_from = [STRANGER, world.outsider, world.nobody]
    documents = {count: COUNTS[count](world.goods) for count in COUNTS}

    def look(count: str, *callers: Caller) -> list[Any]:
        answers = [caller.post(documents[count]) for caller in callers]
        assert not any(answer.errors for answer in answers)
        return [answer.data for answer in answers]

    seen = {count: look(count, *seen_by) for count in COUNTS}
    told = {count: look(count, *hidden_from) for count in COUNTS}

    world.set.delete()
    for count in COUNTS:
        (shown,) = look(count, STRANGER)
        assert shown not in told[count], count
        assert seen[count] == [shown] * 3, count
    world.goods.variant.product.delete()
    for count in COUNTS:
        assert told[count] == look(count, STRANGER) * 3, count
