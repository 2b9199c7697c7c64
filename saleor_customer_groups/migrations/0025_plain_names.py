from datetime import UTC, datetime

from django.db import migrations, models

FIRST = datetime(2, 1, 1, tzinfo=UTC)
LAST = datetime(9998, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
MOMENTS = ("evaluated_at", "started_at", "heartbeat_at", "finished_at")
CONSTRAINT = "customer_groups_membershiprun_moments"


class Migration(migrations.Migration):
    """Call a table and two columns by plain names in the code.

    The database keeps the first names, and with them the constraint that has one:
    workers of the release before go on while a shop is upgraded.
    """

    dependencies = [("saleor_customer_groups", "0024_attached_checkouts")]

    operations = [
        migrations.AlterModelTable(
            "pendingmirror", "saleor_customer_groups_pendingmirror"
        ),
        migrations.RenameModel("PendingMirror", "PendingMetadata"),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveConstraint(
                    model_name="membershiprun", name=CONSTRAINT
                ),
                migrations.RenameField("membershiprun", "beat_at", "heartbeat_at"),
                migrations.AlterField(
                    model_name="membershiprun",
                    name="heartbeat_at",
                    field=models.DateTimeField(db_column="beat_at"),
                ),
                migrations.RenameField("membershiprun", "in_vain", "without_place"),
                migrations.AlterField(
                    model_name="membershiprun",
                    name="without_place",
                    field=models.PositiveIntegerField(db_column="in_vain", default=0),
                ),
                migrations.AddConstraint(
                    model_name="membershiprun",
                    constraint=models.CheckConstraint(
                        check=models.Q(
                            *((f"{name}__range", (FIRST, LAST)) for name in MOMENTS)
                        ),
                        name=CONSTRAINT,
                    ),
                ),
            ],
        ),
    ]
