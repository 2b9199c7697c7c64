"""The command that runs groups, as somebody at a terminal uses it."""

import pytest
from django.core.management import CommandError

from saleor_customer_groups.models import CustomerGroup
from tests.commands.test_prices import run
from tests.owner import Shop
from tests.port.plugin import configure

COMMAND = "customer_groups_run"
OURS = {"field": "email_domain", "operator": "eq", "value": "example.com"}
ASKS = {"field": "in_group", "operator": "eq", "value": "ours"}


def test_groups_are_run_and_each_is_a_line_of_the_report(shop: Shop) -> None:
    for name, leaf in (("Ours", OURS), ("Asking", ASKS)):
        shop.group(name, kind="automatic", conditions={"all": [leaf]})
    shop.member(shop.group("Fair"), "ann@example.com")

    everything = run(COMMAND, verbosity=0).splitlines()
    one = run(COMMAND, "asking", verbosity=0).splitlines()

    assert [line.split()[:6] for line in everything] == [
        ["group", "examined", "joined", "left", "grace", "no"],
        ["ours", "1", "1", "0", "0", "0"],
        ["asking", "1", "1", "0", "0", "0"],
    ]
    assert [line.split()[:6] for line in one[1:]] == [["asking", *"10000"]]
    assert len({len(line) for line in everything}) == 1


def test_what_cannot_be_run_says_so_in_one_line(shop: Shop) -> None:
    shop.group("Fair")
    broken = shop.group("Broken", kind="automatic", conditions={"all": [OURS]})
    CustomerGroup.objects.filter(pk=broken.pk).update(conditions={"all": [ASKS]})

    for codes, message in (
        (
            ["nothing"],
            'There is no customer group with the code "nothing". Known: broken, fair,'
            " standard.",
        ),
        (
            ["fair"],
            "Fair does not fill itself now: it has no conditions, is switched off, or"
            " is a level of a programme that has not begun.",
        ),
        ([], "Broken was not run: all[0].value: there is no such group: ours."),
    ):
        with pytest.raises(CommandError) as refused:
            run(COMMAND, *codes, verbosity=0)
        assert str(refused.value) == message
    configure(active=False)
    with pytest.raises(CommandError) as refused:
        run(COMMAND, verbosity=0)
    assert str(refused.value) == (
        "Customer groups are switched off. Switch the plugin on to run them."
    )


def test_a_shop_without_conditions_is_told_so(shop: Shop) -> None:
    shop.group("Fair")

    assert run(COMMAND, verbosity=0) == "No customer group fills itself.\n"
