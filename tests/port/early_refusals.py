"""What Saleor itself refuses before a field of ours is asked, by what is sent."""

from saleor_customer_groups import port

LAST_MOMENT_IN_NEW_YORK = "9999-12-31T23:59:59-05:00"
HALF_A_CHARACTER = "\ud800"

# With the end of the error on top of the answer. Saleor 2.10 takes all of it.
REFUSED_BY_SALEOR: dict[str, str] = (
    {
        LAST_MOMENT_IN_NEW_YORK: (
            f'Expected type "DateTime", found "{LAST_MOMENT_IN_NEW_YORK}".'
        ),
        HALF_A_CHARACTER: "Unable to parse query.",
        "NaN": 'Expected type "Decimal", found "NaN".',
        "Infinity": 'Expected type "Decimal", found "Infinity".',
    }
    if port.GENERATION == 3
    else {}
)
