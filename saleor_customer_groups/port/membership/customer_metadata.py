"""Our key in the private metadata of customers, written for many at once."""

from collections.abc import Mapping

from django.db import connection

# Metadata key of the codes of a customer's groups, such as "gold, vip".
GROUPS_KEY = "customer_groups"


def store_on_customers(key: str, texts: Mapping[int, str]) -> None:
    """Store a text on each customer beside what else is there, in one statement.

    If that text is stored already, nothing is written.

    :param key: the metadata key.
    :param texts: by the customer's primary key.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE account_user AS customer"
            " SET private_metadata = coalesce(customer.private_metadata, '{}'::jsonb)"
            " || jsonb_build_object(%s::text, stored.text)"
            " FROM unnest(%s::integer[], %s::text[]) AS stored (customer_id, text)"
            " WHERE customer.id = stored.customer_id"
            " AND customer.private_metadata ->> %s IS DISTINCT FROM stored.text",
            [key, list(texts), list(texts.values()), key],
        )


def remove_from_customers(key: str) -> None:
    """Remove a metadata key from all customers, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE account_user SET private_metadata = private_metadata - %s"
            " WHERE jsonb_exists(private_metadata, %s)",
            [key, key],
        )
