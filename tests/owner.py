"""A small shop with customer groups switched on, in its owner's words."""

from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from saleor_customer_groups.models import CustomerGroup, PriceRule, Promotion
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.groups import groups
from saleor_customer_groups.services.membership import joining, leaving
from saleor_customer_groups.services.rules import price_rules, promotions
from tests.port import Catalogue
from tests.port.accounts import USER_VALUES, make_owner, token_of
from tests.port.plugin import configure
from tests.storefront import PASSWORD, Storefront


def stock_shop() -> None:
    """Make what the shop sells: once in a database, long before there is a ``Shop``."""
    catalogue = Catalogue.make()
    # Beans lie below Coffee, so that whatever concerns Coffee concerns them.
    coffee = catalogue.category("Coffee")
    beans = catalogue.category("Beans", coffee)
    tea = catalogue.category("Tea")
    catalogue.variant("espresso", "20.00", category=beans, cost="12.00")
    catalogue.variant("latte", "9.99", category=coffee)
    catalogue.variant("green-tea", "30.00", category=tea)


class Shop:
    """The owner's side of the shop, in the owner's words."""

    def __init__(self) -> None:
        self.catalogue = Catalogue()
        variants = self.catalogue.find("espresso", "latte", "green-tea")
        self.espresso, self.latte, self.green_tea = variants
        self.coffee = self.latte.product.category
        self.tea = self.green_tea.product.category
        configure(active=True)

    def owner(self) -> Storefront:
        """Return the browser of somebody who may do everything."""
        make_owner("owner@example.com", PASSWORD)
        return Storefront().log_in("owner@example.com")

    def group(self, name: str, **values: Any) -> CustomerGroup:
        """Make a customer group."""
        return groups.create_group(values={"name": name, **values}, now=timezone.now())

    def default_group(self) -> CustomerGroup:
        """Return the default group."""
        return CustomerGroup.objects.get(is_default=True)

    def rule(
        self,
        group: CustomerGroup,
        kind: str,
        value: str,
        *,
        category: Any = None,
        **values: Any,
    ) -> PriceRule:
        """Make a price rule for a group, for one category or everything."""
        parameter = "percent" if "percent" in kind else "amount"
        adjustment = {"kind": kind, parameter: value}
        if parameter == "amount":
            adjustment["currency"] = "USD"
        scope = {"include": {"categories": [str(category.pk)]}} if category else {}
        return price_rules.create_price_rule(
            values={
                "name": f"{group.name} {kind} {value}",
                "adjustment": adjustment,
                "scope": scope,
                **values,
            },
            groups=[group],
            now=timezone.now(),
        )

    def change(self, row: PriceRule | Promotion, **values: Any) -> Any:
        """Change some fields of a rule or promotion; return it as it is then."""
        now = timezone.now()
        if isinstance(row, Promotion):
            return promotions.update_promotion(promotion=row, values=values, now=now)
        return price_rules.update_price_rule(rule=row, values=values, now=now)

    def promotion(
        self, group: CustomerGroup, name: str, *, kind: str, **values: Any
    ) -> Promotion:
        """Make a promotion for a group.

        :param kind: that of the benefit.
        :param values: its parameters, and fields of the promotion by name.
        """
        fields = {field.name for field in Promotion._meta.get_fields()}
        benefit = {key: each for key, each in values.items() if key not in fields}
        return promotions.create_promotion(
            values={
                "name": name,
                "benefit": {"kind": kind, **benefit},
                **{key: each for key, each in values.items() if key in fields},
            },
            groups=[group],
            now=timezone.now(),
        )

    def many_rules(self, group: CustomerGroup, count: int) -> None:
        """Make many price rules on tea for a group, of 0 to 14 percent off."""
        now = timezone.now()
        first = PriceRule.objects.count()
        rules = PriceRule.objects.bulk_create(
            PriceRule(
                name=f"Tea {number}",
                code=f"tea-{number}",
                scope={"include": {"categories": [str(self.tea.pk)]}},
                adjustment={"kind": "percent_off", "percent": str(number % 15)},
                created_at=now,
                updated_at=now,
            )
            for number in range(first, first + count)
        )
        links = PriceRule.groups.through.objects
        links.bulk_create(
            links.model(pricerule_id=rule.pk, customergroup_id=group.pk)
            for rule in rules
        )

    def many_promotions(
        self, group: CustomerGroup, count: int, *, beside: Any = None
    ) -> None:
        """Make many promotions for a group, of every kind but gifts, with limits.

        :param beside: a category of which the cart must have something, None if they
            count in every cart.
        """
        anything = {"scope": {}, "quantity": 2}
        benefits = [
            {"kind": "percent_off", "percent": "1"},
            {"kind": "amount_off", "amount": "0.10", "currency": "USD"},
            {"kind": "free_shipping", "up_to": "0.01"},
            {"kind": "bundle", "components": [anything], "percent_off": "1"},
            {"kind": "buy_x_get_y", "buy": anything, "get": {"scope": {}}},
        ]
        within = {"include": {"categories": [str(beside.pk)]}} if beside else {}
        needs = {"kind": "min_quantity", "quantity": 1, "scope": within}
        now = timezone.now()
        first = Promotion.objects.count()
        made = Promotion.objects.bulk_create(
            Promotion(
                name=f"Promotion {number}",
                code=f"promotion-{number}",
                benefit=benefits[number % len(benefits)],
                conditions=[needs] if beside else [],
                limit_total=1_000_000,
                created_at=now,
                updated_at=now,
            )
            for number in range(first, first + count)
        )
        links = Promotion.groups.through.objects
        links.bulk_create(
            links.model(promotion_id=each.pk, customergroup_id=group.pk)
            for each in made
        )

    def put_into(self, group: CustomerGroup, email: str) -> None:
        """Add a customer to a group by hand."""
        _put_into(group, get_user_model().objects.get(email=email))

    def take_out_of(self, group: CustomerGroup, email: str) -> None:
        """Remove a customer from a group."""
        leaving.remove_members(
            group=group,
            customer_ids=[get_user_model().objects.get(email=email).pk],
            occasion=Occasion.manual(now=timezone.now()),
        )

    def member(self, group: CustomerGroup, email: str) -> Storefront:
        """Return the browser of a new shopper who was put into a group."""
        customer = get_user_model()(email=email, is_active=True, **USER_VALUES)
        customer.set_password(PASSWORD)
        customer.save()
        _put_into(group, customer)
        return Storefront(token_of(customer))


def _put_into(group: CustomerGroup, customer: Any) -> None:
    joining.add_members(
        group=group,
        customer_ids=[customer.pk],
        occasion=Occasion.manual(now=timezone.now()),
    )
