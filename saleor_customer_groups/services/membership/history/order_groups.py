"""In which groups the customers of orders were, as SQL for many orders at once."""

from ....models import Change, CustomerGroup, LedgerEntry

# As ``codes.listed`` writes codes: plain, or as JSON where they contain a comma.
_LISTED = r'([^,"\s][^,]*)|("(?:[^"\\]|\\.)*")'

_MAX_LENGTH = CustomerGroup._meta.get_field("code").max_length


def group_codes(orders: str) -> str:
    """Return SQL for the codes of the groups in which customers were when they ordered.

    These are the codes that were stored on the order, else those of the ledger: of the
    time before it, as it may itself have let its customer join a group. Where neither
    says anything, as for orders from before the plugin, there are none.

    :param orders: rows with ``stamp``, ``customer_id`` and ``placed_at``.
    """
    return f"""
CASE
  WHEN strpos({orders}.stamp, '"') = 0 THEN string_to_array({orders}.stamp, ', ')
  WHEN {orders}.stamp IS NOT NULL THEN ARRAY(
    SELECT COALESCE(
      code[1],
      regexp_replace(substr(code[2], 2, length(code[2]) - 2), '\\\\(.)', '\\1', 'g')
    )
    FROM regexp_matches({orders}.stamp, '{_LISTED}', 'g') AS code
  )
  WHEN {orders}.placed_at >= (
    SELECT MIN(created_at) FROM {CustomerGroup._meta.db_table}
  ) THEN ARRAY(
    SELECT moves.group_code
    FROM (
      SELECT DISTINCT ON (group_code) group_code, change
      FROM {LedgerEntry._meta.db_table}
      WHERE customer_id = {orders}.customer_id
        AND at < {orders}.placed_at
        AND change IN ('{Change.JOINED}', '{Change.LEFT}')
      ORDER BY group_code, at DESC, id DESC
    ) moves
    WHERE moves.change = '{Change.JOINED}'
    ORDER BY moves.group_code COLLATE "C"
  )
  ELSE ARRAY[]::varchar[]
END::varchar({_MAX_LENGTH})[]"""  # noqa: S608 names of tables
