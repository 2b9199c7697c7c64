import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    """What runs, the ledger and the uses of promotions have to know."""

    dependencies = [("saleor_customer_groups", "0013_members_in_order")]

    operations = [
        migrations.AddField(
            model_name="customergroup",
            name="former_codes",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AlterField(
            model_name="customergroup",
            name="grace_days",
            field=models.PositiveIntegerField(
                default=0,
                validators=[django.core.validators.MaxValueValidator(3650)],
            ),
        ),
        migrations.AddField(
            model_name="membershiprun",
            name="fires_webhooks",
            field=models.BooleanField(default=True),
        ),
        migrations.CreateModel(
            name="SettledCustomer",
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
                ("customer_id", models.IntegerField()),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=models.deletion.CASCADE,
                        related_name="+",
                        to="saleor_customer_groups.membershiprun",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="settledcustomer",
            constraint=models.UniqueConstraint(
                fields=("run", "customer_id"), name="customer_groups_settled_once"
            ),
        ),
        migrations.RemoveConstraint(
            model_name="promotionuse", name="customer_groups_one_use"
        ),
        migrations.AddConstraint(
            model_name="promotionuse",
            constraint=models.UniqueConstraint(
                condition=models.Q(order_id=""),
                fields=("promotion", "checkout_key"),
                name="customer_groups_one_reservation",
            ),
        ),
        migrations.AddConstraint(
            model_name="promotionuse",
            constraint=models.UniqueConstraint(
                condition=~models.Q(order_id=""),
                fields=("promotion", "order_id"),
                name="customer_groups_one_use",
            ),
        ),
    ]
