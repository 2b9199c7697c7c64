"""Who may show the pages in a frame."""

from pathlib import Path

import pytest
from pytest_django import Settings

from saleor_customer_groups import port
from tests.owner import Shop
from tests.storefront import Refused, dialect

from .asking import get, policy_of


@pytest.mark.parametrize(
    ("hosts", "written"),
    [
        (["dashboard.example.com"], "dashboard.example.com:*"),
        ([".example.com"], "example.com:* *.example.com:*"),
        (["a.example.com", "b.example.com"], "a.example.com:* b.example.com:*"),
        (["*"], "*"),
        ([], "'none'"),
        # What is no host would end the policy, or add to it.
        (["a.example.com; script-src *", "b example", "[::1]", ""], "'none'"),
    ],
)
def test_the_hosts_of_storefronts_and_dashboards_may_show_the_pages_in_a_frame(
    shop: Shop, built: Path, settings: Settings, hosts: list[str], written: str
) -> None:
    settings.ALLOWED_CLIENT_HOSTS = hosts

    written = written if port.GENERATION == 3 else "'none'"
    assert policy_of(get(""))["frame-ancestors"] == written


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://shop.example.com/dashboard/", "https://shop.example.com"),
        (" http://localhost:9000 ", "http://localhost:9000"),
        ("https://Shop.example.com:8443", "https://shop.example.com:8443"),
    ],
)
def test_the_address_of_the_dashboard_is_the_only_one_that_may(
    shop: Shop, built: Path, address: str, origin: str
) -> None:
    values = [{"name": "dashboard_address", "value": address}]
    shop.owner().change(
        dialect.SET_PLUGIN, id="customer_groups", input={"configuration": values}
    )

    expected = origin if port.GENERATION == 3 else "'none'"
    assert policy_of(get(""))["frame-ancestors"] == expected


@pytest.mark.parametrize(
    "address",
    [
        "dashboard.example.com",
        "ftp://dashboard.example.com",
        "https://",
        "https://a.example.com; script-src *",
        "https://a.example.com https://b.example.com",
        "https://me@a.example.com",
        "https://[::1]",
        "https://[",
        "https://a.example.com:99999",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_address_of_a_dashboard_is_refused(shop: Shop, address: str) -> None:
    values = [{"name": "dashboard_address", "value": address}]

    with pytest.raises(Refused) as refused:
        shop.owner().change(
            dialect.SET_PLUGIN, id="customer_groups", input={"configuration": values}
        )

    (error,) = refused.value.errors
    assert error["message"] == (
        "Address of the Dashboard: is not an address such as"
        " https://dashboard.example.com"
    )
