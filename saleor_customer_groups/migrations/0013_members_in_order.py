from django.contrib.postgres.operations import (
    AddIndexConcurrently,
    RemoveIndexConcurrently,
)
from django.db import migrations, models


class Migration(migrations.Migration):
    """Have members lie in the order of their revenue, while the shop goes on selling."""

    atomic = False

    dependencies = [("saleor_customer_groups", "0012_members_by_revenue")]

    operations = [
        AddIndexConcurrently(
            model_name="membership",
            index=models.Index(
                fields=["group", "revenue_currency", "net_revenue", "-customer"],
                name="customer_groups_member_revenue",
            ),
        ),
        RemoveIndexConcurrently(
            model_name="customertotals", name="customer_groups_by_revenue"
        ),
    ]
