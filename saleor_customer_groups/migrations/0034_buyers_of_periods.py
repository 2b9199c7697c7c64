from django.db import migrations, models

BY_CUSTOMER = "customer_groups_figures_by"
FIGURES = "customer_groups_figures"
TABLE = "saleor_customer_groups_orderfigures"


def drop(name):
    return f"DROP INDEX CONCURRENTLY IF EXISTS {name}"


class Migration(migrations.Migration):
    """Have reports find the buyers of a period without reading their orders.

    The shop goes on selling meanwhile. It can be killed at any point and run again (see
    0013).
    """

    atomic = False

    dependencies = [("saleor_customer_groups", "0033_uses_not_summed")]

    operations = [
        migrations.RunSQL(
            [
                drop(BY_CUSTOMER),
                f"CREATE INDEX CONCURRENTLY {BY_CUSTOMER}"
                f" ON {TABLE} (customer_id, placed_at) INCLUDE (currency, channel)",
            ],
            drop(BY_CUSTOMER),
            state_operations=[
                migrations.AddIndex(
                    model_name="orderfigures",
                    index=models.Index(
                        fields=["customer_id", "placed_at"],
                        include=["currency", "channel"],
                        name=BY_CUSTOMER,
                    ),
                )
            ],
        ),
        migrations.RunSQL(
            drop(FIGURES),
            [
                drop(FIGURES),
                f"CREATE INDEX CONCURRENTLY {FIGURES}"
                f" ON {TABLE} (customer_id, placed_at)",
            ],
            state_operations=[
                migrations.RemoveIndex(model_name="orderfigures", name=FIGURES)
            ],
        ),
    ]
