"""The staff and the sixty customers of the demo shop."""

from collections.abc import Iterator

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Permission
from saleor.account.models import Address, User

from demo import accounts

from . import Seeding
from .places import COUNTRIES, Country

# The shoppers that can be tried out, each in the country of this name.
HOME = {
    accounts.STANDARD: "US",
    accounts.WHOLESALE: "US",
    accounts.VIP: "GB",
    accounts.EXPORT: "JP",
    accounts.FRIEND: "US",
}

PERMISSIONS = {
    accounts.SUPPORT: ("account.manage_users", "order.manage_orders"),
    accounts.MARKETING: ("discount.manage_discounts", "product.manage_products"),
}


def create_staff(seeding: Seeding, *, password: str) -> None:
    """Create the accounts of those who run the shop."""
    for account in accounts.STAFF:
        user = User.objects.create(
            email=account.email,
            first_name=account.first_name,
            last_name=account.last_name,
            password=password,
            is_staff=True,
            is_superuser=account is accounts.OWNER,
            date_joined=seeding.days_ago(900),
        )
        for permission in PERMISSIONS.get(account, ()):
            application, codename = permission.split(".")
            user.user_permissions.add(
                Permission.objects.get(
                    content_type__app_label=application, codename=codename
                )
            )


def create_customers(seeding: Seeding, *, password: str) -> list[User]:
    """Create sixty customers with their addresses; those to be tried out are first."""
    drafts = sorted(_draft_customers(seeding), key=lambda draft: not draft[2])
    addresses = Address.objects.bulk_create(address for _, address, _ in drafts)
    users = []
    for (user, _, _), address in zip(drafts, addresses, strict=True):
        user.password = password
        user.default_shipping_address = address
        user.default_billing_address = address
        users.append(user)
    users = User.objects.bulk_create(users)
    User.addresses.through.objects.bulk_create(
        User.addresses.through(user=user, address=user.default_shipping_address)
        for user in users
    )
    return users


def hash_password() -> str:
    """Return the hash of the one password, made once because it is slow to make."""
    hashed: str = make_password(accounts.PASSWORD)
    return hashed


def _draft_customers(seeding: Seeding) -> Iterator[tuple[User, Address, bool]]:
    """Yield users and addresses, not saved, and whether somebody is to try them out."""
    for country in COUNTRIES:
        known = [each for each, code in HOME.items() if code == country.code]
        names = [(each.first_name, each.last_name, each.email) for each in known]
        while len(names) < country.customers:
            first = seeding.chance.choice(country.first_names)
            last = seeding.chance.choice(country.last_names)
            name = (first, last, f"{first}.{last}@example.com".lower())
            if name not in names:
                names.append(name)
        for place, (first, last, email) in enumerate(names):
            user = User(
                email=email,
                first_name=first,
                last_name=last,
                date_joined=seeding.days_ago(seeding.chance.randrange(10, 1100)),
            )
            address = _draft_address(seeding, country, first, last)
            yield user, address, place < len(known)


def _draft_address(
    seeding: Seeding, country: Country, first_name: str, last_name: str
) -> Address:
    place = seeding.chance.choice(country.places)
    return Address(
        first_name=first_name,
        last_name=last_name,
        street_address_1=f"{seeding.chance.randrange(1, 120)} {place.street}",
        city=place.city,
        postal_code=place.postal_code,
        country_area=place.area,
        country=country.code,
    )
