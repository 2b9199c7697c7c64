"""Say why a variant costs somebody what it costs."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils import timezone

from ... import compatibility
from ...engine.base.moments import read_moment
from ...models import CustomerGroup
from ..named_rows import row_with_code
from ..shop_command import ShopCommand

with compatibility.staying_out():
    from ... import port
    from ...port.base.variants import variants_by_sku
    from ...services.base.configuration import configuration_of
    from ...services.membership.customers_by_email import find_customer
    from ...services.pricing.explanations import explain_price


class Command(ShopCommand):
    """Explain a price, with every rule and why it counts or not."""

    help = (
        "Says what a variant costs a customer (--customer), a member of groups"
        " (--group) or a guest, and of every price list and price rule why it counts"
        " or not."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be given."""
        parser.add_argument("sku", help="the SKU of the variant")
        who = parser.add_mutually_exclusive_group()
        who.add_argument("--customer", metavar="EMAIL", help="a customer")
        who.add_argument(
            "--group",
            action="append",
            metavar="CODE",
            help="a customer group; may be given several times",
        )
        parser.add_argument(
            "--channel",
            metavar="SLUG",
            help="the channel, where several sell the variant",
        )
        parser.add_argument("--quantity", type=int, default=1, help="how many units")
        parser.add_argument(
            "--at",
            metavar="TIME",
            help="when, as 2026-03-15T12:00+00:00; now where it is not given",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Explain the price."""
        try:
            at = options["at"]
            now = timezone.now() if at is None else read_moment(at)
        except ValueError as error:
            raise CommandError(f"--at {at} {error}.") from None
        variant_id = variants_by_sku([options["sku"]]).get(options["sku"])
        if variant_id is None:
            raise CommandError(f'There is no variant with the SKU "{options["sku"]}".')
        plugin = port.any_plugin()
        is_on = plugin is not None and plugin.active
        try:
            price = explain_price(
                variant_id=variant_id,
                channel=options["channel"] or self._channel(variant_id, options["sku"]),
                customer_id=self._customer(options["customer"]),
                groups=self._groups(options["group"]),
                quantity=options["quantity"],
                configuration=configuration_of(plugin),
                now=now,
                is_switched_on=is_on,
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        if not is_on:
            self.stdout.write(
                "Customer groups are switched off: everybody pays Saleor's own price."
            )
        made_by = f"group {price.group_name}" if price.group_name else "no group"
        self.stdout.write(
            f"{price.unit_amount} {price.currency} a unit ({made_by}); listed at"
            f" {price.base_amount} {price.currency}, anybody else pays"
            f" {price.public_amount} {price.currency}."
        )
        for verdict in price.verdicts if is_on else ():
            self.stdout.write(f"  {verdict.code}: {verdict.message}")

    def _channel(self, variant_id: int, sku: str) -> str:
        found = port.selling_channels(variant_id)
        if not found:
            raise CommandError(f'No channel has a price for "{sku}".')
        if len(found) > 1:
            raise CommandError(
                f'Several channels sell "{sku}": {", ".join(found)}. Say which with'
                " --channel."
            )
        return found[0]

    def _customer(self, email: str | None) -> int | None:
        if email is None:
            return None
        return find_customer(email, field="customer")

    def _groups(self, codes: list[str] | None) -> list[CustomerGroup] | None:
        if codes is None:
            return None
        return [row_with_code(CustomerGroup, code) for code in codes]
