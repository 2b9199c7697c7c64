"""What a storefront that knows nothing of customer groups asks of the shop."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any

# Takes a document, its variables and a token; how many seconds it took, the answer.
Send = Callable[[str, dict[str, Any], str], tuple[float, Any]]

TAXED = "{ gross { amount } net { amount } }"
CHECKOUT = f"""{{
  id lines {{ id quantity variant {{ id sku }} totalPrice {TAXED} }}
  subtotalPrice {TAXED} shippingPrice {TAXED} totalPrice {TAXED} discount {{ amount }}
}}"""
PRODUCTS = f"""{{
  products(first: 24%s) {{ edges {{ node {{
    id name thumbnail {{ url }}
    pricing {{ onSale priceRange {{ start {TAXED} }}
      priceRangeUndiscounted {{ start {TAXED} }} }}
    variants {{ id pricing {{ price {TAXED} priceUndiscounted {TAXED} }} }}
  }} }} }}
}}"""
ASKED_FOR = {
    "look": CHECKOUT,
    "shipping": "{ id %s { id name price { amount } } }",
    "payment": "{ id availablePaymentGateways { id name } }",
}


class Documents:
    """The documents in the words of the Saleor that is installed."""

    def __init__(self, generation: int) -> None:
        is_old = generation == 2
        self._is_old = is_old
        checkout, errors = (
            ("checkoutId", "checkoutErrors") if is_old else ("id", "errors")
        )
        line = "CheckoutLineInput" if is_old else "CheckoutLineUpdateInput!"
        methods = "availableShippingMethods" if is_old else "shippingMethods"
        by = "$token: UUID!" if is_old else "$id: ID!"
        of = "token: $token" if is_old else "id: $id"
        self.looks = {
            what: f"query({by}) {{ checkout({of}) "
            f"{fields % methods if '%s' in fields else fields} }}"
            for what, fields in ASKED_FOR.items()
        }
        self.change = f"""mutation($id: ID!, $lines: [{line}]!) {{
          checkoutLinesUpdate({checkout}: $id, lines: $lines) {{
            checkout {CHECKOUT} errors: {errors} {{ field message code }}
          }}
        }}"""
        self.complete = f"""mutation($id: ID!) {{
          checkoutComplete({checkout}: $id) {{
            order {{ id number total {TAXED} lines {{ id unitPrice {TAXED} }} }}
            errors: {errors} {{ field message code }}
          }}
        }}"""
        channel = "" if is_old else ', channel: "default-channel"'
        self.products = PRODUCTS % channel

    def of(self, checkout: Any) -> dict[str, str]:
        """Return the variables by which a checkout is looked up."""
        return {"token": checkout.token} if self._is_old else {"id": checkout.id}


def send(document: str, variables: dict[str, Any], token: str) -> tuple[float, Any]:
    """Send a document in this process; how many seconds it took, and the answer."""
    from django.test import Client, override_settings

    shown = {"HTTP_AUTHORIZATION": f"JWT {token}"} if token else {}
    content = json.dumps({"query": document, "variables": variables})
    client = Client()
    # As in a shop, tasks are put into a queue for workers.
    with override_settings(CELERY_TASK_ALWAYS_EAGER=False):
        started = perf_counter()
        response = client.post(
            "/graphql/", content, content_type="application/json", **shown
        )
        seconds = perf_counter() - started
    return seconds, json.loads(response.content)


@contextmanager
def saleor_alone() -> Iterator[Send]:
    """Start a process in which customer groups are not installed, on the same shop."""
    from tests.database.address import database_url

    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "benchmarks.requests"],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "benchmarks.saleor_alone",
            "DATABASE_URL": database_url(),
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    to, back = process.stdin, process.stdout
    assert to is not None
    assert back is not None

    def send_there(document: str, variables: dict[str, Any], token: str) -> Any:
        request = {"document": document, "variables": variables, "token": token}
        print(json.dumps(request), file=to, flush=True)
        return json.loads(back.readline())

    try:
        yield send_there
    finally:
        to.close()
        process.wait()


def serve() -> None:
    """Send what is written to the standard input, a request a line."""
    import django

    django.setup()
    answers = sys.stdout
    sys.stdout = sys.stderr
    for line in sys.stdin:
        print(json.dumps(send(**json.loads(line))), file=answers, flush=True)


if __name__ == "__main__":
    serve()
