"""What the API says in words, in German for whoever asks for that."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from saleor_customer_groups.models import (
    CustomerGroup,
    Exclusion,
    PriceRule,
    Promotion,
)
from saleor_customer_groups.services.rules.price_lists.price_lists import (
    create_price_list,
)
from tests.api import Caller, make_customer
from tests.graphql.ids import id_of, to_global_id
from tests.owner import Shop
from tests.port.plugin import configure

SENTENCES = """{
  groups: customerGroups(first: 9, filter: {search: "Gold"}) { edges { node {
    priceSummary advantages { text }
  } } }
  rules: customerGroupPriceRules(first: 9) { edges { node {
    summary adjustment { description }
  } } }
  promotions: customerGroupPromotions(first: 9) { edges { node {
    summary conditions { description } benefit { description }
  } } }
}"""
EXPLAIN = """query($variant: ID!, $groups: [ID!]) {
  customerGroupPriceExplain(
    variantId: $variant, channel: "default-channel", groupIds: $groups
  ) { verdicts { code message } }
}"""
REFUSED = """mutation($input: CustomerGroupCreateInput!) {
  customerGroupCreate(input: $input) { errors { field message } }
}"""
NOT_ADDED = """mutation($id: ID!, $customers: [ID!]!) {
  customerGroupMembersAdd(id: $id, customers: $customers) { refused { message } }
}"""
CHANGE = """mutation(
  $id: ID!, $input: CustomerGroupInput!, $ifUpdatedAt: DateTime
) {
  customerGroupUpdate(id: $id, input: $input, ifUpdatedAt: $ifUpdatedAt) {
    errors { field message }
  }
}"""
RULE = """mutation($input: CustomerGroupPriceRuleCreateInput!) {
  customerGroupPriceRuleCreate(input: $input) { errors { field message } }
}"""
IMPORT = """mutation($id: ID!, $csv: String) {
  customerGroupPriceListImport(id: $id, csv: $csv) { errors { message } }
}"""
EXAMPLE = """{ customerGroupPolicyExample(policy: BEST_PRICE) {
  about rules chosen { reason }
} }"""


@pytest.fixture
def german(staff: Caller) -> Caller:
    """Staff who want German."""
    return replace(staff, language="de-AT")


def _nodes(found: Any) -> list[dict[str, Any]]:
    return [each["node"] for each in found["edges"]]


def test_rules_are_described_in_german(
    german: Caller,
    gold: CustomerGroup,
    shop: Shop,
    make_rule: Callable[..., PriceRule],
    make_promotion: Callable[..., Promotion],
) -> None:
    adjustment = {"kind": "percent_off", "percent": "12.5"}
    until = datetime(2099, 1, 1, tzinfo=UTC)
    make_rule(gold, adjustment=adjustment, valid_until=until)
    create_price_list(values={"name": "Leer"}, groups=[gold], now=timezone.now())
    scope = {"include": {"categories": [str(shop.coffee.pk)]}}
    make_promotion(
        gold,
        benefit={"kind": "gift", "variants": [str(shop.latte.pk)], "quantity": 2},
        conditions=[{"kind": "min_quantity", "quantity": 3, "scope": scope}],
    )

    answer = german.post(SENTENCES)

    assert not answer.errors
    assert answer.data is not None
    assert _nodes(answer.data["groups"]) == [
        {
            "priceSummary": "1 Preisliste, 1 Preisregel, 1 Aktion",
            "advantages": [
                {"text": "0 eigene Preise"},
                {"text": "12,5 % Rabatt auf alles bis 31. Dezember 2098"},
                {"text": "2 Geschenke (latte) ab 3 Stück (Coffee)"},
            ],
        }
    ]
    assert _nodes(answer.data["rules"]) == [
        {
            "summary": "12,5 % Rabatt auf alles für Gold bis 31. Dezember 2098",
            "adjustment": {"description": "12,5 % Rabatt"},
        }
    ]
    assert _nodes(answer.data["promotions"]) == [
        {
            "summary": "2 Geschenke (latte) für Gold ab 3 Stück (Coffee)",
            "conditions": [{"description": "ab 3 Stück"}],
            "benefit": {"description": "2 Geschenke"},
        }
    ]


@pytest.mark.parametrize("language", ["", "en", "fr", "de\u00a0"])
def test_english_is_said_to_whoever_asks_for_nothing_else(
    staff: Caller,
    gold: CustomerGroup,
    make_rule: Callable[..., PriceRule],
    language: str,
) -> None:
    make_rule(gold)

    answer = replace(staff, language=language).post(SENTENCES)

    assert answer.data is not None
    assert _nodes(answer.data["rules"]) == [
        {
            "summary": "10 % off everything for Gold",
            "adjustment": {"description": "10 % off"},
        }
    ]


def test_it_is_explained_in_german_why_a_price_counts(
    german: Caller, gold: CustomerGroup, shop: Shop, make_rule: Callable[..., PriceRule]
) -> None:
    configure(active=True)
    tiers = [{"min_quantity": 3, "percent": "30"}]
    make_rule(gold, name="Zehn")
    make_rule(gold, name="Fünf", adjustment={"kind": "percent_off", "percent": "5.5"})
    make_rule(gold, name="Viele", adjustment={"kind": "percent_off", "tiers": tiers})
    make_rule(gold, name="Aus", is_active=False)
    variant = to_global_id("ProductVariant", shop.latte.pk)

    found = german.ask(EXPLAIN, variant=variant, groups=[id_of(gold)])["verdicts"]

    assert {each["code"]: each["message"] for each in found} == {
        "aus": "ist ausgeschaltet",
        "funf": "unterliegt Zehn: 8,99 ist niedriger als 9,44",
        "viele": "braucht noch 2 Stück von latte",
        "zehn": "10 % Rabatt für Gold",
    }


def test_the_example_of_a_policy_is_german(german: Caller) -> None:
    assert german.ask(EXAMPLE) == [
        {
            "about": "Zwei Rabatte",
            "rules": ["20 % Rabatt für VIP", "10 % Rabatt für Wholesale"],
            "chosen": {"reason": "20 % Rabatt für VIP"},
        },
        {
            "about": "Zwei Rabatte und eine Preisliste",
            "rules": [
                "20 % Rabatt für VIP",
                "10 % Rabatt für Wholesale",
                "Preisliste für Wholesale: 85,00",
            ],
            "chosen": {"reason": "Preis 85,00 USD aus Preisliste für Wholesale"},
        },
        {
            "about": "Zwei Rabatte, Einkaufspreis 76,00",
            "rules": ["20 % Rabatt für VIP", "10 % Rabatt für Wholesale"],
            "chosen": {"reason": "20 % Rabatt für VIP"},
        },
    ]


def test_findings_of_the_check_are_german(
    german: Caller,
    gold: CustomerGroup,
    make_rule: Callable[..., PriceRule],
    make_promotion: Callable[..., Promotion],
) -> None:
    configure(active=True, minimum_margin_percent="12.5")
    make_rule(gold, name="Zehn", with_promotions="stack")
    make_rule(gold, name="Ende", valid_until=datetime(2020, 3, 1, tzinfo=UTC))
    five = {"amount": "5", "currency": "USD"}
    make_promotion(
        CustomerGroup.objects.get(is_default=True),
        name="Gutschrift",
        benefit={"kind": "amount_off", **five},
        conditions=[{"kind": "min_subtotal", **five}],
    )

    found = german.ask("{ customerGroupRuleCheck { message } }")

    assert [each["message"] for each in found] == [
        "Gutschrift gibt ab 5,00 USD 5,00 USD Rabatt, eine Bestellung darüber kostet"
        " also nichts. Erhöhen Sie den Mindestbetrag, oder geben Sie weniger.",
        "Der Mindestaufschlag von 12,5 % wird bei Zehn nicht eingehalten: Aktionen von"
        " Saleor kommen hinzu. Soll er gelten, lassen Sie stattdessen den niedrigeren"
        " Preis gelten.",
        "Ende endete am 1. März 2020. Löschen Sie Ende, oder wählen Sie ein späteres"
        " Ende.",
        "Niemand ist in Gold oder in einer Gruppe, die ihre Preise erbt. Fügen Sie"
        " Kunden hinzu, oder löschen Sie die Gruppe.",
    ]


def test_refusals_are_german(german: Caller, gold: CustomerGroup) -> None:
    ann = make_customer()
    Exclusion.objects.create(customer_id=ann.pk, group=gold, at=timezone.now())

    def refused(name: str) -> list[tuple[str, str]]:
        answer = german.ask(REFUSED, input={"name": name})["errors"]
        return [(each["field"], each["message"]) for each in answer]

    assert refused(" ") == [("name", "Geben Sie der Gruppe einen Namen.")]
    assert refused("x" * 251) == [("name", "251 Zeichen, höchstens 250 sind erlaubt.")]
    same = "Es gibt schon eine Gruppe namens Gold. Wählen Sie einen anderen Namen."
    assert ("name", same) in refused("Gold")
    [excluded] = german.ask(NOT_ADDED, id=id_of(gold), customers=[ann.id])["refused"]
    assert excluded["message"] == (
        "Der Kunde ist aus Gold ausgeschlossen. Beenden Sie zuerst den Ausschluss."
    )


def test_rare_refusals_are_german_with_their_values(
    german: Caller, gold: CustomerGroup, make_group: Callable[..., CustomerGroup]
) -> None:
    silver = make_group("Silver", parent=gold)
    opened_at = gold.updated_at - timedelta(minutes=1)
    changed_at = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)

    def refused(group: CustomerGroup, values: dict[str, Any], **also: Any) -> list[str]:
        variables = {"id": id_of(group), "input": values, **also}
        answer = german.ask(CHANGE, **variables)["errors"]
        return [each["message"] for each in answer]

    assert refused(gold, {"parent": id_of(silver)}) == [
        "Das wäre ein Kreis: Gold unter Silver unter Gold."
    ]
    assert refused(gold, {"code": "a b"}) == [
        "a b ist kein gültiger Code: Nehmen Sie nur Buchstaben von A bis Z, Ziffern, -"
        " und _."
    ]
    CustomerGroup.objects.filter(pk=gold.pk).update(updated_at=changed_at)
    assert refused(gold, {"name": "New"}, ifUpdatedAt=opened_at.isoformat()) == [
        "Das wurde am 1. März 2026, 08:30 geändert, nachdem Sie es geöffnet hatten. Es"
        " wurde nichts gespeichert: Öffnen Sie es neu, und sehen Sie nach, wie es jetzt"
        " ist."
    ]


def test_what_is_wrong_with_a_file_is_german(
    german: Caller, gold: CustomerGroup
) -> None:
    price_list = create_price_list(
        values={"name": "Liste"}, groups=[gold], now=timezone.now()
    )

    def refused(csv: str) -> list[str]:
        answer = german.ask(IMPORT, id=id_of(price_list), csv=csv)["errors"]
        return [each["message"] for each in answer]

    assert refused("sku;prize") == [
        "Die erste Zeile muss die Spalten sku,currency,min_quantity,unit_price nennen:"
        " es gibt keine Spalte prize; currency, unit_price fehlen. Kommas, Semikolons"
        " oder Tabulatoren trennen sie."
    ]
    assert refused('sku;unit_price;currency;min_quantity\n"espresso;1') == [
        "In Zeile 2 beginnt ein Anführungszeichen, das nie endet. Schließen Sie es,"
        " oder schreiben Sie es doppelt, wo es zum Text gehört."
    ]


def test_what_is_wrong_with_the_parameters_of_a_rule_is_german(
    german: Caller, gold: CustomerGroup
) -> None:
    def refused(kind: str, **parameters: Any) -> list[tuple[str, str]]:
        values = {
            "name": "Neu",
            "groups": [id_of(gold)],
            "adjustment": {"kind": kind, "parameters": parameters},
        }
        answer = german.ask(RULE, input=values)["errors"]
        return [(each["field"], each["message"]) for each in answer]

    tiers = [{"min_quantity": 3, "percent": "5"}, {"min_quantity": 3, "percent": "101"}]
    assert refused("percent_off", percent="-1") == [
        ("adjustment.percent", "Darf nicht negativ sein.")
    ]
    assert refused("percent_off", tiers=tiers) == [
        ("adjustment.tiers.1.percent", "Darf nicht mehr als 100 Prozent sein.")
    ]
    tiers[1]["percent"] = "10"
    assert refused("percent_off", tiers=tiers) == [
        ("adjustment.tiers.1", "Ist die zweite Staffel ab einer Menge von 3.")
    ]
    assert refused("percent_increase", percent="2000000") == [
        (
            "adjustment.percent",
            "2.000.000 % ist zu viel: Höchstens 1.000.000 % sind erlaubt.",
        )
    ]
