from django.db import migrations, models

USES_OF = "customer_groups_uses_of"
NOT_SUMMED = "customer_groups_use_not_summed"
USED_BY = "customer_groups_used_by"
TABLE = "saleor_customer_groups_promotionuse"


def drop(name):
    return f"DROP INDEX CONCURRENTLY IF EXISTS {name}"


class Migration(migrations.Migration):
    """Find the uses of one customer, and those that are yet to be added up.

    The shop goes on selling meanwhile. It can be killed at any point and run again (see
    0013).
    """

    atomic = False

    dependencies = [("saleor_customer_groups", "0032_sums_of_uses")]

    operations = [
        migrations.RunSQL(
            [
                drop(USES_OF),
                f"CREATE INDEX CONCURRENTLY {USES_OF}"
                f" ON {TABLE} (used_by, promotion_id)",
            ],
            drop(USES_OF),
            state_operations=[
                migrations.AddIndex(
                    model_name="promotionuse",
                    index=models.Index(fields=["used_by", "promotion"], name=USES_OF),
                )
            ],
        ),
        migrations.RunSQL(
            [
                drop(NOT_SUMMED),
                f"CREATE INDEX CONCURRENTLY {NOT_SUMMED}"
                f" ON {TABLE} (promotion_id) WHERE is_summed IS NULL",
            ],
            drop(NOT_SUMMED),
            state_operations=[
                migrations.AddIndex(
                    model_name="promotionuse",
                    index=models.Index(
                        condition=models.Q(is_summed__isnull=True),
                        fields=["promotion"],
                        name=NOT_SUMMED,
                    ),
                )
            ],
        ),
        migrations.RunSQL(
            drop(USED_BY),
            [
                drop(USED_BY),
                f"CREATE INDEX CONCURRENTLY {USED_BY}"
                f" ON {TABLE} (promotion_id, used_by)",
            ],
            state_operations=[
                migrations.RemoveIndex(model_name="promotionuse", name=USED_BY)
            ],
        ),
    ]
