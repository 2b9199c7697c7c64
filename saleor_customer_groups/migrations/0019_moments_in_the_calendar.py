from datetime import UTC, datetime

from django.db import migrations, models

FIRST = datetime(2, 1, 1, tzinfo=UTC)
LAST = datetime(9998, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
TERMS = ("valid_from", "valid_until", "created_at", "updated_at")
# The copies of what Saleor has, OrderFigures and CustomerTotals, are not refused.
MOMENTS = {
    "appliedbenefit": ("created_at",),
    "customergroup": ("created_at", "updated_at"),
    "exclusion": ("at",),
    "ledgerentry": ("at",),
    "levelprogramme": ("active_from", "created_at", "updated_at"),
    "membership": ("since", "until", "unqualified_since"),
    "membershiprun": ("evaluated_at", "started_at", "beat_at", "finished_at"),
    "pricelist": TERMS,
    "pricelistimport": ("created_at", "started_at", "finished_at"),
    "pricerule": TERMS,
    "promotion": TERMS,
    "promotionuse": ("reserved_at",),
}


def keep_in_calendar(model, columns):
    """Return what bounds the moments of a table, and can be done again at any point.

    New rows are held to it at once, what is beyond it is brought back, and then all
    rows are checked while the shop goes on selling.
    """
    table = f"saleor_customer_groups_{model}"
    name = f"customer_groups_{model}_moments"
    drop = f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}"
    bounds = f"'{FIRST.isoformat()}' AND '{LAST.isoformat()}'"
    within = " AND ".join(f"{column} BETWEEN {bounds}" for column in columns)
    beyond = " OR ".join(f"{column} NOT BETWEEN {bounds}" for column in columns)
    nearest = ", ".join(
        f"{column} = CASE WHEN {column} < '{FIRST.isoformat()}'"
        f" THEN '{FIRST.isoformat()}' WHEN {column} > '{LAST.isoformat()}'"
        f" THEN '{LAST.isoformat()}' ELSE {column} END"
        for column in columns
    )
    return migrations.RunSQL(
        [
            f"{drop}, ADD CONSTRAINT {name} CHECK ({within}) NOT VALID",
            f"UPDATE {table} SET {nearest} WHERE {beyond}",
            f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}",
        ],
        drop,
        state_operations=[
            migrations.AddConstraint(
                model_name=model,
                constraint=models.CheckConstraint(
                    check=models.Q(
                        *((f"{column}__range", (FIRST, LAST)) for column in columns)
                    ),
                    name=name,
                ),
            )
        ],
    )


def drop_former(model, end):
    """Return what takes away the wider bounds of one end of a price's time."""
    table = f"saleor_customer_groups_{model}"
    name = f"customer_groups_{model}_{end}"
    return migrations.RunSQL(
        f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}",
        f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}, ADD CONSTRAINT {name}"
        f" CHECK (valid_{end} BETWEEN '0001-01-01T00:00:00+00:00'"
        " AND '9999-12-31T23:59:59.999999+00:00')",
        state_operations=[migrations.RemoveConstraint(model_name=model, name=name)],
    )


class Migration(migrations.Migration):
    """Keep all moments within what Python, PostgreSQL and every time zone have."""

    atomic = False

    dependencies = [("saleor_customer_groups", "0018_order_pricing")]

    operations = [
        *(keep_in_calendar(model, columns) for model, columns in MOMENTS.items()),
        *(
            drop_former(model, end)
            for model in ("pricelist", "pricerule", "promotion")
            for end in ("from", "until")
        ),
    ]
