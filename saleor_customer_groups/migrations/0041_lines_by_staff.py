import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

BY_STAFF = "customer_groups_led_by_user"
BY_USER = "saleor_customer_groups_ledgerentry_by_user_id_efd68ec3"
TABLE = "saleor_customer_groups_ledgerentry"


def drop(name):
    return f"DROP INDEX CONCURRENTLY IF EXISTS {name}"


class Migration(migrations.Migration):
    """Leave lines of the ledger that nobody has made out of the index by who made them.

    Rules make most of them. The shop goes on selling meanwhile. It can be killed at any
    point and run again (see 0013).
    """

    atomic = False

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("saleor_customer_groups", "0040_captured_in_time"),
    ]

    operations = [
        migrations.RunSQL(
            [
                drop(BY_STAFF),
                f"CREATE INDEX CONCURRENTLY {BY_STAFF}"
                f" ON {TABLE} (by_user_id) WHERE by_user_id IS NOT NULL",
            ],
            drop(BY_STAFF),
            state_operations=[
                migrations.AddIndex(
                    model_name="ledgerentry",
                    index=models.Index(
                        fields=["by_user"],
                        condition=Q(by_user__isnull=False),
                        name=BY_STAFF,
                    ),
                )
            ],
        ),
        migrations.RunSQL(
            drop(BY_USER),
            [
                drop(BY_USER),
                f"CREATE INDEX CONCURRENTLY {BY_USER} ON {TABLE} (by_user_id)",
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="ledgerentry",
                    name="by_user",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                )
            ],
        ),
    ]
