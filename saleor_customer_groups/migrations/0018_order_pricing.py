from django.db import migrations, models


class Migration(migrations.Migration):
    """Have orders keep what is needed to price a part of them again."""

    dependencies = [
        ("saleor_customer_groups", "0017_tiers_count"),
    ]

    operations = [
        migrations.CreateModel(
            name="OrderPricing",
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
                ("order_id", models.CharField(max_length=36, unique=True)),
                ("pricing", models.JSONField()),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
    ]
