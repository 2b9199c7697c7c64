"""Gifts that a shopper refused, and wants after all."""

from uuid import UUID

from .... import port
from ...base.refusals import Code, refuse


def accept_gift(*, checkout_key: str, promotion_code: str) -> None:
    """Give a gift again that the shopper has removed from a cart.

    :param checkout_key: the id of the checkout as text.
    :raises django.core.exceptions.ValidationError: there is no such checkout, or no
        gift of the promotion is refused in it.
    """
    try:
        UUID(checkout_key)
    except ValueError:
        raise refuse(
            "checkout_id", Code.NOT_FOUND, "There is no such checkout."
        ) from None
    if not port.accept_gift(checkout_key, promotion_code):
        raise refuse(
            "promotion_code",
            Code.NOT_FOUND,
            f"No gift of {promotion_code} was taken out of this checkout.",
        )
