from django.db import migrations, models


class Migration(migrations.Migration):
    """Have large imports say what they took although it is probably a mistake."""

    dependencies = [
        ("saleor_customer_groups", "0021_price_profiles"),
    ]

    operations = [
        migrations.AddField(
            model_name="pricelistimport",
            name="warnings",
            field=models.JSONField(blank=True, default=list),
        ),
    ]
