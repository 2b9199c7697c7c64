from django.db import migrations, models


class Migration(migrations.Migration):
    """Keep the revenue in the index by customer, so that pages need not the table."""

    dependencies = [("saleor_customer_groups", "0010_customer_totals")]

    operations = [
        migrations.RemoveConstraint(
            model_name="customertotals", name="customer_groups_one_total"
        ),
        migrations.AddConstraint(
            model_name="customertotals",
            constraint=models.UniqueConstraint(
                fields=("customer", "currency"),
                include=("net_amount",),
                name="customer_groups_one_total",
            ),
        ),
    ]
