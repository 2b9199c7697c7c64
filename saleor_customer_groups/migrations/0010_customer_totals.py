from django.conf import settings
from django.db import migrations, models

# What there is of orders is summed up at once: groups would be empty until the night.
FILL = """
INSERT INTO saleor_customer_groups_customertotals (
  customer_id, currency, orders, paid_orders, refunded_orders, gross_amount,
  refunded_amount, net_amount, margin_amount, first_order_at, last_order_at
)
SELECT
  customer_id, currency, COUNT(*), COUNT(*) FILTER (WHERE is_paid),
  COUNT(*) FILTER (WHERE is_refunded), SUM(gross_amount), SUM(refunded_amount),
  SUM(net_amount), SUM(margin_amount), MIN(placed_at), MAX(placed_at)
FROM saleor_customer_groups_orderfigures
GROUP BY customer_id, currency
"""


def _amount(**options):
    return models.DecimalField(decimal_places=3, max_digits=20, **options)


class Migration(migrations.Migration):
    """Keep all that is asked of a customer's orders summed up, not only revenue."""

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("saleor_customer_groups", "0009_indexes"),
    ]

    operations = [
        migrations.DeleteModel(name="CustomerRevenue"),
        migrations.CreateModel(
            name="CustomerTotals",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("orders", models.IntegerField()),
                ("paid_orders", models.IntegerField()),
                ("refunded_orders", models.IntegerField()),
                ("gross_amount", _amount()),
                ("refunded_amount", _amount()),
                ("net_amount", _amount()),
                ("margin_amount", _amount(blank=True, null=True)),
                ("first_order_at", models.DateTimeField()),
                ("last_order_at", models.DateTimeField()),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=models.deletion.CASCADE,
                        related_name="customer_group_totals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"verbose_name_plural": "customer totals"},
        ),
        migrations.AddIndex(
            model_name="customertotals",
            index=models.Index(
                fields=["currency", "net_amount", "customer"],
                name="customer_groups_by_revenue",
            ),
        ),
        migrations.AddConstraint(
            model_name="customertotals",
            constraint=models.UniqueConstraint(
                fields=("customer", "currency"), name="customer_groups_one_total"
            ),
        ),
        migrations.RunSQL(FILL, reverse_sql=migrations.RunSQL.noop),
    ]
