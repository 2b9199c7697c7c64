"""What the system check says of the settings of Saleor 2.10."""

import pytest
from django.core.checks import run_checks
from pytest_django import Settings

PLUGIN = "saleor_customer_groups.plugin.CustomerGroupsPlugin"
VATLAYER = "saleor.plugins.vatlayer.plugin.VatlayerPlugin"
WEBHOOK = "saleor.plugins.webhook.plugin.WebhookPlugin"


def said() -> list[tuple[str, str]]:
    return [
        (each.id, each.msg)
        for each in run_checks()
        if each.id.startswith("saleor_customer_groups.")
    ]


def test_nothing_is_said_of_settings_that_are_right(settings: Settings) -> None:
    assert settings.PLUGINS.index(VATLAYER) < settings.PLUGINS.index(PLUGIN)
    assert settings.PLUGINS.index(PLUGIN) < settings.PLUGINS.index(WEBHOOK)
    assert said() == []


@pytest.mark.parametrize(
    ("plugins", "expected"),
    [
        (
            [VATLAYER, WEBHOOK],
            (
                "saleor_customer_groups.W001",
                "PLUGINS does not name the plugin of customer groups.",
            ),
        ),
        (
            [PLUGIN, VATLAYER, WEBHOOK],
            (
                "saleor_customer_groups.W002",
                f"In PLUGINS customer groups stand before {VATLAYER}, which would put"
                " Saleor's own prices in the place of the groups'.",
            ),
        ),
        (
            [VATLAYER, WEBHOOK, PLUGIN],
            (
                "saleor_customer_groups.W003",
                "In PLUGINS customer groups stand after the webhook plugin, so that"
                " webhooks would go out before groups are known.",
            ),
        ),
    ],
)
def test_a_plugin_that_is_missing_or_misplaced_is_named(
    settings: Settings, plugins: list[str], expected: tuple[str, str]
) -> None:
    settings.PLUGINS = plugins

    assert said() == [expected]


def test_urls_without_our_graphql_are_named(settings: Settings) -> None:
    settings.ROOT_URLCONF = "saleor.urls"

    assert said() == [
        (
            "saleor_customer_groups.W004",
            "The GraphQL of customer groups is not served.",
        )
    ]
