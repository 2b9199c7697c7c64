from django.contrib.postgres.indexes import GinIndex
from django.db import migrations

NAME = "customer_groups_figures_of"
DROP = f"DROP INDEX CONCURRENTLY IF EXISTS {NAME}"


class Migration(migrations.Migration):
    """Find orders by the groups of their customers, while the shop goes on selling.

    It can be killed at any point and run again (see 0013).
    """

    atomic = False

    dependencies = [("saleor_customer_groups", "0027_figures_of_reports")]

    operations = [
        migrations.RunSQL(
            [
                DROP,
                f"CREATE INDEX CONCURRENTLY {NAME}"
                " ON saleor_customer_groups_orderfigures USING gin (group_codes)",
            ],
            DROP,
            state_operations=[
                migrations.AddIndex(
                    model_name="orderfigures",
                    index=GinIndex(fields=["group_codes"], name=NAME),
                )
            ],
        ),
    ]
