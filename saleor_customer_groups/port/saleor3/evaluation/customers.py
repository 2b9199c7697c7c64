"""What Saleor 3 knows about customers, for conditions of groups."""

from django.db.models import F, QuerySet
from saleor.account.models import User

from ...evaluation.accounts import accounts

# They also know whether an address was confirmed.
customers = accounts


def languages() -> QuerySet:
    """Return the language of each customer."""
    return User.objects.order_by().annotate(
        customer_id=F("pk"), language=F("language_code")
    )
