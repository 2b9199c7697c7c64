"""Open checkouts of Saleor 3, as a whole."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, TextField, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.db.models.lookups import Exact
from django.utils import timezone
from saleor.checkout import CheckoutAuthorizeStatus, CheckoutChargeStatus
from saleor.checkout.fetch import CheckoutInfo
from saleor.checkout.lock_objects import (
    checkout_lines_qs_select_for_update,
    checkout_qs_select_for_update,
)
from saleor.checkout.models import Checkout, CheckoutLine, CheckoutMetadata
from saleor.discount import DiscountType
from saleor.discount.models import CheckoutLineDiscount
from saleor.order.models import Order
from saleor.payment.models import Payment, TransactionItem

from ....base.metadata import with_metadata, without_metadata
from ....pricing.refused_gifts import REFUSED_GIFTS_KEY
from ...base.databases import writing
from ..line_metadata import (
    CHECKOUT_LINE_KEYS,
    DISCOUNT_NAME,
    GIFT_KEY,
    OVERRIDE_KEY,
    STALE_VOUCHER_KEY,
    has_field,
)
from .stored_prices import REASON_FIELDS

# Enough for Saleor to see a change, too little to make an abandoned checkout look
# active.
A_MOMENT = timedelta(microseconds=1)


# Money is taken or on its way, by a transaction or by a payment.
_IS_CHARGED = Q(charged_value__gt=0) | Q(charge_pending_value__gt=0)
_IS_CAPTURED = Q(captured_amount__gt=0)
# Money has been taken for all that they cost. A checkout that costs nothing is not
# paid, although Saleor calls it charged in full; neither is one that gift cards cover:
# they are charged when the order is made.
IS_PAID = Q(
    Exists(
        TransactionItem.objects.filter(_IS_CHARGED, checkout=OuterRef("pk")).order_by()
    )
    | Exists(Payment.objects.filter(_IS_CAPTURED, checkout=OuterRef("pk")).order_by()),
    charge_status__in=[CheckoutChargeStatus.FULL, CheckoutChargeStatus.OVERCHARGED],
    total_gross_amount__gt=0,
)
_VALID_UNTIL = "_customer_groups_valid_until"
# Until when ways of shipping hold (since 3.23), and where they are kept (before).
_STALE_AT = "delivery_methods_stale_at"
_KEPT_METHODS = "_cached_built_in_shipping_methods"
_IN_HAND_UNTIL = "_customer_groups_in_hand_until"


def open_checkouts() -> QuerySet:
    """Return the open checkouts that are still to be paid, with ``customer_id``."""
    return Checkout.objects.exclude(IS_PAID).annotate(customer_id=F("user_id"))


def is_paid(checkout: Checkout) -> bool:
    """Tell whether a checkout was paid at the prices it has, and not changed since.

    A change of what is in it makes Saleor end its prices at that moment; prices that
    ended in any other way are those that were paid.
    """
    statuses = CheckoutChargeStatus.FULL, CheckoutChargeStatus.OVERCHARGED
    return (
        checkout.charge_status in statuses
        and checkout.total_gross_amount > 0
        and checkout.price_expiration > checkout.last_change
        and has_captured(checkout)
    )


def has_captured(source: Checkout | Order) -> bool:
    """Tell whether any money was taken for a checkout or order, or is on its way."""
    with writing():
        return (
            source.payment_transactions.filter(_IS_CHARGED).exists()
            or source.payments.filter(_IS_CAPTURED).exists()
        )


def is_prepared(checkout: Checkout) -> bool:
    """Tell whether a payment was prepared or authorised for a checkout as it is now.

    For Saleor an authorisation is a change of the checkout.
    """
    since = checkout.last_change
    if checkout.payments.filter(is_active=True, created_at__gte=since).exists():
        return True
    return (
        checkout.authorize_status == CheckoutAuthorizeStatus.FULL
        and checkout.total_gross_amount > 0
        and checkout.price_expiration > since
    )


def end_prices(checkout: Checkout, at: datetime | None) -> None:
    """Have the prices that Saleor is about to save end at a moment, or earlier.

    :param at: when they may be others, None for Saleor's own time. The last call in a
        request counts.
    """
    setattr(checkout, _VALID_UNTIL, at)


def end_of_prices(checkout: Checkout) -> datetime | None:
    """Return that moment, None if nothing ends them before Saleor does."""
    return getattr(checkout, _VALID_UNTIL, None)


def end_saved_prices(
    *, instance: Checkout, update_fields: frozenset[str] | None = None, **_: Any
) -> None:
    """Answer the signal before a checkout is saved: Saleor always sets an hour.

    It saves that discounts are valid for that hour before it checks whether the
    checkout has changed meanwhile. A request after the change would calculate new
    prices with the old discounts, so discounts are made to end with the prices.
    """
    if not hasattr(instance, _VALID_UNTIL):
        return
    at = getattr(instance, _VALID_UNTIL)
    if update_fields == frozenset({"discount_expiration"}):
        setattr(instance, _IN_HAND_UNTIL, instance.discount_expiration)
        instance.discount_expiration = instance.price_expiration
    elif at is not None and "price_expiration" in (update_fields or ()):
        instance.price_expiration = min(instance.price_expiration, at)
        instance.discount_expiration = min(instance.discount_expiration, at)


def keep_discounts_in_hand(*, instance: Checkout, **_: Any) -> None:
    """Answer the signal after a checkout is saved: discounts in memory stay valid."""
    until = instance.__dict__.pop(_IN_HAND_UNTIL, None)
    if until is not None:
        instance.discount_expiration = until


def expire_prices(checkouts: QuerySet) -> None:
    """Have their prices calculated again when they are next read, in one statement.

    The moment added to ``last_change`` keeps a calculation that is under way from
    saving the old prices over it: Saleor then sees that the checkout has changed.
    """
    now = timezone.now()
    with writing(), transaction.atomic():
        Checkout.objects.filter(pk__in=_locked(checkouts).values("pk")).update(
            price_expiration=now,
            discount_expiration=now,
            last_change=F("last_change") + A_MOMENT,
        )


def ask_shipping_again(checkout_info: CheckoutInfo) -> None:
    """Have Saleor find the shipping methods of a checkout again."""
    checkout = checkout_info.checkout
    # Saleor before 3.23 keeps them in memory alone.
    if hasattr(checkout_info, _KEPT_METHODS):
        setattr(checkout_info, _KEPT_METHODS, None)
    if getattr(checkout, _STALE_AT, None) is not None:
        setattr(checkout, _STALE_AT, timezone.now())
        rows = Checkout.objects.filter(pk=checkout.pk)
        rows.update(**{_STALE_AT: getattr(checkout, _STALE_AT)})


def remove_group_prices(checkouts: QuerySet) -> int:
    """Remove our discounts, overrides, metadata and gifts from checkouts.

    Where there is a voucher a key stays in the metadata, because of which it is
    calculated again when the checkout is next looked at: Saleor by itself would leave
    its amount as it was.

    :returns: how many had any.
    """
    discounts = CheckoutLineDiscount.objects.filter(
        type=DiscountType.MANUAL, name=DISCOUNT_NAME
    )
    with_prices = CheckoutLine.objects.filter(
        Q(Exists(discounts.filter(line=OuterRef("pk"))))
        | Q(private_metadata__has_any_keys=(*CHECKOUT_LINE_KEYS, GIFT_KEY))
    )
    with writing(), transaction.atomic():
        CheckoutMetadata.objects.filter(
            checkout__in=checkouts.order_by().values("pk"),
            private_metadata__has_key=REFUSED_GIFTS_KEY,
        ).update(
            private_metadata=without_metadata("private_metadata", REFUSED_GIFTS_KEY)
        )
        vouchers = dict(
            _locked(checkouts)
            .filter(Exists(with_prices.filter(checkout=OuterRef("pk"))))
            .values_list("pk", "voucher_code")
        )
        if not vouchers:
            return 0
        rows = list(
            checkout_lines_qs_select_for_update()
            .filter(pk__in=with_prices.filter(checkout_id__in=vouchers).values("pk"))
            .annotate(gift_of=KeyTextTransform(GIFT_KEY, "private_metadata"))
            .values_list("pk", "checkout_id", "gift_of")
        )
        lines = {pk: checkout for pk, checkout, gift in rows if gift is None}
        if len(lines) < len(rows):
            gifts = [pk for pk, _, gift in rows if gift is not None]
            CheckoutLine.objects.filter(pk__in=gifts).delete()
        discounts.filter(line_id__in=lines).delete()
        CheckoutLine.objects.filter(pk__in=lines).update(**_without_group_prices())
        CheckoutLine.objects.filter(
            pk__in=[pk for pk, checkout in lines.items() if vouchers[checkout]]
        ).update(
            private_metadata=with_metadata("private_metadata", {STALE_VOUCHER_KEY: "1"})
        )
        changed = Checkout.objects.filter(pk__in=vouchers)
        expire_prices(changed)
        if has_field(Checkout, _STALE_AT):
            asked = changed.filter(**{f"{_STALE_AT}__isnull": False})
            asked.update(**{_STALE_AT: timezone.now()})
    return len(vouchers)


def _locked(checkouts: QuerySet) -> QuerySet:
    """Lock them in one order, so that two who lock many cannot wait for each other."""
    return checkout_qs_select_for_update().filter(
        pk__in=checkouts.order_by().values("pk")
    )


def _without_group_prices() -> dict[str, Any]:
    """Return the fields of lines as they are without our prices."""
    is_ours = Exact(
        KeyTextTransform(OVERRIDE_KEY, "private_metadata"),
        Cast("price_override", TextField()),
    )
    return {
        name: Case(When(is_ours, then=None), default=F(name))
        for name in ("price_override", *REASON_FIELDS)
    } | {"private_metadata": without_metadata("private_metadata", *CHECKOUT_LINE_KEYS)}
