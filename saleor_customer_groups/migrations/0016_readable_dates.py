from datetime import UTC, datetime

from django.db import migrations, models

CALENDAR = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


class Migration(migrations.Migration):
    """Refuse moments that PostgreSQL has and Python does not, such as infinity."""

    dependencies = [("saleor_customer_groups", "0015_fewer_checks")]

    operations = [
        migrations.AddConstraint(
            model_name=model_name,
            constraint=models.CheckConstraint(
                check=models.Q(
                    (f"valid_{end}__range", CALENDAR),
                    (f"valid_{end}", None),
                    _connector="OR",
                ),
                name=f"customer_groups_{model_name}_{end}",
            ),
        )
        for model_name in ("pricelist", "pricerule", "promotion")
        for end in ("from", "until")
    ]
