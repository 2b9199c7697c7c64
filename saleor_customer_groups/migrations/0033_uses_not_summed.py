from django.contrib.postgres.operations import (
    AddIndexConcurrently,
    RemoveIndexConcurrently,
)
from django.db import migrations, models


class Migration(migrations.Migration):
    """Find the uses of one customer, and those that are yet to be added up.

    The shop goes on selling meanwhile.
    """

    atomic = False

    dependencies = [("saleor_customer_groups", "0032_sums_of_uses")]

    operations = [
        AddIndexConcurrently(
            model_name="promotionuse",
            index=models.Index(
                fields=["used_by", "promotion"], name="customer_groups_uses_of"
            ),
        ),
        AddIndexConcurrently(
            model_name="promotionuse",
            index=models.Index(
                condition=models.Q(("is_summed__isnull", True)),
                fields=["promotion"],
                name="customer_groups_use_not_summed",
            ),
        ),
        RemoveIndexConcurrently(
            model_name="promotionuse", name="customer_groups_used_by"
        ),
    ]
