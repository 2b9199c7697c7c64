"""A shop with so many rows of everything, for documents whose queries are counted."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from saleor_customer_groups.models import (
    AppliedBenefit,
    CustomerGroup,
    Exclusion,
    LevelProgramme,
    MembershipRun,
    PriceList,
    PriceListEntry,
    PriceRule,
    Promotion,
    PromotionUse,
    RunCause,
    RunState,
)
from saleor_customer_groups.services.base.actors import SHOP
from saleor_customer_groups.services.rules.price_lists import (
    price_list_imports,
    price_lists,
)
from saleor_customer_groups.services.visibility import visibility_sets
from tests.api import Caller, make_customer
from tests.graphql.quotes.made_quotes import made_quote
from tests.graphql.reports.made_up import ended_dry_run
from tests.graphql.terms.made_orders import on_terms
from tests.journeys.quotes.quoting import shipping_method
from tests.owner import Shop
from tests.port import past
from tests.storefront import Storefront

REFUSING = {"with_vouchers": "refuse"}


@dataclass
class ManyRows:
    """Adds so many of everything, all of it also to one group, list and checkout."""

    shop: Shop
    make_group: Callable[..., CustomerGroup]
    make_rule: Callable[..., PriceRule]
    make_promotion: Callable[..., Promotion]
    make_programme: Callable[..., LevelProgramme]
    add_members: Callable[..., None]
    count: int = 0
    variants: list[Any] = field(default_factory=list)
    groups: list[CustomerGroup] = field(default_factory=list)
    members: list[Caller] = field(default_factory=list)
    excluded: list[Caller] = field(default_factory=list)
    # Customers who are in no group.
    others: list[Caller] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Make what all of them belong to."""
        self.top = self.make_group("Above", tags=["first", "second"])
        self.ann = make_customer("ann")
        self.add_members(self.top, self.ann)
        now = timezone.now()
        self.shared: PriceList = price_lists.create_price_list(
            values={"name": "Above"}, groups=[self.top], now=now
        )
        self.guest = Storefront()
        self.owner = self.shop.owner()

    def add(self, count: int) -> None:
        """Add so many."""
        for number in range(self.count, self.count + count):
            group = self.make_group(f"Group {number:02}", parent=self.top)
            self.groups.append(group)
            self._rules(group, number)
            self._members(group, number)
            self._order(self.variants[-1])
        self.count += count
        self.dry_run = ended_dry_run([str(each.pk) for each in self.members])
        basket = dict.fromkeys(self.variants, 2)
        # One order has a line of each.
        self.order = self._order(*self.variants)
        # A draft that may be sent to her, too.
        draft = self.owner.draft_order(self.ann.id, basket)
        self.draft = self.owner.change_draft(draft, shippingMethod=shipping_method())
        # A checkout that became Ann's after it was filled.
        self.checkout = self.guest.open_checkout(basket)
        Storefront().log_in(self.ann.email).attach(self.checkout)

    def _rules(self, group: CustomerGroup, number: int) -> None:
        now = timezone.now()
        variant = self.shop.catalogue.variant(
            f"goods-{number:02}", "20.00", category=self.shop.coffee
        )
        self.variants.append(variant)
        price_list = price_lists.create_price_list(
            values={"name": f"List {number:02}"}, groups=[group, self.top], now=now
        )
        for each in (price_list, self.shared):
            PriceListEntry.objects.create(
                price_list=each,
                variant=variant,
                currency="USD",
                unit_price_amount=Decimal(18),
            )
            price_list_imports.enqueue_import(
                price_list=each,
                content=b"",
                rows=0,
                replace_all=False,
                dry_run=False,
                actor=SHOP,
                now=now,
            )
        self.rule = self.make_rule(
            group, self.top, name=f"Rule {number:02}", **REFUSING
        )
        self.promotion = self.make_promotion(
            group,
            self.top,
            name=f"Promotion {number:02}",
            limit_total=1000,
            conditions=[{"kind": "min_quantity", "quantity": 1}],
        )
        self.visibility_set = visibility_sets.create_set(
            values={
                "name": f"Set {number:02}",
                "scope": {"include": {"products": [str(variant.product_id)]}},
            },
            groups=[group, self.top],
            now=now,
        ).row
        PromotionUse.objects.create(
            promotion=self.promotion,
            used_by=f"user:{self.ann.pk}",
            checkout_key=f"checkout-{number}",
            order_id="1",
            reserved_at=now,
        )
        self.programme = self.make_programme(
            f"Programme {number:02}", **{f"Level {number:02}": "0"}
        )

    def _members(self, group: CustomerGroup, number: int) -> None:
        member, excluded, other = (
            make_customer(f"{name}{number:02}")
            for name in ("member", "excluded", "other")
        )
        self.members.append(member)
        self.excluded.append(excluded)
        self.others.append(other)
        now = timezone.now()
        self.quote = made_quote(self.ann.pk, number=f"{number:02}")
        made_quote(member.pk, number=f"of {number:02}")
        for each in (group, self.top):
            self.add_members(each, member)
            Exclusion.objects.create(group=each, customer_id=excluded.pk, at=now)
            MembershipRun.objects.create(
                group=each,
                cause=RunCause.NIGHTLY,
                state=RunState.DONE,
                conditions_version=1,
                evaluated_at=now,
                started_at=now,
                heartbeat_at=now,
            )

    def _order(self, *variants: Any) -> Any:
        lines = [(each, 2, "18.00") for each in variants]
        order = past.place(self.ann.pk, at=timezone.now(), lines=lines)
        for line in order.lines.all():
            self._applied(order.pk, line.pk)
        on_terms(order, group_code="above")
        return order

    def _applied(self, order_id: Any, line_id: Any) -> None:
        AppliedBenefit.objects.create(
            order_id=str(order_id),
            order_line_id=str(line_id),
            kind="price_rule",
            code="rule",
            name="Rule",
            group_code="above",
            group_name="Above",
            quantity=1,
            currency="USD",
            list_price_amount=Decimal(20),
            public_price_amount=Decimal(20),
            unit_price_amount=Decimal(18),
            amount=Decimal(-2),
            created_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
