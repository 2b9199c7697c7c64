"""Files that were exported and come back, and files that could do harm."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from io import StringIO
from random import Random
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management import CommandError

from saleor_customer_groups.models import (
    CustomerGroup,
    LedgerEntry,
    Membership,
    PriceList,
    PriceListEntry,
)
from saleor_customer_groups.services.base.csv.ids import write_id
from saleor_customer_groups.services.membership.files import member_files
from saleor_customer_groups.services.membership.files.member_files import ImportMode
from saleor_customer_groups.services.rules.price_lists import (
    price_list_files,
    price_lists,
)
from saleor_customer_groups.services.rules.price_lists.price_list_file_rows import (
    read_rows,
)
from tests.commands.test_prices import run
from tests.port import Catalogue
from tests.queries import counted

from ..conftest import NOW
from ..groups.test_groups import refusals
from .test_member_files import bad_rows, counts, import_text, stored

MakeGroup = Callable[..., CustomerGroup]
MakeCustomer = Callable[..., int]
REPLACE = ImportMode.REPLACE
DAY = timedelta(days=1)
PRICES = "sku,currency,min_quantity,unit_price\n"
NASTY = ["=1+1", "'=1", "x;=1", "\uff1dA1", ' "so" ', "a,b", "a\nb", "\tx", "Zoë", ""]


def exported(group: CustomerGroup) -> str:
    file = StringIO()
    member_files.export_members(group=group, file=file, now=NOW)
    return file.getvalue()


def text_of(price_list: PriceList) -> str:
    file = StringIO()
    price_list_files.export_entries(price_list=price_list, file=file)
    return file.getvalue()


def import_prices(price_list: PriceList, text: str, **how: Any) -> Any:
    rows = read_rows(text.encode(), field="file")
    return price_list_files.import_rows(
        price_list=price_list, rows=rows, now=NOW, **how
    )


def everything() -> list[Any]:
    models = Membership, LedgerEntry, PriceListEntry
    return [list(model.objects.order_by("pk").values()) for model in models]


@pytest.fixture
def contract(make_group: MakeGroup) -> PriceList:
    return price_lists.create_price_list(
        values={"name": "Contract"}, groups=[make_group("Trade")], now=NOW
    )


@pytest.mark.parametrize("seed", range(4))
def test_members_that_were_exported_change_nothing(
    make_group: MakeGroup, make_customer: MakeCustomer, settings: Any, seed: int
) -> None:
    random = Random(seed)
    settings.TIME_ZONE = random.choice(["UTC", "Africa/Cairo", "Asia/Tokyo"])
    vip = make_group("VIP", kind="hybrid")
    for number in range(30):
        name = random.choice(["Ann", "ann", "+Bob", "CLEO"]) + str(number // 2)
        if get_user_model().objects.filter(email=f"{name}@example.com").exists():
            continue
        by_hand, by_rule = random.choice([(True, False), (True, True), (False, True)])
        until = random.choice([None, NOW + random.random() * 99 * DAY])
        Membership.objects.create(
            customer_id=make_customer(name, is_active=random.random() < 0.8),
            group=vip,
            since=NOW,
            by_hand=by_hand,
            by_rule=by_rule,
            reason="".join(random.choices(NASTY, k=by_hand * random.randrange(3))),
            until=until if by_hand else None,
        )
    before, text = everything(), exported(vip)

    for mode in (ImportMode.ADD, REPLACE):
        done = import_text(vip, text, mode=mode)
        assert counts(done) == (0, 0, text.count("@example.com"), 0)
        assert everything() == before


@pytest.mark.parametrize("seed", range(3))
def test_a_price_list_that_was_exported_changes_nothing(
    contract: PriceList, seed: int
) -> None:
    random = Random(seed)
    catalogue = Catalogue()
    category = catalogue.category("Things")
    skus = ["A", "=C", " d ", "e,f", 'g"h', "'i", "J;K", "j"]
    variants = [catalogue.variant(sku, "9.00", category=category) for sku in skus]
    type(variants[-1]).objects.filter(pk=variants[-1].pk).update(sku="")
    for variant in variants:
        for currency, quantity in (("USD", 1), ("JPY", 1), ("BHD", 3)):
            amount = {"USD": 100, "JPY": 1, "BHD": 1000}[currency]
            PriceListEntry.objects.create(
                price_list=contract,
                variant=variant,
                currency=currency,
                min_quantity=quantity + random.randrange(9),
                unit_price_amount=random.randrange(10**6) / amount,
            )
    before, text = everything(), text_of(contract)

    done = import_prices(contract, text, replace_all=True)

    assert text.splitlines()[0] == f"{PRICES.strip()},variant"
    assert text.count(write_id("ProductVariant", variants[-1].pk)) == 3
    assert (done.rows, done.unchanged, done.removed) == (24, 24, 0)
    assert everything() == before


def test_a_variant_is_named_by_its_id_or_its_sku(contract: PriceList) -> None:
    catalogue = Catalogue()
    category = catalogue.category("Things")
    one, two = (catalogue.variant(sku, "9", category=category) for sku in "AB")
    ids = [write_id("ProductVariant", each.pk) for each in (one, two)]
    text = "variant,sku,currency,unit_price\n"

    done = import_prices(
        contract, f"{text}{ids[0]},,USD,1\n{two.pk},B,USD,2\n{ids[1]},,EUR,3\n"
    )
    before = everything()
    bad = import_prices(
        contract,
        f"{text}{ids[0]},B,USD,1\n"
        f"{write_id('Product', one.pk)},,USD,1\n"
        ",,USD,1\n"
        "999999,,USD,1\n"
        f",A,USD,1\n{ids[0]},,USD,5\n",
    )

    assert (done.added, done.bad_rows) == (3, ())
    assert [str(each) for each in bad.bad_rows] == [
        f"line 2: The SKU B is of another variant than the id {ids[0]}.",
        f"line 3: There is no variant with the id {write_id('Product', one.pk)}.",
        "line 4: The row names no variant: give its SKU, or its id as variant.",
        "line 5: There is no variant with the id 999999.",
        "line 7: The same entry is already in line 6.",
    ]
    assert everything() == before


def swallowed() -> Iterator[tuple[str, str]]:
    """Yield files in which a quote is not closed, and what is said of it."""
    closed = "Close it, or write it twice where it belongs to the text."
    yield (
        'email,reason\nvip@example.com,"Fair\nwholesale@example.com,\n',
        f"In line 2 a quote opens that is never closed. {closed}",
    )
    yield (
        'email,reason\nvip@example.com,"Fair\nwholesale@example.com,"Fair"\n',
        "In line 2 a quote opens after whose end in line 3 other text follows. Close it"
        " in line 2, or write a quote twice where it belongs to the text.",
    )
    for text in (
        'email,reason\nvip@example.com,"Fair\nwholesale@example.com,"\n',
        'reason;email\n"Fair;vip@example.com\nFair";wholesale@example.com\n',
        'email,reason,until\nvip@example.com,"\nwholesale@example.com,a,",2099-01-01\n',
    ):
        yield (
            text,
            "A quote opens in this row and closes in another one, with what looks like"
            " rows between them. Close it in its own row.",
        )


def test_an_unclosed_quote_swallows_nobody(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    vip = make_group("VIP")
    pks = [make_customer(name) for name in ("vip", "wholesale")]
    ids = [write_id("User", pk) for pk in pks]
    import_text(vip, "email\nvip@example.com\nwholesale@example.com\n")
    before = everything()

    by_id = f'customer,reason\n{ids[0]},"Fair\n{ids[1]},"\n'
    *_, (_, looks_like_rows) = swallowed()
    for text, message in [*swallowed(), (by_id, looks_like_rows)]:
        with suppress(ValidationError):
            assert bad_rows(import_text(vip, text, mode=REPLACE)) == [
                f"line 2: {message}"
            ]
            continue
        with pytest.raises(ValidationError) as refused:
            import_text(vip, text, mode=REPLACE)
        assert refusals(refused.value) == {"file": ("invalid", message)}
    assert everything() == before
    lines = 'email,reason\nvip@example.com,"Fair\n,in May,"\n'
    assert counts(import_text(vip, lines)) == (0, 1, 0, 0)


def test_an_address_names_one_customer_however_it_is_written(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    vip = make_group("VIP")
    ann = make_customer("Ann")
    twins = [make_customer("twin"), make_customer("Twin")]
    Catalogue().variant("A", "9", category=Catalogue().category("Things"))
    both = "twin@example.com and Twin@example.com are 2 accounts that differ in letter"
    before = everything()

    done = import_text(
        vip,
        "email\nANN@example.com\nann@Example.com\ntwin@example.com\nTWIN@example.com\n",
    )

    assert bad_rows(done) == [
        "line 3: The same customer is already in line 2 as ANN@example.com.",
        f"line 4: {both} case only: twin@example.com can be either.",
        f"line 5: {both} case only: TWIN@example.com can be either.",
    ]
    for command in (
        ["explain_price", "A", "--customer"],
        ["customer_groups_export_ledger", "--customer"],
    ):
        with pytest.raises(CommandError) as refused:
            run(*command, "TWIN@example.com")
        assert str(refused.value).startswith(both)
        with pytest.raises(CommandError, match="There is no customer with the e-mail"):
            run(*command, "nobody@example.com")
        assert run(*command, "ANN@EXAMPLE.com")
    assert everything() == before
    ids = "".join(f"{write_id('User', pk)}\n" for pk in [ann, *twins])
    assert counts(import_text(vip, f"customer\n{ids}")) == (3, 0, 0, 0)
    wrong = import_text(vip, f"customer,email\n{ann},Bob@example.com\n999999,\n")
    assert bad_rows(wrong) == [
        f"line 2: The id {ann} is that of Ann@example.com.",
        "line 3: There is no customer with the id 999999.",
    ]
    text = exported(vip)
    assert text.splitlines()[0] == "email,reason,until,customer"
    assert counts(import_text(vip, text, mode=REPLACE)) == (0, 0, 3, 0)


def test_an_empty_file_empties_nothing_unless_that_is_wanted(
    make_group: MakeGroup,
    make_customer: MakeCustomer,
    contract: PriceList,
    tmp_path: Any,
) -> None:
    vip = make_group("VIP")
    make_customer("ann")
    import_text(vip, "email\nann@example.com\n")
    Catalogue().variant("A", "9", category=Catalogue().category("Things"))
    import_prices(contract, f"{PRICES}A,USD,1,9\n")
    members, prices = tmp_path / "members.csv", tmp_path / "prices.csv"
    members.write_text("email\n\n")
    prices.write_text(f"{PRICES},,,\n \n")
    commands = [
        ("customer_groups_import_members", "vip", members, "--replace", "--yes"),
        ("customer_groups_import_prices", "contract", prices, "--replace", "--yes"),
    ]
    before = everything()
    advice = (
        "If that is what you want, set allowEmpty, or give --empty on the command line."
    )

    with pytest.raises(ValidationError) as of_members:
        import_text(vip, "email\n", mode=REPLACE)
    with pytest.raises(ValidationError) as of_prices:
        import_prices(contract, PRICES, replace_all=True)
    for command, what in zip(commands, ("member", "price"), strict=True):
        with pytest.raises(CommandError, match=f"would take out the only {what}"):
            run(*command, verbosity=0)

    for refused, what in ((of_members, "member"), (of_prices, "price")):
        assert refusals(refused.value) == {
            "file": (
                "required",
                "The file has no rows: replacing by it would take out the only"
                f" {what}. {advice}",
            )
        }
    assert everything() == before
    assert import_prices(contract, PRICES).rows == 0
    dry = import_text(vip, "email\n", mode=REPLACE, allow_empty=True, dry_run=True)
    assert counts(dry) == (0, 0, 0, 1)
    assert everything() == before
    for command in commands:
        assert "1 removed" in run(*command, "--empty", verbosity=0)
    assert stored(vip) == []
    assert not PriceListEntry.objects.exists()


def test_unknown_addresses_cost_no_query_each(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    vip = make_group("VIP")
    make_customer("idle", is_active=False)
    found = []
    for number in (1, 10_000):
        rows = "".join(f"x{each}@example.com\n" for each in range(number - 1))
        with counted() as asked:
            done = import_text(vip, f"email\n{rows}idle@example.com\n", dry_run=True)
        found.append(asked.count)
        assert len(done.bad_rows) == number
        assert done.bad_rows[-1].message == (
            "The account of idle@example.com is not active."
        )
    assert found[0] == found[1]
