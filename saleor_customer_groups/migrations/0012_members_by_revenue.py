from django.db import migrations, models


class Migration(migrations.Migration):
    """Have members lie in the order of their revenue, group by group.

    Their revenue is filled in by the night; until then it is looked up.
    """

    dependencies = [("saleor_customer_groups", "0011_totals_by_index_alone")]

    operations = [
        migrations.RemoveIndex(
            model_name="customertotals", name="customer_groups_by_revenue"
        ),
        migrations.AddField(
            model_name="membership",
            name="revenue_currency",
            field=models.CharField(blank=True, max_length=3, null=True),
        ),
        migrations.AddField(
            model_name="membership",
            name="net_revenue",
            field=models.DecimalField(
                blank=True, decimal_places=3, max_digits=20, null=True
            ),
        ),
        migrations.AddIndex(
            model_name="membership",
            index=models.Index(
                fields=["group", "revenue_currency", "net_revenue", "-customer"],
                name="customer_groups_by_revenue",
            ),
        ),
    ]
