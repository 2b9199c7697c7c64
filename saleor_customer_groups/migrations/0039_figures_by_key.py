from django.db import migrations

NAME = "saleor_customer_groups_orderfigures_order_key_ec29f214_like"


class Migration(migrations.Migration):
    """Drop an index by patterns of keys of orders, which nobody asks for.

    Django makes it for each key that is text, and each order that is written is put
    into it. It can be killed at any point and run again (see 0013).
    """

    atomic = False

    dependencies = [("saleor_customer_groups", "0038_invoices")]

    operations = [
        migrations.RunSQL(
            f"DROP INDEX CONCURRENTLY IF EXISTS {NAME}",
            [
                f"DROP INDEX CONCURRENTLY IF EXISTS {NAME}",
                f"CREATE INDEX CONCURRENTLY {NAME}"
                " ON saleor_customer_groups_orderfigures"
                " (order_key varchar_pattern_ops)",
            ],
        )
    ]
