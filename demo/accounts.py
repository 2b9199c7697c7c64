"""Who can log in to the demo shop; all with the same password."""

from dataclasses import dataclass

PASSWORD = "customer-groups"


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who can log in, and what they are there for."""

    email: str
    first_name: str
    last_name: str
    about: str


OWNER = Account("owner@example.com", "Olive", "Owner", "shop owner, may do everything")
SUPPORT = Account(
    "support@example.com", "Sam", "Support", "staff, may manage groups and members"
)
MARKETING = Account(
    "marketing@example.com", "Mara", "Marketing", "staff, may manage price rules"
)

STANDARD = Account("standard@example.com", "Stella", "Standard", "shopper in Standard")
WHOLESALE = Account(
    "wholesale@example.com", "Walter", "Wholesale", "shopper in Wholesale"
)
VIP = Account("vip@example.com", "Vera", "Vip", "shopper in VIP")
EXPORT = Account("export@example.com", "Erik", "Export", "shopper in Export")
FRIEND = Account("friend@example.com", "Fritz", "Friend", "shopper in Staff & friends")

STAFF = (OWNER, SUPPORT, MARKETING)
SHOPPERS = (STANDARD, WHOLESALE, VIP, EXPORT, FRIEND)
