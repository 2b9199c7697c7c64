"""Seed the whole demo shop."""

from datetime import UTC, date, datetime

from django.conf import settings
from django.contrib.sites.models import Site
from django.db import transaction
from django.utils import timezone
from saleor.account.models import User

from demo import accounts
from demo.database import MARK, make_mark
from saleor_customer_groups.models import CustomerGroup

from . import Seeding, goods
from .catalogue import create_catalogue
from .customers import create_customers, create_staff, hash_password
from .discounts import create_sales, create_vouchers
from .groups import create_groups, create_price_rules, create_product_sets, opened
from .orders import create_orders
from .plans import create_plans
from .promotions import create_promotions
from .reviews import create_reviewed
from .terms import create_quotes, create_terms

NAME = "Bean and Leaf"


@transaction.atomic
def seed(today: date) -> str:
    """Create the demo shop as of a day, all of it or nothing, and say what is in it.

    A shop that is there already stays as it is.
    """
    if User.objects.filter(email=accounts.OWNER.email).exists():
        return "seeded already"
    seeding = Seeding.on(today)
    now = datetime.combine(today, timezone.now().timetz(), UTC)
    Site.objects.filter(pk=settings.SITE_ID).update(name=NAME)
    password = hash_password()
    create_staff(seeding, password=password)
    create_catalogue(seeding)
    sales = create_sales(seeding)
    vouchers = create_vouchers(seeding)
    customers = create_customers(seeding, password=password)
    groups = create_groups(seeding, customers)
    create_price_rules(groups, now=opened(seeding))
    orders = create_orders(seeding, customers, sales, vouchers)
    create_terms(seeding, groups)
    create_product_sets(groups, now=now)
    create_promotions(now=now)
    create_plans(groups, today=today, now=now)
    create_reviewed(now=now)
    create_quotes(seeding, now=now)
    owner = User.objects.get(email=accounts.OWNER.email)
    owner.store_value_in_private_metadata({MARK: make_mark()})
    owner.save(update_fields=["private_metadata"])
    return (
        f"{len(goods.PRODUCTS)} products, {len(customers)} customers, {orders} orders,"
        f" {CustomerGroup.objects.count()} customer groups"
    )
