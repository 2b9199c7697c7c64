"""Have what names channels follow them when they are renamed, whoever renames them.

A price rule names the channel itself, although its slug is stored, as on
Saleor 2.10, which has no channels. So a trigger on Saleor's table carries a new slug to
our tables, in the same transaction, and changes that of a channel that is deleted: else
another channel that gets the slug would inherit its rules.
"""

from collections.abc import Sequence

from django.db import connections, transaction

_FUNCTION = "customer_groups_follow_channels"
# No slug has a space in it.
_DELETED = " (deleted)"

_CREATE_FUNCTION = """
CREATE OR REPLACE FUNCTION {function}() RETURNS trigger AS $$
DECLARE
    new_slug text := OLD.slug || '{deleted}';
    each text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        new_slug := NEW.slug;
    END IF;
    FOREACH each IN ARRAY ARRAY[{tables}] LOOP
        -- Left behind by a package that was removed otherwise, this does nothing.
        IF to_regclass(each) IS NOT NULL THEN
            EXECUTE format(
                'UPDATE %I SET channels = array_replace(channels, $1, $2)'
                ' WHERE $1 = ANY (channels)', each
            ) USING OLD.slug::varchar, new_slug::varchar;
        END IF;
    END LOOP;
    RETURN NULL;
END
$$ LANGUAGE plpgsql
"""

_CREATE_TRIGGERS = """
CREATE TRIGGER {function}_renamed AFTER UPDATE OF slug ON channel_channel
FOR EACH ROW WHEN (OLD.slug IS DISTINCT FROM NEW.slug)
EXECUTE PROCEDURE {function}();
CREATE TRIGGER {function}_deleted AFTER DELETE ON channel_channel
FOR EACH ROW EXECUTE PROCEDURE {function}()
"""


def follow_channels(tables: Sequence[str], *, using: str) -> None:
    """Make the triggers, or take them away where the tables are gone.

    :param tables: those of ours with a column ``channels`` of slugs.
    :param using: the alias of the database that was migrated.
    """
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        if "channel_channel" not in there:
            return
        if not there.issuperset(tables):
            cursor.execute(f"DROP FUNCTION IF EXISTS {_FUNCTION}() CASCADE")
            return
        cursor.execute(
            _CREATE_FUNCTION.format(
                function=_FUNCTION,
                deleted=_DELETED,
                tables=", ".join(f"'{table}'" for table in tables),
            )
        )
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgname LIKE %s", [f"{_FUNCTION}_%"]
        )
        # Made once: that takes a lock on Saleor's table.
        if not cursor.fetchone()[0]:
            cursor.execute(_CREATE_TRIGGERS.format(function=_FUNCTION))
