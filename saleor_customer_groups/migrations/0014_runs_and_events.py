from django.db import migrations, models


class Migration(migrations.Migration):
    """What runs and the ledger have to know: events beside them, webhooks, codes."""

    dependencies = [("saleor_customer_groups", "0013_members_in_order")]

    operations = [
        migrations.AddField(
            model_name="customergroup",
            name="former_codes",
            field=models.JSONField(blank=True, default=list),
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
    ]
