"""What the system check says would leave the frame of the pages empty."""

import pytest
from django.core.checks import run_checks
from pytest_django import Settings
from saleor.site.models import SiteSettings

from tests.owner import Shop
from tests.port.plugin import configure
from tests.port.saleor3.base.dashboard_app.app import HOST


def said() -> list[tuple[str, str]]:
    return [
        (each.id.rpartition(".")[2], each.hint)
        for each in run_checks(databases=["default"])
        if str(each.id) in {f"saleor_customer_groups.W00{n}" for n in (5, 6)}
    ]


SET_PUBLIC_URL = (
    "W005",
    "Set PUBLIC_URL to the address of Saleor, such as https://api.example.com.",
)
LET_FRAME = (
    "W006",
    "Add the host of the Dashboard to ALLOWED_CLIENT_HOSTS, or set Address of the"
    " Dashboard in the settings of the plugin.",
)


@pytest.mark.parametrize(
    ("public_url", "hosts", "address", "expected"),
    [
        (HOST, ["dashboard.example.com"], None, []),
        (HOST, ["*"], None, []),
        (HOST, ["localhost"], "https://dashboard.example.com", []),
        ("http://localhost:8000", ["dashboard.example.com"], None, [SET_PUBLIC_URL]),
        ("http://127.0.0.1", ["localhost"], None, [SET_PUBLIC_URL, LET_FRAME]),
        # The domain of the site as a new shop has it.
        (None, ["dashboard.example.com"], None, [SET_PUBLIC_URL]),
        (HOST, ["localhost", "127.0.0.1"], None, [LET_FRAME]),
        (HOST, ["https://dashboard.example.com"], None, [LET_FRAME]),
        (HOST, [], None, [LET_FRAME]),
    ],
)
def test_the_check_says_what_would_leave_the_frame_empty(
    shop: Shop,
    settings: Settings,
    public_url: str | None,
    hosts: list[str],
    address: str | None,
    expected: list[tuple[str, str]],
) -> None:
    site = SiteSettings.objects.get().site
    site.domain = "localhost:8000"
    site.save()
    settings.PUBLIC_URL = public_url
    settings.ALLOWED_CLIENT_HOSTS = hosts
    configure(active=True, dashboard_address=address)

    assert said() == expected
    configure(active=False)
    assert said() == []
