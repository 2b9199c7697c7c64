from django.db import migrations, models

BY_REVENUE = "customer_groups_by_revenue"
MEMBER_REVENUE = "customer_groups_member_revenue"


def drop(name):
    return f"DROP INDEX CONCURRENTLY IF EXISTS {name}"


class Migration(migrations.Migration):
    """Make the same as 0013, again where it was killed at any point.

    PostgreSQL leaves an index behind that was not finished. 0013 itself fails on that
    for good, and everything after it never comes; here it is dropped before.
    """

    replaces = [("saleor_customer_groups", "0013_members_in_order")]

    atomic = False

    dependencies = [("saleor_customer_groups", "0012_members_by_revenue")]

    operations = [
        migrations.RunSQL(
            [
                drop(MEMBER_REVENUE),
                f"CREATE INDEX CONCURRENTLY {MEMBER_REVENUE}"
                " ON saleor_customer_groups_membership"
                " (group_id, revenue_currency, net_revenue, customer_id DESC)",
            ],
            drop(MEMBER_REVENUE),
            state_operations=[
                migrations.AddIndex(
                    model_name="membership",
                    index=models.Index(
                        fields=[
                            "group",
                            "revenue_currency",
                            "net_revenue",
                            "-customer",
                        ],
                        name=MEMBER_REVENUE,
                    ),
                )
            ],
        ),
        migrations.RunSQL(
            drop(BY_REVENUE),
            [
                drop(BY_REVENUE),
                f"CREATE INDEX CONCURRENTLY {BY_REVENUE}"
                " ON saleor_customer_groups_customertotals"
                " (currency, net_amount, customer_id DESC)",
            ],
            state_operations=[
                migrations.RemoveIndex(model_name="customertotals", name=BY_REVENUE)
            ],
        ),
    ]
