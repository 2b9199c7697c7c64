"""Each review finds what a plain-Python reading of the same shop finds."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any
from unittest.mock import patch

from django.db import transaction
from django.test import override_settings
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from saleor_customer_groups.services.reports.reviews import (
    at_risk,
    in_grace,
    last_days,
    near_level,
    overlap,
    review_lists,
    waiting,
)
from saleor_customer_groups.services.reports.reviews.review_lists import ReviewList
from tests.conditions.generated import NOW, ZONES
from tests.conditions.test_property import Shop

from .random_members import RandomMembers
from .reading import ReviewReading

EXAMPLES = 12
# How many customers are asked at once.
PORTIONS = (1, 2, 1000)


def test_reviews_and_plain_python_agree(db: None) -> None:
    shop = Shop()

    @settings(
        max_examples=EXAMPLES, deadline=None, phases=[Phase.explicit, Phase.generate]
    )
    # An order of New Year's Eve in the shop, which is one of the new year in UTC; a
    # margin of half a thousandth; thirty days of 24 hours, in which the clock changes.
    @example(random=Random(192), zone="America/New_York")
    @example(random=Random(45), zone="UTC")
    @example(random=Random(2156), zone="Pacific/Auckland")
    @given(random=st.randoms(use_true_random=True), zone=st.sampled_from(ZONES))
    def agree(random: Random, zone: str) -> None:
        check_reviews(shop, random, zone)

    agree()


def check_reviews(shop: Shop, random: Random, zone: str) -> None:
    portion = random.choice(PORTIONS)
    with (
        transaction.atomic(),
        override_settings(TIME_ZONE=zone),
        patch.object(review_lists, "FIRST_PORTION", portion),
        patch.object(last_days, "MAX_LEAVES", random.choice((1, 50, 4000))),
        patch.object(review_lists, "MAX_PORTION", random.choice((1, 9, 64_000))),
    ):
        members = RandomMembers(random, shop)
        check(members, ReviewReading(members), random)
        transaction.set_rollback(True)


def check(shop: RandomMembers, reading: ReviewReading, random: Random) -> None:
    currency = random.choice(("USD", "EUR"))
    for group in (shop.standard, shop.ruled):
        for days in (1, 30, 73, 365, 400):
            inactive = at_risk.inactive_members(
                group, days=days, currency=currency, now=NOW
            )
            assert [
                (row.customer_id, Fraction(row.revenue))
                for row in read(inactive, random)
            ] == reading.inactive(group, days=days, currency=currency)
    for days in random.sample((1, 2, 29, 30, 31, 292, 300, 365), k=3):
        lapsing = at_risk.lapsing_members(
            shop.ruled, days=days, currency=currency, now=NOW
        )
        found = read(lapsing, random)
        ends = last_days.last_days(
            shop.ruled, [row.customer_id for row in found], days=days, now=NOW
        )
        assert [
            (
                row.customer_id,
                Fraction(row.revenue),
                row.is_kept,
                end and (end.ends_on, end.leaves_on),
            )
            for row in found
            for end in [ends.get(row.customer_id)]
        ] == reading.lapsing(shop.ruled, shop.tree, days=days, currency=currency)
    for groups in (None, [shop.ruled]):
        kept = in_grace.members_in_grace(groups, now=NOW)
        assert [
            (row.leaves_at, row.customer_id, row.group_id) for row in read(kept, random)
        ] == [
            each
            for each in reading.in_grace()
            if groups is None or each[2] == shop.ruled.pk
        ]
    for percent, amount in ((20, None), (100, None), (75, None), (1, "15.55"), (1, 1)):
        near = near_level.near_levels(
            random.choice((None, [shop.programme])),
            percent=Decimal(percent),
            amount=None if amount is None else Decimal(amount),
            now=NOW,
        )
        assert [
            (
                row.last_order_at,
                row.customer_id,
                row.group_id,
                Fraction(row.exact_missing),
                Fraction(row.missing_percent),
            )
            for row in read(near, random)
        ] == reading.near(
            percent=Fraction(percent),
            amount=None if amount is None else Fraction(amount),
        )
    for groups in (None, [shop.limited]):
        asked = waiting.waiting_customers(groups, now=NOW)
        assert [
            (row.registered_at, row.customer_id)
            for row in read(asked, random)
            if row.group_id == shop.limited.pk
        ] == reading.waiting()
    overlaps = overlap.overlaps(now=NOW)
    assert [
        (Fraction(row.percent), row.shared, row.first_id, row.second_id, row.smaller)
        for row in read(overlaps, random)
    ] == reading.overlaps()
    assert all(
        row.is_probably_one == (Fraction(row.shared, row.smaller) > Fraction(4, 5))
        for row in overlaps.page(size=100)
    )


def read(review: ReviewList[Any], random: Random) -> Sequence[Any]:
    """Read a list page by page, forwards and backwards, and as a whole."""
    size = random.randint(1, 4)
    pages: dict[bool, list[Any]] = {}
    for down in (True, False):
        rows: list[Any] = []
        while page := review.page(
            size=size,
            beyond=[getattr(rows[-1], key) for key in review.keys] if rows else None,
            reads_down=down,
        ):
            rows += page
        pages[down] = rows
    every = [row for batch in review.batches() for row in batch]
    assert pages[review.descending] == every == pages[not review.descending][::-1]
    assert review.count() == len(every)
    return every
