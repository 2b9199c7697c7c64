"""What is wrong with rows of files and customers, in German."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone

from saleor_customer_groups.models import (
    CustomerGroup,
    Exclusion,
    PriceList,
)
from saleor_customer_groups.services.rules.price_lists.price_lists import (
    create_price_list,
)
from tests.api import Caller, make_customer
from tests.graphql.ids import id_of, to_global_id
from tests.owner import Shop

MEMBERS = """mutation($id: ID!, $csv: String) {
  customerGroupMembersImport(id: $id, csv: $csv) {
    badRows { line message } errors { message }
  }
}"""
ADD = """mutation($id: ID!, $customers: [ID!]!) {
  customerGroupMembersAdd(id: $id, customers: $customers) { refused { message } }
}"""
PRICES = """mutation($id: ID!, $csv: String) {
  customerGroupPriceListImport(id: $id, csv: $csv) {
    badRows { line message } errors { message } job { id }
  }
}"""


@pytest.fixture
def german(staff: Caller) -> Caller:
    """Staff who want German."""
    return replace(staff, language="de")


@pytest.fixture
def price_list(gold: CustomerGroup) -> PriceList:
    """A price list without entries."""
    return create_price_list(
        values={"name": "Liste"}, groups=[gold], now=timezone.now()
    )


def _rows(answer: Any) -> dict[int, str]:
    assert answer["errors"] == []
    return {each["line"]: each["message"] for each in answer["badRows"]}


def test_invalid_rows_of_a_file_of_members(german: Caller, gold: CustomerGroup) -> None:
    ann, bob, cat = map(make_customer, ("ann", "bob", "cat"))
    make_customer("eve", is_active=False)
    Exclusion.objects.create(customer_id=bob.pk, group=gold, at=timezone.now())
    csv = [
        "email;reason;until;by_hand;customer",
        "ann@example.com;;;;",
        f"ann@example.com;;;;{ann.id}",
        f";;;;{ann.id}",
        "bob@example.com;;;;",
        "eve@example.com;;;;",
        "dan@example.com;;;;",
        ";Grund;;;",
        f"ann@example.com;;;;{bob.id}",
        ";;;;VXNlcjow",
        f"cat@example.com;{'x' * 501};;;",
        "cat@example.com;;2020-01-01;;",
        "cat@example.com;;bald;;",
        "cat@example.com;;9999-12-31T00:00:00+00:00;;",
        "cat@example.com;;;vielleicht;",
        "cat@example.com;;;;;;x",
        "cat@example.com;",
        'cat@example.com;"a',
        'cat@example.com;b";;;',
    ]

    answer = german.ask(MEMBERS, id=id_of(gold), csv="\n".join(csv))

    assert _rows(answer) == {
        3: "Derselbe Kunde steht schon in Zeile 2.",
        4: "Derselbe Kunde steht schon in Zeile 2, als ann@example.com.",
        5: "bob@example.com ist aus Gold ausgeschlossen. Beenden Sie zuerst den"
        " Ausschluss.",
        6: "Das Konto von eve@example.com ist nicht aktiv.",
        7: "Es gibt keinen Kunden mit der E-Mail-Adresse dan@example.com.",
        8: "Die Zeile hat keine E-Mail-Adresse.",
        9: f"Die Id {bob.id} gehört bob@example.com.",
        10: "Es gibt keinen Kunden mit der Id VXNlcjow.",
        11: "Der Grund hat 501 Zeichen, höchstens 500 sind erlaubt.",
        12: "2020-01-01 liegt in der Vergangenheit.",
        13: "bald ist weder ein Tag wie 2026-12-31 noch eine Zeit mit Zeitzone wie"
        " 2026-12-31T12:00:00+00:00.",
        14: "9999-12-31T00:00:00+00:00 liegt zu weit weg: Lassen Sie ein Ende weg, das"
        " nie kommt.",
        15: "by_hand ist yes oder no, nicht vielleicht.",
        16: "Die Zeile hat 7 Zellen, die erste Zeile 5:"
        " email,reason,until,by_hand,customer. Wo Semikolons die Zellen trennen, muss"
        " eine, die Semikolons enthält, in Anführungszeichen stehen.",
        17: "Die Zeile hat 2 Zellen, die erste Zeile 5:"
        " email,reason,until,by_hand,customer.",
        18: "In dieser Zeile beginnt ein Anführungszeichen, das in einer anderen"
        " endet; dazwischen steht, was wie Zeilen aussieht. Schließen Sie es in seiner"
        " Zeile.",
    }
    assert not gold.memberships.exists()
    assert cat.pk


def test_a_group_that_is_full(
    german: Caller, make_group: Callable[..., CustomerGroup]
) -> None:
    one, two = make_group("Eins", capacity=1), make_group("Zwei", capacity=2)
    ann, bob, cat = map(make_customer, ("ann", "bob", "cat"))

    answer = german.ask(
        MEMBERS, id=id_of(one), csv="email\nann@example.com\nbob@example.com"
    )
    assert _rows(answer) == {3: "Eins nimmt 1 Kunden auf und ist bis dahin voll."}

    def refused(group: CustomerGroup, *customers: Caller) -> list[str]:
        ids = [each.id for each in customers]
        answer = german.ask(ADD, id=id_of(group), customers=ids)
        return [each["message"] for each in answer["refused"]]

    assert refused(one, ann, bob) == ["Eins nimmt 1 Kunden auf und hat 1 freien Platz."]
    assert refused(two, ann, bob, cat) == [
        "Zwei nimmt 2 Kunden auf und hat 2 freie Plätze."
    ]


def test_invalid_rows_of_a_file_of_prices(
    german: Caller, shop: Shop, price_list: PriceList
) -> None:
    sku = shop.latte.sku
    other = to_global_id("ProductVariant", shop.espresso.pk)
    csv = [
        "sku;variant;currency;min_quantity;unit_price",
        f"{sku};;USD;1;5,00",
        f"{sku};;USD;1;6,00",
        "gibt-es-nicht;;USD;1;5,00",
        ";;USD;1;5,00",
        ";UHJvZHVjdFZhcmlhbnQ6MA==;USD;1;5,00",
        f"{sku};{other};USD;1;5,00",
        f"{sku};;USD;viele;5,00",
        f"{sku};;USD;2;1.234",
        f"{sku};;USD;2;billig",
        f"{sku};;USD;2;-1",
        f"{sku};;ZZZ;2;5,00",
        f"{sku};;USD;0;5,00",
        f"{sku};;USD;2;5,005",
    ]

    answer = german.ask(PRICES, id=id_of(price_list), csv="\n".join(csv))

    assert _rows(answer) == {
        3: "Derselbe Eintrag steht schon in Zeile 2.",
        4: "Es gibt keine Variante mit der SKU gibt-es-nicht.",
        5: "Die Zeile nennt keine Variante: Geben Sie ihre SKU an, oder ihre Id als"
        " variant.",
        6: "Es gibt keine Variante mit der Id UHJvZHVjdFZhcmlhbnQ6MA==.",
        7: f"Die SKU {sku} gehört zu einer anderen Variante als die Id {other}.",
        8: "viele ist keine Menge.",
        9: "Der Preis 1.234 kann 1234 oder 1,234 sein: Schreiben Sie 1234 oder 1.2340.",
        10: "Der Preis 'billig' ist keine Zahl wie 12,50.",
        11: "Der Preis '-1' darf nicht negativ sein.",
        12: "Es gibt keine Währung ZZZ.",
        13: "Eine Menge ist mindestens 1.",
        14: "Der Preis 5,005 kann 5005 oder 5,005 sein: Schreiben Sie 5005 oder"
        " 5,0050.",
    }
    assert not price_list.entries.exists()
