import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    """Note whom a price profile stands for, so that prices can be asked by it alone."""

    dependencies = [
        ('saleor_customer_groups', '0020_order_pricing_in_the_calendar'),
    ]

    operations = [
        migrations.CreateModel(
            name='PriceProfile',
            fields=[
                ('token', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('group_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('primary_group_id', models.BigIntegerField(null=True)),
                ('noted_on', models.DateField(db_index=True)),
            ],
        ),
    ]
