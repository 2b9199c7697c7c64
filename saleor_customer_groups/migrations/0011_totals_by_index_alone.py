from django.db import migrations, models


class Migration(migrations.Migration):
    """Have indexes hold all that pages of members by revenue need, in their order."""

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
        migrations.RemoveIndex(
            model_name="customertotals", name="customer_groups_by_revenue"
        ),
        migrations.AddIndex(
            model_name="customertotals",
            index=models.Index(
                fields=["currency", "net_amount", "-customer"],
                name="customer_groups_by_revenue",
            ),
        ),
    ]
