from django.db import migrations, models

CHANGES = (
    "joined",
    "left",
    "source_changed",
    "made_primary",
    "no_longer_primary",
    "excluded",
    "exclusion_lifted",
)
CAUSES = (
    "registered",
    "staff",
    "app",
    "rule",
    "import",
    "expired",
    "group_deleted",
    "erased",
)
WORDS = {
    "ledgerentry": {"change": CHANGES, "cause": CAUSES},
    "levelprogramme": {
        "metric": ("net_revenue", "order_count", "gross_margin"),
        "reset": ("rolling_12_months", "never"),
    },
    "membershiprun": {
        "state": ("running", "done", "failed"),
        "cause": ("by_hand", "rule_saved", "nightly", "default_group"),
    },
    "pricelistimport": {"state": ("pending", "running", "done", "failed")},
}


def keep_to_words(model, columns):
    """Return what refuses other words, and can be done again at any point.

    Rows that have another one already stay as they are: nobody knows what they mean.
    """
    table = f"saleor_customer_groups_{model}"
    name = f"customer_groups_{model}_words"
    drop = f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}"
    known = " AND ".join(
        f"{column} IN ({', '.join(repr(word) for word in words)})"
        for column, words in columns.items()
    )
    return migrations.RunSQL(
        f"{drop}, ADD CONSTRAINT {name} CHECK ({known}) NOT VALID",
        drop,
        state_operations=[
            migrations.AddConstraint(
                model_name=model,
                constraint=models.CheckConstraint(
                    check=models.Q(
                        *(
                            (f"{column}__in", list(words))
                            for column, words in columns.items()
                        )
                    ),
                    name=name,
                ),
            )
        ],
    )


class Migration(migrations.Migration):
    """Refuse words that GraphQL does not know, which would end lists in an error."""

    atomic = False

    dependencies = [("saleor_customer_groups", "0025_plain_names")]

    operations = [keep_to_words(model, columns) for model, columns in WORDS.items()]
