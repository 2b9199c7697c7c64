from django.db import migrations, models


class Migration(migrations.Migration):
    """Note what was in a checkout whose customer came to be known."""

    dependencies = [
        ('saleor_customer_groups', '0023_default_group_runs'),
    ]

    operations = [
        migrations.CreateModel(
            name='AttachedCheckout',
            fields=[
                ('checkout_key', models.CharField(max_length=36, primary_key=True, serialize=False)),
                ('units', models.JSONField()),
                ('noted_on', models.DateField(db_index=True)),
            ],
        ),
    ]
