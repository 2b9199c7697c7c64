"""What Saleor itself refuses before a field of ours is asked, by what is sent."""

from importlib.util import find_spec

from saleor_customer_groups import port

LAST_MOMENT_IN_NEW_YORK = "9999-12-31T23:59:59-05:00"
HALF_A_CHARACTER = "\ud800"


def _reads_with_orjson() -> bool:
    """Tell whether Saleor reads requests with orjson, as it does since 3.23."""
    spec = find_spec("saleor.graphql.views")
    assert spec is not None
    assert spec.origin is not None
    with open(spec.origin) as file:
        return "orjson.loads(request.body)" in file.read()


# With the end of the error on top of the answer. Saleor 2.10 takes all of it.
REFUSED_BY_SALEOR: dict[str, str] = (
    {
        LAST_MOMENT_IN_NEW_YORK: (
            f'Expected type "DateTime", found "{LAST_MOMENT_IN_NEW_YORK}".'
        ),
        "NaN": 'Expected type "Decimal", found "NaN".',
        "Infinity": 'Expected type "Decimal", found "Infinity".',
    }
    if port.GENERATION == 3
    else {}
)
if _reads_with_orjson():
    REFUSED_BY_SALEOR[HALF_A_CHARACTER] = "Unable to parse query."
