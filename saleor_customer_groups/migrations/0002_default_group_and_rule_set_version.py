"""The default group that always exists, and the triggers behind RuleSetVersion."""

from django.db import migrations
from django.utils import timezone

TABLES = (
    "saleor_customer_groups_customergroup",
    "saleor_customer_groups_pricerule",
    "saleor_customer_groups_pricerule_groups",
)

# gen_random_uuid() is in PostgreSQL itself only since version 13.
CREATE_FUNCTION = """
CREATE FUNCTION customer_groups_new_rule_set_version() RETURNS trigger AS $$
BEGIN
    UPDATE saleor_customer_groups_rulesetversion
    SET token = md5(random()::text || clock_timestamp()::text)::uuid;
    RETURN NULL;
END
$$ LANGUAGE plpgsql
"""

CREATE_TRIGGER = """
CREATE TRIGGER customer_groups_new_rule_set_version
AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE PROCEDURE customer_groups_new_rule_set_version()
"""

DROP_TRIGGER = "DROP TRIGGER customer_groups_new_rule_set_version ON {table}"


def create_rows(apps, schema_editor):
    alias = schema_editor.connection.alias
    now = timezone.now()
    apps.get_model("saleor_customer_groups", "CustomerGroup").objects.using(
        alias
    ).create(
        name="Standard",
        name_lower="standard",
        code="standard",
        description="Every new customer joins this group.",
        is_default=True,
        created_at=now,
        updated_at=now,
    )
    apps.get_model("saleor_customer_groups", "RuleSetVersion").objects.using(
        alias
    ).create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("saleor_customer_groups", "0001_groups_and_price_rules")]

    operations = [
        migrations.RunPython(create_rows, migrations.RunPython.noop),
        migrations.RunSQL(
            CREATE_FUNCTION, "DROP FUNCTION customer_groups_new_rule_set_version()"
        ),
        *(
            migrations.RunSQL(
                CREATE_TRIGGER.format(table=table), DROP_TRIGGER.format(table=table)
            )
            for table in TABLES
        ),
    ]
