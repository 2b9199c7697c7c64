"""Look at a shop as a guest, and print all that was found; of Saleor's names alone.

Run in a process of its own by ``test_removal``: ``remove`` first removes what the
package keeps, as its documentation says; ``removed`` has the package no more.
"""

import json
import sys
from typing import Any

import django

PACKAGE = "saleor_customer_groups"


def find(slug: str, variant: str, channel: str) -> dict[str, Any]:
    """Return what a guest is answered who looks for a product and wants to buy it.

    :param slug: of the product.
    :param variant: the global id of its variant.
    :param channel: an argument that names the channel, or an empty text.
    """
    from django.test import Client

    def ask(document: str) -> Any:
        answer = Client().post(
            "/graphql/", {"query": document}, content_type="application/json"
        )
        return answer.json()["data"]

    of_shop = f"{channel}," if channel else ""
    lines = f'lines: [{{variantId: "{variant}", quantity: 1}}]'
    made = ask(
        f"mutation {{ checkoutCreate(input: {{{of_shop}"
        f' email: "guest@example.com", {lines}}}) {{'
        " checkout { lines { variant { id } } } errors { message } } }"
    )
    return {
        "list": ask(f"{{ products(first: 9 {channel}) {{ totalCount }} }}"),
        "product": ask(f'{{ product(slug: "{slug}" {channel}) {{ slug }} }}'),
        "checkout": made["checkoutCreate"],
    }


def main(step: str, *named: str) -> None:
    """Remove what is to be removed, look around, and print it."""
    if step == "removed":
        # As if it were not installed: nobody can import it.
        sys.modules[PACKAGE] = None  # type: ignore[assignment]
    django.setup()
    from django.core.management import call_command

    if step == "remove":
        call_command("customer_groups_detach", stdout=sys.stderr)
        call_command("migrate", PACKAGE, "zero", verbosity=0)
    print(json.dumps(find(*named)))


if __name__ == "__main__":
    main(*sys.argv[1:])
