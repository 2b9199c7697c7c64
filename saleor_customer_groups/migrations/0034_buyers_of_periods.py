from django.contrib.postgres.operations import (
    AddIndexConcurrently,
    RemoveIndexConcurrently,
)
from django.db import migrations, models


class Migration(migrations.Migration):
    """Have reports find the buyers of a period without reading their orders.

    The shop goes on selling meanwhile.
    """

    atomic = False

    dependencies = [("saleor_customer_groups", "0033_uses_not_summed")]

    operations = [
        AddIndexConcurrently(
            model_name="orderfigures",
            index=models.Index(
                fields=["customer_id", "placed_at"],
                include=["currency", "channel"],
                name="customer_groups_figures_by",
            ),
        ),
        RemoveIndexConcurrently(
            model_name="orderfigures", name="customer_groups_figures"
        ),
    ]
