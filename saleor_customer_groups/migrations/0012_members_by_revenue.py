from django.db import migrations, models


class Migration(migrations.Migration):
    """Have memberships know what their customers have bought for.

    The night fills it in; until then it is looked up.
    """

    dependencies = [("saleor_customer_groups", "0011_totals_by_index_alone")]

    operations = [
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
    ]
